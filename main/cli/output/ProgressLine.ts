import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import { formatDuration, formatTimeLeft } from '../../../core/format/durations.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { formatPercent } from '../../../core/format/numbers.ts';
import { formatRate } from '../../../core/format/quantities.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import type { CommandContext } from '../Command.ts';
import { singleLine } from './textTable.ts';

/** Without a terminal a line that is rewritten would be a flood: a line now and then says that it lives. */
const plainIntervalMs = 10_000;

/** Progress of a run on standard error: one line that is rewritten on a terminal, few plain lines elsewhere. */
export class ProgressLine {
  #steps: ResolvedPlan['steps'];
  readonly #quiet: boolean;
  readonly #context: CommandContext;
  #figures = '';
  #plainAtMs = 0;
  #isOpen = false;

  constructor(plan: ResolvedPlan, quiet: boolean, context: CommandContext) {
    this.#steps = plan.steps;
    this.#quiet = quiet;
    this.#context = context;
  }

  show(event: RunEvent): void {
    if (event.type === 'planGrew') this.#steps = event.steps;
    if (this.#quiet) return;
    const count = this.#steps.length;
    if (event.type === 'runStarted') {
      this.#line(
        `Run ${event.number}: ${count} ${count === 1 ? 'step' : 'steps'}, about ${formatDuration(event.estimate.totalSeconds)}`,
      );
    } else if (event.type === 'activity') {
      const share = event.fraction === undefined ? '' : ` ${formatPercent(event.fraction * 100)}`;
      this.#update(`${singleLine(event.message)}${share}`, event.atMs);
    } else if (event.type === 'stepStarted') {
      const load = `warm-up ${formatDuration(event.warmupSeconds)}, then measuring ${formatDuration(event.durationSeconds)}`;
      if (!this.#context.isTerminal) this.#line(`${this.#stepName(event.stepIndex)} · ${load}`);
    } else if (event.type === 'soFar') {
      const { count: n, p50Ms } = event.soFar;
      this.#figures = p50Ms === undefined ? '' : ` · p50 ${formatLatency(numberFromDocument(p50Ms))}, n = ${n}`;
    } else if (event.type === 'progress') {
      const left = `${formatTimeLeft(event.stepLeftSeconds)}, whole run ${formatTimeLeft(event.runLeftSeconds)}`;
      this.#update(`${this.#stepName(event.stepIndex)} · ${left}${this.#figures}`, event.atMs);
    } else if (event.type === 'stepEnded') {
      this.#figures = '';
      this.#line(`${this.#stepName(event.stepIndex)} · ${outcomeOf(event.result)}`);
    } else if (event.type === 'log' && event.line.level !== 'info') {
      this.#line(`${event.line.level}: ${event.line.source}: ${singleLine(event.line.message)}`);
    }
  }

  end(): void {
    if (this.#isOpen) this.#context.rewriteLine('');
    this.#isOpen = false;
  }

  #stepName(index: number): string {
    const step = this.#steps[index];
    if (step === undefined) return '';
    return `[${index + 1}/${this.#steps.length}] ${singleLine(step.model.id)} ${step.scenario} ${singleLine(step.level.label)}`;
  }

  #update(text: string, atMs: number): void {
    if (this.#context.isTerminal) {
      this.#context.rewriteLine(text);
      this.#isOpen = true;
    } else if (atMs - this.#plainAtMs >= plainIntervalMs) {
      this.#plainAtMs = atMs;
      this.#context.writeError(`${text}\n`);
    }
  }

  #line(text: string): void {
    this.end();
    this.#context.writeError(`${text}\n`);
  }
}

function outcomeOf({ failure, validity, latencyMs, throughput }: StepResult): string {
  if (failure !== undefined) return `failed: ${singleLine(failure.reason)}`;
  const p50 = latencyMs === undefined ? '' : ` · p50 ${formatLatency(numberFromDocument(latencyMs.p50))}`;
  const rate = throughput === undefined ? '' : ` · ${formatRate(throughput.requestsPerSecond)}`;
  return `${validity.verdict}${p50}${rate}`;
}
