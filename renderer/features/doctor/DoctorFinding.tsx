import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import type { DoctorRow } from '../../../core/contract/ipc.ts';
import classes from './doctor.module.css';

const looks: Record<DoctorRow['status'], { icon: TablerIcon; word: string; colour: string }> = {
  good: { icon: IconCircleCheck, word: 'Good', colour: 'var(--valid)' },
  attention: { icon: IconAlertTriangle, word: 'Needs attention', colour: 'var(--suspect)' },
  bad: { icon: IconSquareX, word: 'Bad', colour: 'var(--invalid)' },
  absent: { icon: IconInfoCircle, word: 'Absent', colour: 'var(--text2)' },
};

/** One thing that was looked at: what was found, and what to do where there is anything to do. */
export function DoctorFinding({ row }: { row: DoctorRow }) {
  const look = looks[row.status];
  return (
    <li className={classes.finding}>
      <look.icon size={16} stroke={1.75} role="img" aria-label={look.word} style={{ color: look.colour }} />
      <strong>{row.name}</strong>
      <div>
        <p>{row.found}</p>
        {row.advice === undefined ? null : <p className={classes.advice}>{row.advice}</p>}
        {row.command === undefined ? null : <code className={classes.command}>{row.command}</code>}
        {row.detail === undefined ? null : (
          <details>
            <summary>In the runtime’s own words</summary>
            <code className={classes.command}>{row.detail}</code>
          </details>
        )}
      </div>
    </li>
  );
}
