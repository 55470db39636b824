import { Splitter } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePreferences } from '../state/usePreferences.ts';
import classes from './widgets.module.css';

interface SplitPanesProps {
  /** Under which the size is kept. */
  name: string;
  /** What the edge resizes, for who cannot see it. */
  label: string;
  orientation?: 'horizontal' | 'vertical';
  /** Whether the pane of fixed size stands before or after the main one. */
  side: 'start' | 'end';
  sizePx: number;
  minPx?: number;
  maxPx?: number;
  mainMinPx?: number;
  main: ReactNode;
  children: ReactNode;
}

/** A main pane and one of a fixed size that the user may drag, step with the arrow keys, or reset by a double click. */
export function SplitPanes(props: SplitPanesProps) {
  const { name, label, orientation = 'horizontal', side, sizePx, minPx = 200, maxPx = 640, mainMinPx = 320 } = props;
  const kept = usePreferences((state) => state.paneSizes[name]);
  const setPaneSize = usePreferences((state) => state.setPaneSize);
  const fixed = side === 'start' ? 0 : 1;
  const fixedPane = (
    <Splitter.Pane
      key="side"
      className={classes.splitPane}
      defaultSize={`${kept ?? sizePx}px`}
      min={`${minPx}px`}
      max={`${maxPx}px`}
    >
      {props.children}
    </Splitter.Pane>
  );
  const mainPane = (
    <Splitter.Pane key="main" className={classes.splitPane} defaultSize="100%" min={`${mainMinPx}px`}>
      {props.main}
    </Splitter.Pane>
  );
  return (
    <Splitter
      className={classes.split}
      orientation={orientation}
      lineSize={1}
      withHandle={false}
      step="16px"
      shiftStep="64px"
      attributes={{ handle: { 'aria-label': label } }}
      onResizeEnd={(_handle, sizes) => {
        const size = sizes[fixed];
        if (typeof size === 'string' && size.endsWith('px')) {
          setPaneSize(name, Number.parseFloat(size));
        }
      }}
    >
      {side === 'start' ? [fixedPane, mainPane] : [mainPane, fixedPane]}
    </Splitter>
  );
}
