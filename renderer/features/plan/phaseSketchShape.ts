import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatHeadlinePercent } from '../../../core/format/formatHeadlinePercent.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { phaseName } from '../../charts/time/phaseName.ts';

type Phases = ScenarioDescription['phases'];
type LoadUnit = ScenarioDescription['loadUnit'];

const ofMaximum = ' of the maximum';

/** The highest load reaches to here, of a hundred. */
const highest = 94;

/**
 * The load over time as an area in a square of a hundred by a hundred, time to the right, and where one part ends and
 * the next begins. An empty path where no part lasts.
 */
export function sketchPath(phases: Phases): { area: string; edges: number[] } {
  const totalSeconds = phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);
  const most = Math.max(0, ...phases.flatMap(({ from, to }) => [from, to]));
  if (totalSeconds <= 0) {
    return { area: '', edges: [] };
  }
  const place = (value: number): number => Number(value.toFixed(2));
  const height = (load: number): number => place(100 - (most === 0 ? 0 : (highest * load) / most));
  let seconds = 0;
  const edges: number[] = [];
  const points = phases.flatMap(({ durationSeconds, from, to }) => {
    const left = place((100 * seconds) / totalSeconds);
    seconds += durationSeconds;
    const right = place((100 * seconds) / totalSeconds);
    edges.push(right);
    return [`${left} ${height(from)}`, `${right} ${height(to)}`];
  });
  return { area: `M0 100L${points.join('L')}L100 100Z`, edges: edges.slice(0, -1) };
}

/** Each part in words: its name, how long it lasts, its load. */
export function phaseLines(phases: Phases, loadUnit: LoadUnit): { name: string; duration: string; load: string }[] {
  const text = (load: number): string => loadText(load, loadUnit);
  return phases.map(({ name, durationSeconds, from, to }) => ({
    name: phaseName(name),
    duration: formatDuration(durationSeconds),
    load: from === to ? text(from) : `${text(from).replace(ofMaximum, '')} to ${text(to)}`,
  }));
}

function loadText(load: number, unit: LoadUnit): string {
  switch (unit) {
    case 'requests/s':
      return formatRate(load);
    case 'in flight':
      return load === 0 ? 'nothing in flight' : `${formatCount(load)} in flight`;
    case '% of the maximum':
      return `${formatHeadlinePercent(load)}${ofMaximum}`;
  }
}
