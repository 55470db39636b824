import type { RunnerEvent } from '../../../core/contract/runnerProtocol.ts';
import { MonotonicClock, RealTime } from '../../../main/runner/clock/RealTime.ts';
import { StepRun } from '../../../main/runner/step/StepRun.ts';
import { openAiSide } from '../../../main/runner/targets/openai/openAiSide.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { type RecordRow, recordRows } from '../../unit/runner/recordRows.ts';

type EndEvent = Extract<RunnerEvent, { type: 'stepEnded' | 'stepFailed' }>;

export interface Measured {
  end: EndEvent;
  rows: RecordRow[];
  /** The outcome of each row, and of one that failed the kind. */
  outcomes: (string | undefined)[];
}

/** Runs a step on a server in this process, with everything that a runner has but its process. */
export async function measureHere(url: string, step: Parameters<typeof openAiStep>[0]): Promise<Measured> {
  const events: RunnerEvent[] = [];
  const end = await new Promise<EndEvent>((resolve, reject) => {
    const run = new StepRun({
      step: openAiStep({ durationSeconds: 30, ...step }),
      access: { kind: 'address', url, headers: {} },
      time: new RealTime(new MonotonicClock({ originNanoseconds: String(process.hrtime.bigint()) })),
      createTarget: openAiSide.create,
      send: (event) => {
        events.push(event);
        if (event.type === 'stepEnded' || event.type === 'stepFailed') resolve(event);
      },
    });
    run.start().catch(reject);
  });
  const rows = recordRows(events.flatMap((event) => (event.type === 'records' ? [event.chunk] : [])));
  const kinds = end.facts?.errorKinds ?? [];
  const outcomes = rows.map(({ outcome, errorKind }) => kinds[errorKind - 1]?.kind ?? outcome);
  return { end, rows, outcomes };
}
