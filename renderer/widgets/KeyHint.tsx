import classes from './widgets.module.css';

/** A shortcut, for the eye only: it must not become part of a control's name. */
export function KeyHint({ keys, onAccent = false }: { keys: string; onAccent?: boolean }) {
  return (
    <span className={onAccent ? `${classes.key} ${classes.onAccent}` : classes.key} aria-hidden="true">
      {keys}
    </span>
  );
}
