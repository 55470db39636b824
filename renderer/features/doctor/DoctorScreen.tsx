import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import { ScreenFrame } from '../../frame/ScreenFrame.tsx';
import { useFacts } from '../../state/useFacts.ts';
import { FailureMessage } from '../../widgets/FailureMessage.tsx';
import { notifyDone, notifyFailure } from '../../widgets/notify.tsx';
import { Panel } from '../../widgets/Panel.tsx';
import classes from './doctor.module.css';
import { type Finding, findings, findingsText } from './findings.ts';

const looks: Record<Finding['status'], { icon: TablerIcon; word: string; colour: string }> = {
  good: { icon: IconCircleCheck, word: 'Good', colour: 'var(--valid)' },
  doubtful: { icon: IconAlertTriangle, word: 'Doubtful', colour: 'var(--suspect)' },
  bad: { icon: IconSquareX, word: 'Bad', colour: 'var(--invalid)' },
  plain: { icon: IconInfoCircle, word: 'Note', colour: 'var(--text2)' },
};

/** What this machine has and what it lacks for a good measurement, each with advice. */
export function DoctorScreen() {
  const { machine, choices, machineFailure, load } = useFacts();
  if (machine === undefined) {
    return (
      <ScreenFrame title="Doctor">
        {machineFailure === undefined ? null : <FailureMessage failure={machineFailure} onRetry={() => void load()} />}
      </ScreenFrame>
    );
  }
  const found = findings(machine, choices);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(findingsText(found));
      notifyDone('Copied');
    } catch (error) {
      notifyFailure({
        reason: 'The text could not be copied.',
        remedy: 'Click into the window and try again.',
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  };
  return (
    <ScreenFrame
      title="Doctor"
      actions={
        <>
          <Button size="sm" onClick={() => void copy()}>
            Copy as text
          </Button>
          <Button size="sm" onClick={() => void load()}>
            Check again
          </Button>
        </>
      }
    >
      <div className={classes.column}>
        <Panel title="What was found" note={machine.fingerprint.host.hostname}>
          <ul>
            {found.map((finding) => (
              <FindingRow key={finding.name} finding={finding} />
            ))}
          </ul>
        </Panel>
      </div>
    </ScreenFrame>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const look = looks[finding.status];
  return (
    <li className={classes.finding}>
      <look.icon size={16} stroke={1.75} role="img" aria-label={look.word} style={{ color: look.colour }} />
      <strong>{finding.name}</strong>
      <div>
        <p>{finding.found}</p>
        {finding.advice === undefined ? null : <p className={classes.advice}>{finding.advice}</p>}
        {finding.command === undefined ? null : <code className={classes.command}>{finding.command}</code>}
      </div>
    </li>
  );
}
