import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatShape } from '../../../core/format/formatShape.ts';
import { useFacts } from '../../state/useFacts.ts';
import { Pane } from '../../widgets/Pane.tsx';
import { ProblemLine } from '../../widgets/ProblemLine.tsx';
import widgets from '../../widgets/widgets.module.css';
import { cardFacts } from './cardFacts.ts';
import classes from './targets.module.css';

const topOperators = 6;

/** What a model is, as read from its file. */
export function CardView({ card }: { card: ModelCard }) {
  const memoryBytes = useFacts((state) => state.machine?.fingerprint.host.memoryBytes);
  const operator = ({ name, count }: ModelCard['operators'][number]): string => `${name} × ${formatCount(count)}`;
  return (
    <>
      <Pane title="What it is">
        <dl className={classes.facts}>
          {cardFacts(card, memoryBytes).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
          {card.operators.length === 0 ? null : (
            <div>
              <dt>Operators</dt>
              <dd>
                {card.operators.slice(0, topOperators).map(operator).join(', ')}
                {card.operators.length <= topOperators ? null : (
                  <details>
                    <summary>all {formatCount(card.operators.length)}</summary>
                    {card.operators.slice(topOperators).map(operator).join(', ')}
                  </details>
                )}
              </dd>
            </div>
          )}
        </dl>
        {memoryBytes !== undefined && card.neededMemoryBytes > memoryBytes ? (
          <ProblemLine
            severity="warning"
            message="It needs more memory than this machine has."
            remedy="Use a smaller model, or a variant in int8."
          />
        ) : null}
      </Pane>
      <Pane title="Inputs" note="how each is filled for a measurement">
        <table className={widgets.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Model’s shape</th>
              <th scope="col">Filled</th>
            </tr>
          </thead>
          <tbody>
            {card.inputs.map((input) => (
              <tr key={input.name}>
                <th scope="row" className={classes.tensor}>
                  {input.name}
                </th>
                <td>{input.type}</td>
                <td className="num">{formatShape(input.modelShape)}</td>
                <td>
                  {formatShape(input.shape)}, {input.rule}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Pane>
      <Pane title="Outputs">
        <table className={widgets.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Shape</th>
            </tr>
          </thead>
          <tbody>
            {card.outputs.map((output) => (
              <tr key={output.name}>
                <th scope="row" className={classes.tensor}>
                  {output.name}
                </th>
                <td>{output.type}</td>
                <td className="num">{formatShape(output.shape)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Pane>
    </>
  );
}
