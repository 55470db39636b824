import type { ValidityVerdict } from '../../core/contract/resultDocument.ts';
import { validityWords } from './ValidityBadge.tsx';

/** The icon alone, in lists where the word would repeat in every row; it keeps the word as its name. */
export function ValidityIcon({ verdict, size = 14 }: { verdict: ValidityVerdict; size?: number }) {
  const { word, icon: Icon } = validityWords[verdict];
  return (
    <Icon size={size} stroke={1.75} role="img" aria-label={word} style={{ color: `var(--${verdict})`, flex: 'none' }} />
  );
}
