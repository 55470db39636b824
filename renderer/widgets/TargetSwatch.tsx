import { targetSlot } from '../theme/targetSlot.ts';
import classes from './widgets.module.css';

/** The colour of a target, before its name. */
export function TargetSwatch({ target }: { target: string }) {
  return (
    <i className={classes.swatch} style={{ background: `var(--series-${targetSlot(target)})` }} aria-hidden="true" />
  );
}
