import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { formatCount, formatHeadlinePercent } from '../../../core/format/numbers.ts';
import { formatRate } from '../../../core/format/quantities.ts';
import { phaseName } from '../../charts/time/PhaseBar.tsx';
import { Pane } from '../../widgets/Pane.tsx';
import classes from './descriptions.module.css';

/** So many scenarios are told in full at once; more of them are folded, each with its name to open it. */
const mostOpen = 2;

/** What each scenario of the plan will do, and under which load. */
export function DescriptionsPane({ descriptions }: { descriptions: readonly ScenarioDescription[] }) {
  if (descriptions.length === 0) {
    return null;
  }
  const open = descriptions.length <= mostOpen;
  return (
    <Pane title="What it will do">
      <div className={classes.descriptions}>
        {descriptions.map((description) => (
          // A new count of scenarios folds or unfolds all of them.
          <details key={`${description.scenario} ${open}`} open={open}>
            <summary>
              <code className={classes.name}>{description.scenario}</code>
            </summary>
            <p className="num">{description.does}</p>
            {isEven(description) ? null : <PhaseSketch {...description} />}
          </details>
        ))}
      </div>
    </Pane>
  );
}

/** A load that never changes needs no drawing. */
function isEven({ phases }: ScenarioDescription): boolean {
  return phases.length < 2 && phases.every(({ from, to }) => from === to);
}

/** The load of a step over its time, small, with each of its parts in words below. */
function PhaseSketch({ phases, loadUnit }: Pick<ScenarioDescription, 'phases' | 'loadUnit'>) {
  const lines = phaseLines(phases, loadUnit);
  const { area, edges } = sketchPath(phases);
  return (
    <div className={classes.sketch}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={area} />
        {edges.map((x) => (
          <line key={x} x1={x} x2={x} y1="0" y2="100" />
        ))}
      </svg>
      <ol>
        {lines.map(({ name, duration, load }, index) => (
          // Two parts may bear one name: idle stands at both ends of a memory profile.
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a plan have no other identity than their place
          <li key={index}>
            <span>{name}</span>
            <span className="num">{duration}</span>
            <span className="num">{load}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

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
