import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RunSummary } from '../../core/contract/storeProtocol.ts';
import { usePreferences } from '../state/usePreferences.ts';
import { RunRow } from './RunRow.tsx';
import { Skeleton } from './Skeleton.tsx';
import { useDelayed } from './useDelayed.ts';
import classes from './widgets.module.css';

interface RunsTableProps {
  runs: readonly RunSummary[];
  loading: boolean;
  label: string;
}

const rowHeightsPx = { compact: 28, normal: 32, comfortable: 40 } as const;
const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Runs, newest first: what, whether to trust it, its headline figure. Only the rows in sight are drawn. */
export function RunsTable({ runs, loading, label }: RunsTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const density = usePreferences((state) => state.density);
  const skeleton = useDelayed(loading);
  const rows = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightsPx[density],
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const beforePx = items[0]?.start ?? 0;
  const afterPx = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  const nowMs = Date.now();
  return (
    <div ref={scroll} className={classes.tableScroll}>
      <table className={classes.table} aria-label={label} aria-rowcount={runs.length + 1}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">What</th>
            <th scope="col">Validity</th>
            <th scope="col" data-numeric="">
              p95
            </th>
            <th scope="col">95 % interval</th>
            <th scope="col" className={classes.wideOnly}>
              Steps
            </th>
            <th scope="col" data-numeric="">
              When
            </th>
          </tr>
        </thead>
        <tbody>
          {loading && skeleton ? skeletonRows.map((row) => <SkeletonRow key={row} />) : null}
          {beforePx > 0 ? (
            <tr>
              <td colSpan={7} style={{ border: 0, height: beforePx, padding: 0 }} />
            </tr>
          ) : null}
          {items.map((item) => {
            const run = runs[item.index];
            return run === undefined ? null : <RunRow key={run.id} run={run} nowMs={nowMs} index={item.index} />;
          })}
          {afterPx > 0 ? (
            <tr>
              <td colSpan={7} style={{ border: 0, height: afterPx, padding: 0 }} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}

function SkeletonRow() {
  return (
    <tr>
      {[28, 180, 60, 56, 80, 40, 90].map((widthPx) => (
        <td key={widthPx}>
          <Skeleton widthPx={widthPx} />
        </td>
      ))}
    </tr>
  );
}
