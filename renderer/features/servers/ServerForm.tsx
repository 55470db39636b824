import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { checkServer } from '../../state/servers/checkServer.ts';
import { addServerModel } from '../../state/servers/servers.ts';
import { useModels } from '../../state/useModels.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { notifyDone } from '../../widgets/notify.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
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
      const failure = await addServerModel(checked.target, checked.model);
      setRefusal(failure === undefined ? {} : { failure });
      if (failure !== undefined) return;
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

/** What a server is and what is asked of it. */
export function AboutServers() {
  return (
    <p className={classes.about}>
      A server runs already and speaks the OpenAI protocol, as vLLM, SGLang, llama.cpp and others do. It is asked
      whether it knows the model when a run begins. A key is taken from the environment variable{' '}
      <code>OPENAI_API_KEY</code>.
    </p>
  );
}

/** Adds a server on Targets and opens it. */
export function AddServer() {
  return (
    <ScrollRegion label="Add a server">
      <Pane title="Add a server" note="something that runs already, by its address">
        <AboutServers />
        <ServerForm
          onAdded={(target, model) => {
            notifyDone(`\u2068${model}\u2069 of this server can be chosen on Home and Plan now.`);
            useModels.getState().showServer(target);
          }}
        />
      </Pane>
    </ScrollRegion>
  );
}

interface ServerDialogProps {
  opened: boolean;
  onClose: () => void;
  onAdded: (target: string, model: string) => void;
}

/** Adds a server from within a plan. */
export function ServerDialog({ opened, onClose, onAdded }: ServerDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a server" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <AboutServers />
      <ServerForm onAdded={onAdded} />
    </Modal>
  );
}
