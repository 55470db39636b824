import { Box } from '@mantine/core';
import classes from './widgets.module.css';

/** Text as it came from elsewhere, untouched; long text scrolls, also by keyboard. */
export function RawText({ label, text }: { label: string; text: string }) {
  return (
    <Box component="pre" className={classes.raw} role="group" aria-label={label} tabIndex={0}>
      {text}
    </Box>
  );
}
