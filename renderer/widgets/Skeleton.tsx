import classes from './widgets.module.css';

/** A bar in the place of a text that is being read. */
export function Skeleton({ widthPx, heightPx = 8 }: { widthPx: number; heightPx?: number }) {
  return <span className={classes.skeleton} style={{ width: widthPx, height: heightPx }} aria-hidden="true" />;
}
