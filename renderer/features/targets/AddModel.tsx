import { Button, TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { InputOverride, ModelCard } from '../../../core/contract/modelCard.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { ask } from '../../state/bench.ts';
import { useModels } from '../../state/useModels.ts';
import { ProblemLine, RawText } from '../../widgets/messages.tsx';
import { notifyDone } from '../../widgets/notify.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
import { CardView } from './CardView.tsx';
import { DryRunPane } from './DryRunPane.tsx';
import { InputsForm } from './InputsForm.tsx';
import classes from './targets.module.css';

type Overrides = Record<string, InputOverride>;

interface Found {
  path: string;
  inputs: Overrides;
  card: ModelCard;
}

const baseName = (path: string): string =>
  path
    .replace(/[/\\]+$/, '')
    .replace(/^.*[/\\]/, '')
    .replace(/\.onnx$/i, '');

/** Adds a model: its path, what is found there, a dry run, and a name for it. */
export function AddModel({ path: given }: { path: string }) {
  const [path, setPath] = useState(given);
  const [found, setFound] = useState<Found | Failure | 'reading' | undefined>(undefined);
  const [refusal, setRefusal] = useState<Failure | undefined>(undefined);
  const read = useCallback(async (wanted: string): Promise<void> => {
    if (wanted.trim() === '') return;
    setFound('reading');
    setRefusal(undefined);
    const answer = await ask(window.bench.inspectModel({ path: wanted.trim(), inputs: {} }));
    if (!answer.ok) setFound(answer.failure);
    else {
      const path = wanted.trim();
      setFound('card' in answer.value ? { path, inputs: {}, card: answer.value.card } : answer.value.failure);
    }
  }, []);
  /** The form stays when its overrides are refused, so that they can be corrected. */
  const fill = useCallback(async (path: string, inputs: Overrides): Promise<void> => {
    const answer = await ask(window.bench.inspectModel({ path, inputs }));
    const refused = answer.ok ? ('failure' in answer.value ? answer.value.failure : undefined) : answer.failure;
    setRefusal(refused);
    if (answer.ok && 'card' in answer.value) setFound({ path, inputs, card: answer.value.card });
  }, []);
  useEffect(() => {
    setPath(given);
    void read(given);
  }, [given, read]);
  return (
    <ScrollRegion label="Add a model">
      <Pane title="Add a model" note="an ONNX file, or a folder with config.json and model.safetensors">
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void read(path);
          }}
        >
          <TextInput
            label="Path"
            value={path}
            maxLength={4096}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button type="submit">Read</Button>
        </form>
        {found === 'reading' ? <p className="text2">Reading…</p> : null}
        {typeof found === 'object' && 'reason' in found ? (
          <>
            <ProblemLine severity="error" message={found.reason} remedy={found.remedy} />
            {found.detail === undefined ? null : <RawText label="What was said" text={found.detail} />}
          </>
        ) : null}
      </Pane>
      {typeof found === 'object' && 'card' in found ? (
        <>
          <NameForm key={`name ${found.path}`} path={found.path} inputs={found.inputs} />
          <DryRunPane
            key={`run ${found.path} ${JSON.stringify(found.inputs)}`}
            path={found.path}
            inputs={found.inputs}
          />
          <CardView card={found.card} />
          {found.card.inputs.length === 0 ? null : (
            <InputsForm
              key={`inputs ${found.path}`}
              inputs={found.card.inputs}
              onApply={(inputs) => void fill(found.path, inputs)}
            />
          )}
          {refusal === undefined ? null : (
            <ProblemLine severity="error" message={refusal.reason} remedy={refusal.remedy} />
          )}
        </>
      ) : null}
    </ScrollRegion>
  );
}

function NameForm({ path, inputs }: { path: string; inputs: Overrides }) {
  const [id, setId] = useState(baseName(path));
  const [name, setName] = useState(baseName(path));
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const add = async (): Promise<void> => {
    const answer = await ask(window.bench.addModel({ id, name, path, inputs }));
    const refused = answer.ok ? ('failure' in answer.value ? answer.value.failure : undefined) : answer.failure;
    setFailure(refused);
    if (refused === undefined) {
      // Isolated: a name that turns the direction of writing must not turn what follows it.
      notifyDone(`\u2068${name}\u2069 can be chosen on Home and Plan now.`);
      await useModels.getState().changed(id);
    }
  };
  return (
    <Pane title="Name">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          label="Id"
          required
          maxLength={200}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled">
          Add
        </Button>
      </form>
      {failure === undefined ? null : (
        <>
          <ProblemLine severity="error" message={failure.reason} remedy={failure.remedy} />
          {failure.detail === undefined ? null : <RawText label="What was said" text={failure.detail} />}
        </>
      )}
    </Pane>
  );
}
