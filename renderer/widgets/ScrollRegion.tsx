import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './widgets.module.css';

/** A named region that scrolls; it takes the focus so that the arrow keys scroll it. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="section" className={classes.tableScroll} aria-label={label} tabIndex={0}>
      {children}
    </Box>
  );
}
