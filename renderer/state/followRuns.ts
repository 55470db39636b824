import type { RunEvent } from '../../core/contract/runEvent.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { ask } from './bench.ts';
import { joinReplay } from './live/joinReplay.ts';
import { useLiveRun } from './useLiveRun.ts';

/**
 * Follows the run's events until the returned function is called. A reloaded window first asks for what it missed;
 * events that come meanwhile wait, so that none is lost and none counts twice.
 */
export function followRuns(onFailure: (failure: Failure) => void): () => void {
  let waiting: RunEvent[] | undefined = [];
  const stopListening = window.bench.onRunEvents((events) => {
    if (waiting === undefined) {
      useLiveRun.getState().receive(events);
    } else {
      waiting.push(...events);
    }
  });
  void ask(window.bench.replayRun()).then((answer) => {
    if (!answer.ok) {
      onFailure(answer.failure);
    }
    const live = waiting ?? [];
    waiting = undefined;
    useLiveRun.getState().receive(joinReplay(answer.ok ? answer.value : [], live));
  });
  return stopListening;
}
