import { ActionIcon, Menu, Modal, Tooltip } from '@mantine/core';
import { IconCopy, IconMaximize, IconTable } from '@tabler/icons-react';
import type { EChartsOption } from 'echarts';
import type { EChartsType } from 'echarts/core';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useMemo, useRef, useState } from 'react';
import { notifyDone, notifyFailure } from '../widgets/notify.tsx';
import type { ChartPaint } from './ChartPaint.ts';
import { ChartReadout } from './ChartReadout.tsx';
import type { ChartTable } from './ChartTable.ts';
import { ChartTableView } from './ChartTableView.tsx';
import classes from './charts.module.css';
import { copyChartImage } from './copyChart.ts';
import { EChart } from './EChart.tsx';
import type { Reading } from './Reading.ts';
import { tableToCsv, tableToMarkdown } from './tableText.ts';
import { usePaint } from './usePaint.ts';

interface ChartFrameProps {
  /** The question that the chart answers. */
  title: string;
  /** What is drawn. */
  subtitle?: string;
  /** The answer in words, for who cannot see the chart. */
  answer: string;
  /** Builds the drawing; must be stable, a new one draws anew. */
  option: (paint: ChartPaint) => EChartsOption;
  table: ChartTable;
  /** What the chart says at each place of its axis, for whoever points there. */
  readings: readonly Reading[];
  /** Plots side by side with the same horizontal axis; one unless told. */
  panels?: number;
  /** Switches of this chart, before the tools. */
  controls?: ReactNode;
}

/** A chart with its question, its tools (table, copy, enlarge) and the table that holds the same figures. */
export function ChartFrame({
  title,
  subtitle,
  answer,
  option,
  table,
  readings,
  panels = 1,
  controls,
}: ChartFrameProps) {
  const titleId = useId();
  const paint = usePaint();
  const chart = useRef<EChartsType | null>(null);
  const large = useRef<EChartsType | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [enlarged, setEnlarged] = useState(false);
  const drawing = useMemo(() => option(paint), [option, paint]);
  const body = (target: RefObject<EChartsType | null>): ReactNode =>
    asTable ? (
      <ChartTableView table={table} label={title} />
    ) : (
      <>
        <EChart option={drawing} label={answer} chartRef={target} />
        {readings.length === 0 ? null : (
          <ChartReadout chart={target} readings={readings} panels={panels} label={title} />
        )}
      </>
    );

  const onKeyDown = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && event.key.toLowerCase() === 't' && !(event.target instanceof HTMLInputElement)) {
      setAsTable(!asTable);
    }
  };

  return (
    <figure className={classes.chart} aria-labelledby={titleId} onKeyDown={onKeyDown} data-pane="" tabIndex={-1}>
      <figcaption className={classes.bar}>
        <h2 id={titleId}>{title}</h2>
        {subtitle === undefined ? null : <small title={subtitle}>{subtitle}</small>}
        <div className={classes.tools}>
          {controls}
          <Tool
            label={asTable ? 'Show the chart' : 'Show as table'}
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            <IconTable size={16} stroke={1.75} aria-hidden="true" />
          </Tool>
          <CopyMenu table={table} chart={asTable ? undefined : chart} paint={paint} />
          <Tool label="Enlarge" onClick={() => setEnlarged(true)}>
            <IconMaximize size={16} stroke={1.75} aria-hidden="true" />
          </Tool>
        </div>
      </figcaption>
      <div className={classes.body}>{body(chart)}</div>
      <Modal opened={enlarged} onClose={() => setEnlarged(false)} title={title} size="calc(100vw - 64px)">
        <div className={classes.large}>{enlarged ? body(large) : null}</div>
      </Modal>
    </figure>
  );
}

interface ToolProps {
  label: string;
  pressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, pressed, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={pressed} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

interface CopyMenuProps {
  table: ChartTable;
  chart: { current: EChartsType | null } | undefined;
  paint: ChartPaint;
}

function CopyMenu({ table, chart, paint }: CopyMenuProps) {
  const copy = async (what: string, write: () => Promise<void>): Promise<void> => {
    try {
      await write();
      notifyDone(`${what} copied`);
    } catch (error) {
      notifyFailure({
        reason: `${what} could not be copied.`,
        remedy: 'Click into the window and try again.',
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  };
  const copyImage = async (): Promise<void> => {
    const drawn = chart?.current;
    if (drawn !== undefined && drawn !== null) {
      await copyChartImage(drawn, paint.colours.panel);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Copy">
          <ActionIcon aria-label="Copy">
            <IconCopy size={16} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {chart === undefined ? null : <Menu.Item onClick={() => copy('Image', copyImage)}>Image</Menu.Item>}
        <Menu.Item onClick={() => copy('Table', () => navigator.clipboard.writeText(tableToCsv(table)))}>CSV</Menu.Item>
        <Menu.Item onClick={() => copy('Table', () => navigator.clipboard.writeText(tableToMarkdown(table)))}>
          Markdown
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
