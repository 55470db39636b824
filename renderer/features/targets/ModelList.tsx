import type { ModelEntry } from '../../../core/contract/ipc.ts';
import { formatEstimatedCount } from '../../../core/format/formatEstimatedCount.ts';
import { formatModelName } from '../../../core/format/formatModelName.ts';
import type { Server } from '../../state/servers/Server.ts';
import { useServers } from '../../state/servers/useServers.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useModels } from '../../state/useModels.ts';
import { TargetSwatch } from '../../widgets/TargetSwatch.tsx';
import { modelGroups, modelState } from './modelGroups.ts';
import classes from './targets.module.css';

const targetLines: Record<string, string> = {
  onnx: 'ONNX Runtime in a process of its own',
  dummy: 'answers after a known time, to judge the measurement by',
};

/** The targets of this program, and every model by where it comes from. */
export function ModelList({ entries, selected }: { entries: readonly ModelEntry[]; selected: string | undefined }) {
  const targets = useFacts((state) => state.choices?.targets) ?? [];
  const servers = useServers((state) => state.servers);
  const opened = useModels((state) => state.server?.target);
  return (
    <nav className={classes.list} aria-label="Targets and models" data-pane="" tabIndex={-1}>
      <h2>Targets</h2>
      <ul>
        {targets.map(({ name }) => (
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
