import { ActionIcon, Menu, Modal, Tooltip } from '@mantine/core';
import { IconCopy, IconMaximize, IconTable } from '@tabler/icons-react';
import type { EChartsOption } from 'echarts';
import type { EChartsType } from 'echarts/core';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { notifyDone, notifyFailure } from '../widgets/notify.tsx';
import { type ChartPaint, usePaint } from './ChartPaint.ts';
import { type ChartTable, ChartTableView, tableToCsv, tableToMarkdown } from './ChartTable.tsx';
import classes from './charts.module.css';
import { EChart } from './EChart.tsx';
import { nearestReading, type Reading } from './Reading.ts';

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

interface ChartReadoutProps {
  chart: RefObject<EChartsType | null>;
  readings: readonly Reading[];
  /** Plots side by side with the same horizontal axis: each has its line. */
  panels: number;
  /** The question of the chart. */
  label: string;
}

/** What is read now: which, and where its line and its box stand. */
interface Shown {
  index: number;
  /** Of each panel that the place lies in; the box stands beside the one that is pointed at. */
  linesPx: number[];
  linePx: number;
  boxPx: number;
  onLeft: boolean;
}

const boxRoomPx = 240;
const farStep = 10;

/** A line through the chart and the values under it, moved by the pointer or the arrow keys. */
function ChartReadout({ chart, readings, panels, label }: ChartReadoutProps) {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const reading = shown === undefined ? undefined : readings[shown.index];

  const show = (index: number, topPx: number, panel: number): void => {
    const wanted = readings[index];
    const drawn = chart.current;
    if (wanted === undefined || drawn === null) {
      return;
    }
    const linesPx = Array.from({ length: panels }, (_, xAxisIndex) =>
      Number(drawn.convertToPixel({ xAxisIndex }, wanted.position)),
    );
    const linePx = linesPx[panel];
    if (linePx !== undefined && Number.isFinite(linePx)) {
      setShown({ index, linesPx, linePx, boxPx: topPx, onLeft: linePx + boxRoomPx > drawn.getWidth() });
    }
  };

  const onPointerMove = (event: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    const drawn = chart.current;
    if (bounds === undefined || drawn === null) {
      return;
    }
    const atPx = event.clientX - bounds.left;
    const panel = panelAt(drawn, atPx, panels);
    const position = drawn.convertFromPixel({ xAxisIndex: panel }, atPx);
    if (typeof position === 'number' && Number.isFinite(position)) {
      show(nearestReading(readings, position), Math.max(8, event.clientY - bounds.top - 48), panel);
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = readings.length - 1;
    const from = shown?.index ?? -1;
    const step = event.shiftKey ? farStep : 1;
    const target = {
      ArrowRight: Math.min(last, from + step),
      ArrowLeft: Math.max(0, from - step),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') {
      setShown(undefined);
    } else if (target !== undefined) {
      event.preventDefault();
      show(target, 24, 0);
    }
  };

  return (
    <div
      ref={box}
      className={classes.readout}
      role="slider"
      tabIndex={0}
      aria-label={`Values: ${label}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, readings.length - 1)}
      aria-valuenow={shown?.index ?? 0}
      aria-valuetext={reading === undefined ? 'use the arrow keys' : spoken(reading)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setShown(undefined)}
      onBlur={() => setShown(undefined)}
      onKeyDown={onKeyDown}
    >
      {shown === undefined || reading === undefined ? null : (
        <>
          {shown.linesPx.map((linePx) => (
            <i key={linePx} className={classes.hair} style={{ left: linePx }} />
          ))}
          <div
            className={classes.values}
            style={{
              top: shown.boxPx,
              left: shown.linePx,
              transform: shown.onLeft ? 'translateX(calc(-100% - 12px))' : 'translateX(12px)',
            }}
          >
            <strong>{reading.title}</strong>
            <dl className="num">
              {reading.rows.map((row) => (
                <div key={row.name}>
                  <dt>{row.name}</dt>
                  <dd>{row.value}</dd>
                </div>
              ))}
            </dl>
          </div>
        </>
      )}
    </div>
  );
}

function spoken({ title, rows }: Reading): string {
  return [title, ...rows.map((row) => `${row.name} ${row.value}`)].join(', ');
}

/** The plot that lies under a place, of several side by side; between two of them the first. */
function panelAt(chart: EChartsType, atPx: number, panels: number): number {
  const middlePx = chart.getHeight() / 2;
  for (let gridIndex = 0; gridIndex < panels; gridIndex += 1) {
    if (chart.containPixel({ gridIndex }, [atPx, middlePx])) {
      return gridIndex;
    }
  }
  return 0;
}

/** Puts the chart as a PNG on the clipboard, at twice its size, on the colour behind it. Rejects with why it could not. */
async function copyChartImage(chart: EChartsType, backgroundColor: string): Promise<void> {
  const canvas = chart.renderToCanvas({ backgroundColor, pixelRatio: 2 });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('the chart could not be drawn as an image');
  }
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
