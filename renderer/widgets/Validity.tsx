import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import { validityChecks } from '../../core/analysis/checks/validityChecks.ts';
import type { CheckResult, CheckStatus, ValidityVerdict } from '../../core/contract/resultDocument.ts';
import classes from './widgets.module.css';

/** One word and one icon for each validity, everywhere the same. */
export const validityWords: Record<ValidityVerdict, { word: string; icon: TablerIcon }> = {
  valid: { word: 'Valid', icon: IconCircleCheck },
  suspect: { word: 'Suspect', icon: IconAlertTriangle },
  invalid: { word: 'Invalid', icon: IconSquareX },
};

export function ValidityBadge({ verdict }: { verdict: ValidityVerdict }) {
  const { word, icon: Icon } = validityWords[verdict];
  return (
    <span className={`${classes.badge} ${classes[verdict]}`}>
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      {word}
    </span>
  );
}

/** The icon alone, in lists where the word would repeat in every row; it keeps the word as its name. */
export function ValidityIcon({ verdict, size = 14 }: { verdict: ValidityVerdict; size?: number }) {
  const { word, icon: Icon } = validityWords[verdict];
  return (
    <Icon size={size} stroke={1.75} role="img" aria-label={word} style={{ color: `var(--${verdict})`, flex: 'none' }} />
  );
}

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

const order: Record<CheckStatus, number> = { fail: 0, warn: 1, pass: 2, skipped: 3 };

/** Checks with the ones that matter first: fail, warn, pass, skipped; otherwise in their own order. */
export function sortChecks(checks: readonly CheckResult[]): CheckResult[] {
  return [...checks].sort((first, second) => order[first.status] - order[second.status]);
}

/** "1 fails, 2 warn, 9 pass, 1 skipped", leaving out what there is none of. */
export function countChecks(checks: readonly CheckResult[]): string {
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const parts = [
    { number: count('fail'), one: 'fails', many: 'fail' },
    { number: count('warn'), one: 'warns', many: 'warn' },
    { number: count('pass'), one: 'passes', many: 'pass' },
    { number: count('skipped'), one: 'skipped', many: 'skipped' },
  ];
  return parts
    .filter((part) => part.number > 0)
    .map((part) => `${part.number} ${part.number === 1 ? part.one : part.many}`)
    .join(', ');
}
