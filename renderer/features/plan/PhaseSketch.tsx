import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';
import classes from './descriptions.module.css';
import { phaseLines, sketchPath } from './phaseSketchShape.ts';

/** The load of a step over its time, small, with each of its parts in words below. */
export function PhaseSketch({ phases, loadUnit }: Pick<ScenarioDescription, 'phases' | 'loadUnit'>) {
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
