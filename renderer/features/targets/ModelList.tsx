import type { ModelEntry } from '../../../core/contract/ipc.ts';
import { formatEstimatedCount } from '../../../core/format/numbers.ts';
import { formatModelName } from '../../../core/format/targetWords.ts';
import { type Server, useServers } from '../../state/servers/servers.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useModels } from '../../state/useModels.ts';
import { TargetSwatch } from '../../widgets/TargetSwatch.tsx';
import classes from './targets.module.css';

const targetLines: Record<string, string> = {
  onnx: 'ONNX Runtime in a process of its own',
  dummy: 'answers after a known time, to judge the measurement by',
};

/** The targets of this program, and every model by where it comes from. */
export function ModelList({ entries, selected }: { entries: readonly ModelEntry[]; selected: string | undefined }) {
  const targets = useFacts((state) => state.choices?.targets) ?? [];
  const servers = useServers();
  const opened = useModels((state) => state.server?.target);
  return (
    <nav className={classes.list} aria-label="Targets and models" data-pane="" tabIndex={-1}>
      <h2>Targets</h2>
      <ul>
        {targets
          .filter(({ serverName }) => serverName === undefined)
          .map(({ name }) => (
            <li key={name} className={classes.target}>
              <TargetSwatch target={name} />
              <strong>{name}</strong>
              <span>{targetLines[name] ?? ''}</span>
            </li>
          ))}
      </ul>
      <section>
        <h2>Servers</h2>
        {servers.length === 0 ? (
          <p className={classes.none}>None yet. Add a server that speaks the OpenAI protocol, by its address.</p>
        ) : (
          <ul>
            {servers.map((server) => (
              <li key={server.target}>
                <ServerRow server={server} current={server.target === opened} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {modelGroups(entries).map((group) => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          {group.entries.length === 0 ? (
            <p className={classes.none}>None yet. Add a model: an ONNX file, or a folder of GPT-2 weights.</p>
          ) : (
            <ul>
              {group.entries.map((entry) => (
                <li key={entry.id}>
                  <ModelRow entry={entry} current={entry.id === selected} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </nav>
  );
}

function ServerRow({ server: { target, models }, current }: { server: Server; current: boolean }) {
  return (
    <button
      type="button"
      className={classes.row}
      aria-current={current ? 'true' : undefined}
      title={target}
      onClick={() => useModels.getState().showServer(target)}
    >
      <span className={classes.name}>
        <TargetSwatch target={target} /> {target}
      </span>
      <small>{models.length === 0 ? 'no model' : models.join(', ')}</small>
    </button>
  );
}

function ModelRow({ entry, current }: { entry: ModelEntry; current: boolean }) {
  const { configuration, card, id } = entry;
  const state = modelState(entry);
  const parameters = card !== undefined && 'parameters' in card ? card.parameters : configuration.parameters;
  const details = [
    ...(parameters === undefined ? [] : [`${formatEstimatedCount(parameters)} parameters`]),
    ...(configuration.dtype === undefined ? [] : [configuration.dtype]),
  ];
  return (
    <button
      type="button"
      className={classes.row}
      aria-current={current ? 'true' : undefined}
      title={id}
      onClick={() => useModels.getState().select(id)}
    >
      <span className={classes.name}>{formatModelName(configuration)}</span>
      <span style={{ color: `var(--${state.tone})` }}>{state.word}</span>
      <small className="num">{details.join(' · ')}</small>
    </button>
  );
}

/** Models as the list has them: those of the product, their variants, and the user's own. */
function modelGroups(entries: readonly ModelEntry[]): { title: string; entries: ModelEntry[] }[] {
  const isVariant = ({ configuration }: ModelEntry): boolean =>
    configuration.dtype === 'int8' || configuration.dtype === 'int4';
  return [
    { title: 'Built in', entries: entries.filter((entry) => entry.isBundled && !isVariant(entry)) },
    { title: 'Variants', entries: entries.filter((entry) => entry.isBundled && isVariant(entry)) },
    { title: 'Your own', entries: entries.filter((entry) => !entry.isBundled) },
  ];
}

/** The state of a model in a word. */
function modelState({ card, configuration }: ModelEntry): { word: string; tone: 'valid' | 'invalid' | 'text2' } {
  if (card !== undefined && 'failure' in card) return { word: 'cannot be used', tone: 'invalid' };
  if (card !== undefined) return { word: 'ready', tone: 'valid' };
  return configuration.type === 'dummy'
    ? { word: 'known latency', tone: 'text2' }
    : { word: 'not looked at', tone: 'text2' };
}
