import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { checkServer } from '../../state/servers/checkServer.ts';
import { useServers } from '../../state/servers/useServers.ts';
import { ProblemLine } from '../../widgets/ProblemLine.tsx';
import classes from './servers.module.css';

interface ServerFormProps {
  /** Given where a model is added to a server that is there. */
  target?: string;
  onAdded: (target: string, model: string) => void;
}

type Refusal = { address?: PlanProblem | undefined; model?: PlanProblem | undefined; failure?: Failure };

/** Adds a server by its address and by the name under which it knows a model. */
export function ServerForm({ target: given, onAdded }: ServerFormProps) {
  const [address, setAddress] = useState('');
  const [model, setModel] = useState('');
  const [refusal, setRefusal] = useState<Refusal>({});
  const add = async (): Promise<void> => {
    const checked = await checkServer(given ?? address, model);
    if ('target' in checked) {
      useServers.getState().add(checked.target, checked.model);
      setRefusal({});
      setModel('');
      onAdded(checked.target, checked.model);
    } else setRefusal(checked);
  };
  const { failure } = refusal;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {given === undefined ? (
        <div>
          <TextInput
            label="Address"
            required
            placeholder="http://127.0.0.1:8000"
            maxLength={480}
            value={address}
            error={refusal.address !== undefined}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {refusal.address === undefined ? null : <ProblemLine {...refusal.address} />}
        </div>
      ) : null}
      <div>
        <TextInput
          label="Model, as the server names it"
          required
          placeholder="such as meta-llama/Llama-3.1-8B-Instruct"
          maxLength={500}
          value={model}
          error={refusal.model !== undefined}
          onChange={(event) => setModel(event.currentTarget.value)}
        />
        {refusal.model === undefined ? null : <ProblemLine {...refusal.model} />}
      </div>
      {failure === undefined ? null : <ProblemLine severity="error" message={failure.reason} remedy={failure.remedy} />}
      <Button type="submit" variant={given === undefined ? 'filled' : 'default'}>
        {given === undefined ? 'Add the server' : 'Add the model'}
      </Button>
    </form>
  );
}
