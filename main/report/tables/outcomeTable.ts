import type { GpuDevice, StepResult } from '../../../core/contract/resultDocument.ts';
import { formatAbsent } from '../../../core/format/absences.ts';
import { breakingFigures } from '../../../core/format/breakingPointWords.ts';
import { burstFigures } from '../../../core/format/burstWords.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { memoryPerRequestFigures } from '../../../core/format/memoryWords.ts';
import { networkFigures } from '../../../core/format/networkWords.ts';
import { formatCount, formatPercent } from '../../../core/format/numbers.ts';
import { sendLagText } from '../../../core/format/openLoopWords.ts';
import { qualityBasis, qualityFigures } from '../../../core/format/qualityFigures.ts';
import { formatBytes, formatQuantity, formatRatio, formatTemperature } from '../../../core/format/quantities.ts';
import { recoveryFigures } from '../../../core/format/recoveryWords.ts';
import { searchFigures } from '../../../core/format/searchWords.ts';
import { estimateIntervalMs, estimateMs, isQuotable } from '../content/figures.ts';
import { isAbsent } from '../content/Phrase.ts';
import { displayText } from '../displayText.ts';
import { html, type Markup, type MarkupPart } from '../html/html.ts';
import type { DataTable } from './DataTable.ts';

type Line = readonly [name: MarkupPart, value: MarkupPart];

/** What the load did and cost: requests, rates, tokens, memory, CPU, GPU, network. What was not measured says why. */
export function outcomeTable(step: StepResult): DataTable {
  const lines = [
    ...searchLines(step),
    ...scenarioLines(step),
    ...requestLines(step),
    ...rateLines(step),
    ...tokenLines(step),
    ...resourceLines(step),
    ...qualityLines(step),
  ];
  return {
    label: 'Load and outcome',
    pairs: 'figures',
    heads: [{ text: 'What' }, { text: 'Value [95\u00a0% interval]', numeric: true }],
    rows: lines.map(([name, value]) => [{ content: name }, { content: value, kind: 'num' }]),
  };
}

function searchLines({ search }: StepResult): Line[] {
  return search === undefined ? [] : searchFigures(search);
}

/** What the step's scenario found, in figures. */
function scenarioLines(step: StepResult): Line[] {
  return [
    ...breakingFigures(step),
    ...burstFigures(step),
    ...recoveryFigures(step),
    ...memoryPerRequestFigures(step),
  ].map(({ name, value, isAbsent: isMissing }): Line => {
    const text = displayText(value);
    return [displayText(name, 80), isMissing ? html`<span class="reason wrap">${text}</span>` : withInterval(text)];
  });
}

function requestLines(step: StepResult): Line[] {
  const { requests, load } = step;
  const outcome = [requests.failed, requests.timedOut, requests.dropped].map(formatCount).join(', ');
  return [
    ['Requests sent', formatCount(requests.sent)],
    ['Failed, timed out, dropped', outcome],
    ...(requests.reconnects > 0 ? [['Sent again on a new connection', formatCount(requests.reconnects)] as const] : []),
    ...(load.loop === 'open' ? [['Send lag', sendLag(step)] as const] : []),
  ];
}

function rateLines({ throughput, load, batch, latencyMs, concurrency }: StepResult): Line[] {
  if (throughput === undefined) return [['Throughput', notMeasured('no request was completed')]];
  const perSecond = throughput.requestsPerSecond;
  const lines: Line[] = [['Throughput', withInterval(formatQuantity(perSecond, 'requests/s', throughput.interval95))]];
  if (load.batchSize > 1 && throughput.itemsPerSecond !== undefined) {
    lines.push(['Items', formatQuantity(throughput.itemsPerSecond, 'items/s')]);
  }
  if (throughput.outputTokensPerSecond !== undefined) {
    lines.push(['Output tokens', formatQuantity(throughput.outputTokensPerSecond, 'tokens/s')]);
  } else if (throughput.outputTokensAbsent !== undefined) {
    lines.push(['Output tokens', notMeasured(displayText(throughput.outputTokensAbsent))]);
  }
  const mean = latencyMs ? estimateMs(latencyMs, 'mean') : Number.NaN;
  if (Number.isFinite(mean))
    lines.push(['Throughput × mean latency', formatQuantity((perSecond * mean) / 1000, 'in flight')]);
  if (batch?.efficiency !== undefined) lines.push(['Batch efficiency', formatRatio(batch.efficiency)]);
  if (concurrency?.scalingEfficiency !== undefined) {
    lines.push(['Scaling efficiency', formatRatio(concurrency.scalingEfficiency)]);
  }
  return lines;
}

function sendLag(step: StepResult): Markup {
  const text = sendLagText(step);
  return text === undefined ? notMeasured('no request was sent') : html`<span class="wrap">${text}</span>`;
}

function qualityLines({ quality }: StepResult): Line[] {
  if (quality === undefined) return [];
  if (isAbsent(quality)) return [['Quality', notMeasured(displayText(quality.absent))]];
  return [
    ['Quality against', displayText(quality.reference, 120)],
    ...qualityFigures(quality).map(({ name, value }): Line => [`Quality, ${name}`, value]),
    ['Quality rests on', qualityBasis(quality)],
  ];
}

function tokenLines(step: StepResult): Line[] {
  const lines: Line[] = [];
  for (const [name, distribution] of [
    ...(step.successLatencyMs ? [['First token (TTFT), p50', step.ttftMs] as const] : []),
    ['Per output token (TPOT), p50', step.tpotMs] as const,
    ['Between tokens (ITL), p50', step.itlMs] as const,
  ]) {
    if (isQuotable(distribution, 'p50') && distribution) {
      const value = formatLatency(estimateMs(distribution, 'p50'), estimateIntervalMs(distribution, 'p50'));
      lines.push([name, withInterval(value)]);
    }
  }
  return lines;
}

function resourceLines({ memory, cpu, gpu, network }: StepResult): Line[] {
  const isSameOwner = !isAbsent(memory) && !isAbsent(cpu) && memory.of === cpu.of;
  const cpuName = isAbsent(cpu) || isSameOwner ? 'CPU, mean, of the same' : owned('CPU, mean', cpu.of);
  return [
    isAbsent(memory)
      ? ['Memory', notMeasured(memory.absent)]
      : [owned('Memory, peak', memory.of), formatBytes(memory.peakBytes)],
    isAbsent(cpu) ? ['CPU', notMeasured(cpu.absent)] : [cpuName, formatPercent(cpu.meanPercent)],
    ...(isAbsent(gpu) ? [['GPU', notMeasured(gpu.absent)] as const] : gpu.devices.flatMap(deviceLines)),
    ...(isAbsent(network)
      ? [['Network', notMeasured(network.absent)] as const]
      : networkFigures({ network }).map(({ name, value }) => [name, value] as const)),
  ];
}

/** The figures that the driver gave of one device; those that it did not give are named together. */
function deviceLines(device: GpuDevice): Line[] {
  const name = `GPU ${formatCount(device.index)}`;
  const figures: readonly (readonly [string, string | undefined])[] = [
    ['utilisation, mean', device.utilizationPercent && formatPercent(device.utilizationPercent.mean)],
    ['memory, peak', device.memoryUsedBytes && formatBytes(device.memoryUsedBytes.max)],
    ['power, mean', device.powerWatts && formatQuantity(device.powerWatts.mean, 'W')],
    ['clock, mean', device.smClockMhz && formatQuantity(device.smClockMhz.mean, 'MHz')],
    ['temperature, highest', device.temperatureCelsius && formatTemperature(device.temperatureCelsius.max)],
  ];
  const missing = figures.filter(([, value]) => value === undefined).map(([what]) => what.replace(/,.*$/, ''));
  const reasons = device.throttleReasons ?? [];
  return [
    ...figures.flatMap(([what, value]) => (value === undefined ? [] : [[`${name} ${what}`, value] as const])),
    ...(reasons.length > 0 ? [[`${name} throttled by`, displayText(reasons.join(', '))] as const] : []),
    ...(missing.length > 0
      ? [[`${name} ${missing.join(', ')}`, notMeasured('the driver does not give it')] as const]
      : []),
  ];
}

/** A figure and whose it is. */
function owned(name: string, owner: string): Markup {
  return html`${name}, <span class="faint">${displayText(owner, 80)}</span>`;
}

function notMeasured(reason: string): Markup {
  return html`<span class="faint wrap">${formatAbsent('measured', displayText(reason))}</span>`;
}

/** The interval lighter than its value. */
function withInterval(text: string): Markup {
  const at = text.indexOf(' [');
  if (at < 0) return html`${text}`;
  return html`${text.slice(0, at)} <span class="interval">${text.slice(at + 1)}</span>`;
}

const longestExample = 400;

/** Failed requests by kind, with one example of what was said. */
export function errorTable({ errors }: StepResult): DataTable {
  return {
    label: 'Failures by kind',
    heads: [{ text: 'Kind, for example' }, { text: 'Requests', numeric: true }],
    rows: errors.map(({ kind, count, example }) => [
      { content: html`${displayText(kind)}: <code>${displayText(example, longestExample)}</code>` },
      { content: formatCount(count), kind: 'num', sort: count },
    ]),
  };
}
