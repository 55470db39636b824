import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { fallbackSentence, providerName, weightsWord } from '../../../core/format/targetWords.ts';
import { ScrollRegion } from '../../widgets/Pane.tsx';
import classes from './results.module.css';

type Fact = [name: string, value: string | undefined];

/** What the step ran with and on: what somebody needs to run it again. */
export function ConfigurationTab({ document, step }: { document: ResultDocument; step: StepResult }) {
  const groups = [
    { title: 'Load', facts: loadFacts(step) },
    { title: 'Engine', facts: engineFacts(document, step) },
    { title: 'Machine', facts: machineFacts(document) },
  ];
  return (
    <ScrollRegion label="Configuration">
      {groups.map((group) => (
        <section key={group.title} className={classes.factGroup}>
          <h2>{group.title}</h2>
          <dl className={classes.facts}>
            {group.facts.map(([name, value]) =>
              value === undefined ? null : (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="num">{value}</dd>
                </div>
              ),
            )}
          </dl>
        </section>
      ))}
    </ScrollRegion>
  );
}

const count = (value: number | undefined): string | undefined => (value === undefined ? undefined : formatCount(value));

function loadFacts({ load, scenario }: StepResult): Fact[] {
  return [
    ['Scenario', scenario],
    ['Loop', load.loop],
    ['Requests in flight', count(load.concurrency)],
    ['Arrivals', load.arrival],
    ['Items in a request', formatCount(load.batchSize)],
    ['Prompt tokens', count(load.promptTokens)],
    ['Output tokens', count(load.outputTokens)],
    ['Measured', formatDuration(load.durationSeconds)],
    ['Warm-up', formatDuration(load.warmupSeconds)],
    ['Seed', String(load.seed)],
  ];
}

function engineFacts({ run }: ResultDocument, step: StepResult): Fact[] {
  const engine = run.fingerprint.engines.find((one) => one.target === step.target && one.model === step.model);
  return [
    ['Target', step.target],
    ['Model', step.model],
    ['Engine', step.engine],
    ['Runtime', engine?.runtimeVersion],
    ['Provider', engine?.provider === undefined ? undefined : providerName(engine.provider)],
    ['Why this provider', engine === undefined ? undefined : fallbackSentence(engine)],
    ['Device', engine?.device],
    ['Libraries', engine?.libraries?.join(', ')],
    ['Precision', engine?.precision],
    ['Threads', count(engine?.threads)],
    ['Parameters', count(engine?.parameters)],
    ['Weights', engine?.weights === undefined ? undefined : weightsWord(engine.weights)],
    ['Loaded in', engine?.loadMs === undefined ? undefined : formatLatency(engine.loadMs)],
  ];
}

function machineFacts({ run }: ResultDocument): Fact[] {
  const { host, gpu, product, runtime, configurationHash } = run.fingerprint;
  return [
    ['Host', host.hostname],
    ['System', `${host.operatingSystem}, kernel ${host.kernel}`],
    ['Processor', `${host.processor}, ${host.logicalCores} threads`],
    ['Governor', host.cpuGovernor],
    ['Memory', formatBytes(host.memoryBytes)],
    ['GPU', 'names' in gpu && Array.isArray(gpu.names) ? gpu.names.join(', ') : `none: ${String(gpu.absent)}`],
    ['Inferneo Bench', product.version],
    ['Node', runtime.node],
    ['Electron', runtime.electron],
    ['Configuration', configurationHash.slice(0, 12)],
    ['Raw data, SHA-256', run.recordsHash?.slice(0, 16)],
  ];
}
