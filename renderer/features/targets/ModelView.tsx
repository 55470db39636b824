import { Button } from '@mantine/core';
import type { ModelEntry } from '../../../core/contract/ipc.ts';
import { formatModelName } from '../../../core/format/targetWords.ts';
import { ask } from '../../state/bench.ts';
import { useModels } from '../../state/useModels.ts';
import { ProblemLine, RawText } from '../../widgets/messages.tsx';
import { notifyDone, notifyFailure, notifyUndo } from '../../widgets/notify.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
import { CardView } from './CardView.tsx';
import { DryRunPane } from './DryRunPane.tsx';
import classes from './targets.module.css';

/** One model: what it is, and for the user's own what can be done with it. */
export function ModelView({ entry }: { entry: ModelEntry }) {
  const { configuration, card, id, isBundled } = entry;
  const found = card !== undefined && !('failure' in card) ? card : undefined;
  const path = found?.path ?? configuration.path;
  return (
    <ScrollRegion label={`Model ${formatModelName(configuration)}`}>
      <Pane title={formatModelName(configuration)} note={id}>
        <p className={classes.description}>{configuration.description ?? ''}</p>
        {card !== undefined && 'failure' in card ? (
          <>
            <ProblemLine severity="error" message={card.failure.reason} remedy={card.failure.remedy} />
            {card.failure.detail === undefined ? null : <RawText label="What was said" text={card.failure.detail} />}
          </>
        ) : null}
        {isBundled ? null : <Button onClick={() => void remove(entry)}>Delete</Button>}
      </Pane>
      {isBundled || path === undefined ? null : <DryRunPane path={path} inputs={configuration.inputs ?? {}} />}
      {found === undefined ? null : <CardView card={found} />}
    </ScrollRegion>
  );
}

/** Takes the model out of the user's list; its files stay, so that it can be taken back. */
async function remove({ id, configuration }: ModelEntry): Promise<void> {
  const { changed } = useModels.getState();
  const answer = await ask(window.bench.deleteModel(id));
  const refused = answer.ok ? ('failure' in answer.value ? answer.value.failure : undefined) : answer.failure;
  if (refused !== undefined) {
    notifyFailure(refused);
    return;
  }
  await changed(undefined);
  const { path, name, inputs = {}, type: _type, architecture: _size, parameters: _count, ...written } = configuration;
  const message = `\u2068${name}\u2069 was deleted; its files stay.`;
  // What was written into models.json by hand could not be brought back by adding it again.
  if (path === undefined || Object.keys(written).length > 0) {
    notifyDone(message);
    return;
  }
  notifyUndo(message, async () => {
    const again = await ask(window.bench.addModel({ id, name, path, inputs }));
    const failure = again.ok ? ('failure' in again.value ? again.value.failure : undefined) : again.failure;
    if (failure !== undefined) notifyFailure(failure);
    else await changed(id);
  });
}
