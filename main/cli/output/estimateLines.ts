import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import { formatDuration, formatDurationRange } from '../../../core/format/durations.ts';
import { formatCount, formatEstimatedCount } from '../../../core/format/numbers.ts';
import { singleLine } from './textTable.ts';

/** What a plan will do and take, before it starts: the whole, then each scenario with its steps, its time and its description. */
export function estimateLines({ estimate, descriptions = [] }: ResolvedPlan): string {
  const { totalSeconds, lowSeconds, highSeconds, requests, byScenario } = estimate;
  const count = requests === undefined ? '' : `, about ${formatEstimatedCount(requests)} requests`;
  const whole = `This takes about ${formatDuration(totalSeconds)} (${formatDurationRange(lowSeconds, highSeconds)})${count}:`;
  const each = byScenario.map(({ scenario, steps, seconds }) => {
    const does = descriptions.find((description) => description.scenario === scenario)?.does ?? '';
    const size = `${formatCount(steps)} ${steps === 1 ? 'step' : 'steps'}, about ${formatDuration(seconds)}`;
    return `  ${scenario} (${size}): ${singleLine(does)}`.trimEnd();
  });
  return `${[whole, ...each].join('\n')}\n`;
}
