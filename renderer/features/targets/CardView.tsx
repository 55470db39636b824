import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatBytes, formatShape } from '../../../core/format/quantities.ts';
import { useFacts } from '../../state/useFacts.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { Pane } from '../../widgets/Pane.tsx';
import widgets from '../../widgets/widgets.module.css';
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

const kinds: Record<ModelCard['kind'], string> = {
  'built-in': 'built in: the graph is made by the engine, with synthetic weights',
  folder: 'a folder of trained weights',
  onnx: 'an ONNX file',
};

/** What a card says, name and value, without what the file does not tell. */
function cardFacts(card: ModelCard, machineMemoryBytes: number | undefined): [name: string, value: string][] {
  const ofMachine =
    machineMemoryBytes === undefined ? '' : ` of the ${formatBytes(machineMemoryBytes)} of this machine`;
  const facts: [string, string | undefined][] = [
    ['What it is', kinds[card.kind]],
    ['File', card.path],
    ['File size', card.fileBytes === undefined ? undefined : formatBytes(card.fileBytes)],
    [
      'Further files',
      card.externalFiles.map(({ path, bytes }) => `${path} (${formatBytes(bytes)})`).join(', ') || undefined,
    ],
    ['Parameters', formatCount(card.parameters)],
    ['Weights', formatBytes(card.weightBytes)],
    ['Task', card.task === 'generate' ? 'generates text, token by token' : 'one pass of the graph a request'],
    [
      'Longest context',
      card.maximumContextTokens === undefined ? undefined : `${formatCount(card.maximumContextTokens)} tokens`,
    ],
    ['Batches', card.canBatch ? 'can be run' : 'cannot be run: one item a request'],
    ['Memory needed', `about ${formatBytes(card.neededMemoryBytes)}${ofMachine}`],
    [
      'Operator sets',
      card.opsets.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`).join(', ') || undefined,
    ],
    ['Made by', card.producer || undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
