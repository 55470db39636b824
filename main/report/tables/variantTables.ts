import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { isOfOutputs, qualityFigures } from '../../../core/format/qualityFigures.ts';
import { formatBytes, formatRate, formatRatio } from '../../../core/format/quantities.ts';
import { estimateMs, failedShare, isQuotable } from '../content/figures.ts';
import { isAbsent } from '../content/Phrase.ts';
import { stepTitle } from '../content/stepWords.ts';
import { displayText } from '../displayText.ts';
import { verdictMark } from '../html/icons.ts';
import { latencyCells } from './cells.ts';
import type { DataTable, TableCell } from './DataTable.ts';

interface Variant {
  step: StepResult;
  precision: string;
}

/**
 * Variants of one model under the same load side by side: speed, memory, and what fewer bits cost in quality. A table for
 * each load under which two or more of them were measured. The ratio to float32 is one of measured values: no verdict is
 * made of it, its parts have their intervals beside them.
 */
export function variantTables(document: ResultDocument): DataTable[] {
  return families(document).map((variants) => {
    const half = latencyCells(
      variants.map(({ step }) => ({
        distribution: step.latencyMs,
        name: 'p50' as const,
        failedShare: failedShare(step),
      })),
    );
    const full = variants.find(({ precision }) => precision === 'float32')?.step;
    const [first] = variants;
    return {
      label: first === undefined ? 'Variants' : `${displayText(first.step.scenario)}: ${stepTitle(first.step)}`,
      sortable: true,
      heads: [
        { text: 'Model' },
        { text: `p50,\u00a0${half.unit}`, numeric: true },
        { text: '95\u00a0% interval' },
        { text: 'of\u00a0float32', numeric: true },
        { text: 'Output tokens/s', numeric: true },
        { text: 'Memory, peak', numeric: true },
        { text: 'Quality against float32' },
        { text: 'Validity' },
      ],
      rows: variants.map(({ step, precision }, index) => [
        { content: `${displayText(step.model)}, ${precision}` },
        ...(half.cells[index] ?? []),
        ratioCell(step, full),
        tokenCell(step),
        memoryCell(step),
        qualityCell(step, precision),
        { content: verdictMark(step.validity.verdict) },
      ]),
    };
  });
}

/** Groups of steps that differ in nothing but the precision of one model's weights. */
function families({ run, steps }: ResultDocument): Variant[][] {
  const groups = new Map<string, Variant[]>();
  for (const step of steps) {
    const model = run.plan.steps.find(({ id }) => id === step.id)?.model;
    if (model?.architecture === undefined || model.precision === undefined) continue;
    const key = JSON.stringify([step.target, model.architecture, model.path, step.scenario, step.level]);
    groups.set(key, [...(groups.get(key) ?? []), { step, precision: model.precision }]);
  }
  return [...groups.values()].filter((group) => new Set(group.map(({ precision }) => precision)).size > 1);
}

function ratioCell(step: StepResult, full: StepResult | undefined): TableCell {
  if (full === undefined) return { content: 'not run', kind: 'reason' };
  if (full === step) return { content: '1', kind: 'num', sort: 1 };
  const { latencyMs } = step;
  if (latencyMs === undefined || full.latencyMs === undefined) return { content: 'not measured', kind: 'reason' };
  if (!isQuotable(latencyMs, 'p50') || !isQuotable(full.latencyMs, 'p50')) {
    return { content: 'below floor', kind: 'reason' };
  }
  const ratio = estimateMs(latencyMs, 'p50') / estimateMs(full.latencyMs, 'p50');
  return { content: formatRatio(ratio), kind: 'num', sort: ratio };
}

function tokenCell({ throughput }: StepResult): TableCell {
  const perSecond = throughput?.outputTokensPerSecond;
  if (perSecond === undefined) {
    return { content: displayText(throughput?.outputTokensAbsent ?? 'not measured'), kind: 'reason' };
  }
  return { content: formatRate(perSecond), kind: 'num', sort: perSecond };
}

function memoryCell({ memory }: StepResult): TableCell {
  if (isAbsent(memory)) return { content: displayText(memory.absent), kind: 'reason' };
  return { content: formatBytes(memory.peakBytes), kind: 'num', sort: memory.peakBytes };
}

function qualityCell({ quality }: StepResult, precision: string): TableCell {
  if (quality === undefined) {
    return { content: precision === 'float32' ? 'what others are held against' : 'not measured', kind: 'reason' };
  }
  if (isAbsent(quality)) return { content: displayText(quality.absent), kind: 'reason' };
  const figures = qualityFigures(quality)
    .map(({ name, value }) => `${name} ${value}`)
    .join(', ');
  // The head of the column names another reference.
  const against = isOfOutputs(quality) ? ` against ${displayText(quality.reference, 120)}` : '';
  return { content: `${figures}${against}`, kind: 'text' };
}
