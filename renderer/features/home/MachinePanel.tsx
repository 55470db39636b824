import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCpu,
  IconCpu2,
  IconDatabase,
  IconInfoCircle,
  IconSquareX,
  IconStack2,
  type TablerIcon,
} from '@tabler/icons-react';
import { formatLocation } from '../../state/location.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useDelayed } from '../../widgets/media.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { Panel, Skeleton } from '../../widgets/Pane.tsx';
import classes from './home.module.css';
import { type ColumnId, type MachineColumn, machineColumns } from './machineColumns.ts';

const columnIcons: Record<ColumnId, TablerIcon> = {
  processor: IconCpu,
  gpu: IconCpu2,
  memory: IconStack2,
  storage: IconDatabase,
};

const healthLooks: Record<MachineColumn['health']['status'], { icon: TablerIcon; word: string; colour: string }> = {
  good: { icon: IconCircleCheck, word: 'Good', colour: 'var(--valid)' },
  doubtful: { icon: IconAlertTriangle, word: 'Doubtful', colour: 'var(--suspect)' },
  bad: { icon: IconSquareX, word: 'Bad', colour: 'var(--invalid)' },
  plain: { icon: IconInfoCircle, word: 'Note', colour: 'var(--text2)' },
};

/** What this machine is, and whether it is fit to measure on. */
export function MachinePanel() {
  const machine = useFacts((state) => state.machine);
  const failure = useFacts((state) => state.machineFailure);
  const skeleton = useDelayed(machine === undefined && failure === undefined);
  const host = machine?.fingerprint.host;
  return (
    <Panel
      title="This machine"
      {...(host === undefined ? {} : { note: `${host.hostname} · ${host.operatingSystem} · kernel ${host.kernel}` })}
      action={
        <a className="link" href={formatLocation({ screen: 'doctor' })}>
          Open Doctor
        </a>
      }
    >
      {failure !== undefined && machine === undefined ? (
        <div className={classes.panelBody}>
          <ProblemLine severity="error" message={failure.reason} remedy={failure.remedy} />
        </div>
      ) : (
        <div className={classes.machine}>
          {machine === undefined
            ? Object.keys(columnIcons).map((id) => <EmptyColumn key={id} shown={skeleton} />)
            : machineColumns(machine).map((column) => <Column key={column.id} column={column} />)}
        </div>
      )}
    </Panel>
  );
}

function Column({ column }: { column: MachineColumn }) {
  const Icon = columnIcons[column.id];
  const look = healthLooks[column.health.status];
  return (
    <div className={classes.column}>
      <div className={classes.fact}>
        <p className={classes.factLabel}>
          <Icon size={14} stroke={1.75} aria-hidden="true" />
          {column.label}
        </p>
        <p className={classes.factValue} title={column.value}>
          {column.value}
        </p>
        <p className={classes.factDetail} title={column.detail}>
          {column.detail}
        </p>
      </div>
      <div className={classes.health}>
        <look.icon size={16} stroke={1.75} role="img" aria-label={look.word} style={{ color: look.colour }} />
        <div>
          <p className={classes.healthTitle}>{column.health.title}</p>
          <p className={classes.factDetail}>{column.health.detail}</p>
        </div>
      </div>
    </div>
  );
}

function EmptyColumn({ shown }: { shown: boolean }) {
  return (
    <div className={classes.column}>
      <div className={classes.fact}>{shown ? <Skeleton widthPx={120} /> : null}</div>
      <div className={classes.health}>{shown ? <Skeleton widthPx={96} /> : null}</div>
    </div>
  );
}
