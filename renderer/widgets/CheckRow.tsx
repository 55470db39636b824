import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import { validityChecks } from '../../core/analysis/checks/validityChecks.ts';
import type { CheckResult, CheckStatus } from '../../core/contract/resultDocument.ts';
import classes from './widgets.module.css';

const looks: Record<CheckStatus, { word: string; icon: TablerIcon; tone: string | undefined }> = {
  pass: { word: 'passes', icon: IconCircleCheck, tone: classes.toneValid },
  warn: { word: 'warns', icon: IconAlertTriangle, tone: classes.toneSuspect },
  fail: { word: 'fails', icon: IconSquareX, tone: classes.toneInvalid },
  skipped: { word: 'skipped', icon: IconCircleMinus, tone: classes.toneText2 },
};

/** A validity check: whether it passes, its id, and the figure that it rests on. */
export function CheckRow({ check }: { check: CheckResult }) {
  const { word, icon: Icon, tone } = looks[check.status];
  const known = validityChecks.find((one) => one.id === check.id);
  return (
    <li className={classes.check} title={known?.question}>
      <Icon size={14} stroke={1.75} role="img" aria-label={word} className={tone} />
      <strong>{check.id}</strong>
      <span className="num">{check.detail}</span>
    </li>
  );
}
