import { IconAlertTriangle, IconCircleCheck, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import type { ValidityVerdict } from '../../core/contract/resultDocument.ts';
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
