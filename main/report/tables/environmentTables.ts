import type { Fingerprint, ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatAbsent } from '../../../core/format/absences.ts';
import { formatUtcDate } from '../../../core/format/dates.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { fallbackSentence, providerName, weightsWord } from '../../../core/format/targetWords.ts';
import { isAbsent } from '../content/Phrase.ts';
import { displayText } from '../displayText.ts';
import { html, type MarkupPart } from '../html/html.ts';
import type { DataTable, TableCell } from './DataTable.ts';

type Fact = readonly [name: string, value: MarkupPart];

/** What the run was, on which machine and with which programs. */
export function environmentTables({ run }: ResultDocument): DataTable[] {
  const engines = engineTable(run.fingerprint);
  return [
    factTable('Run', runFacts(run)),
    factTable('Machine', machineFacts(run.fingerprint)),
    ...(engines === null ? [] : [engines]),
    ...run.fingerprint.engines.flatMap((engine) => {
      const facts = engineFacts(engine);
      return facts.length === 0
        ? []
        : [factTable(`How ${displayText(engine.model, 60)} ran on ${displayText(engine.target, 60)}`, facts)];
    }),
  ];
}

function factTable(label: string, facts: readonly Fact[]): DataTable {
  const rows = facts.map(([name, value]): TableCell[] => [{ content: name }, { content: value }]);
  return { label, pairs: 'texts', heads: [{ text: 'What' }, { text: 'Found' }], rows };
}

function runFacts(run: ResultDocument['run']): Fact[] {
  const reason = run.reason === undefined ? '' : `: ${displayText(run.reason)}`;
  return [
    ['Run', `${formatCount(run.number)}, ${displayText(run.name)}`],
    ['Id', html`<code>${displayText(run.id)}</code>`],
    ['Status', `${run.status}${reason}`],
    ['Began', formatUtcDate(Date.parse(run.startedAt))],
    ['Ended', run.endedAt === undefined ? 'unknown: it did not end by itself' : formatUtcDate(Date.parse(run.endedAt))],
    ['Product', `Inferneo Bench ${displayText(run.fingerprint.product.version)}`],
    ['Configuration', html`sha256 <code>${displayText(run.fingerprint.configurationHash)}</code>`],
  ];
}

function machineFacts({ host, gpu, runtime }: Fingerprint): Fact[] {
  const physical = host.physicalCores === undefined ? '' : `${formatCount(host.physicalCores)} physical, `;
  return [
    ['Host', displayText(host.hostname)],
    ['Operating system', `${displayText(host.operatingSystem)}, kernel ${displayText(host.kernel)}`],
    ['Processor', displayText(host.processor)],
    ['Cores', `${physical}${formatCount(host.logicalCores)} logical`],
    [
      'CPU governor',
      host.cpuGovernor === undefined
        ? formatAbsent('measured', 'the system does not tell it')
        : displayText(host.cpuGovernor),
    ],
    ['Memory', formatBytes(host.memoryBytes)],
    [
      'GPU',
      isAbsent(gpu)
        ? formatAbsent('measured', displayText(gpu.absent))
        : `${gpu.names.map((name) => displayText(name)).join(', ')}, driver ${displayText(gpu.driverVersion)}`,
    ],
    [
      'Runtime',
      `Node.js ${displayText(runtime.node)}${runtime.electron === undefined ? '' : `, Electron ${displayText(runtime.electron)}`}`,
    ],
  ];
}

/** What is told of an engine beyond the table: why its provider, on which device, with which libraries. */
function engineFacts(engine: Fingerprint['engines'][number]): Fact[] {
  const facts: [string, string | undefined][] = [
    ['Why this provider', fallbackSentence(engine)],
    ['Device', engine.device],
    ['Libraries', engine.libraries?.join(', ')],
  ];
  return facts.flatMap(([name, value]): Fact[] =>
    value === undefined || value === '' ? [] : [[name, displayText(value, 600)]],
  );
}

function engineTable({ engines }: Fingerprint): DataTable | null {
  if (engines.length === 0) return null;
  const heads = [
    { text: 'Target, model' },
    { text: 'Engine' },
    { text: 'Provider' },
    { text: 'Threads', numeric: true },
    { text: 'Parameters', numeric: true },
    { text: 'Precision' },
    { text: 'Weights' },
    { text: 'Load time', numeric: true },
  ];
  const unknown = html`<span class="faint">not told</span>`;
  const text = (value: string | undefined): TableCell => ({
    content: value === undefined ? unknown : displayText(value, 60),
  });
  const count = (value: number | undefined): TableCell => ({
    content: value === undefined ? unknown : formatCount(value),
    kind: 'num',
  });
  const rows = engines.map((engine): TableCell[] => [
    { content: `${displayText(engine.target, 60)}, ${displayText(engine.model, 60)}` },
    text(engine.runtimeVersion === undefined ? engine.engine : `${engine.engine} ${engine.runtimeVersion}`),
    text(engine.provider === undefined ? undefined : providerName(engine.provider)),
    count(engine.threads),
    count(engine.parameters),
    text(engine.precision),
    text(engine.weights === undefined ? undefined : weightsWord(engine.weights)),
    { content: engine.loadMs === undefined ? unknown : formatLatency(engine.loadMs), kind: 'num' },
  ]);
  return { label: 'Engines', heads, rows };
}
