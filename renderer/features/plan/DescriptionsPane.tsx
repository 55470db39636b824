import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';
import { Pane } from '../../widgets/Pane.tsx';
import classes from './descriptions.module.css';
import { PhaseSketch } from './PhaseSketch.tsx';

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
