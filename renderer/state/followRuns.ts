import type { RunEvent } from '../../core/contract/runEvent.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { ask } from './bench.ts';
import { joinReplay } from './live/reduceRunEvents.ts';
import { useLiveRun } from './useLiveRun.ts';

/** The screen changes at most this often: more cannot be read, and drawing takes time from what is being measured. */
const pauseMs = 100;

/**
 * Follows the run's events until the returned function is called. A reloaded window first asks for what it missed;
 * events that come meanwhile wait, so that none is lost and none counts twice.
 */
export function followRuns(onFailure: (failure: Failure) => void): () => void {
  let waiting: RunEvent[] = [];
  let replayed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    timer = undefined;
    const events = waiting;
    waiting = [];
    useLiveRun.getState().receive(events);
  };
  const stopListening = window.bench.onRunEvents((events) => {
    waiting.push(...events);
    if (replayed && timer === undefined) {
      timer = setTimeout(flush, pauseMs);
    }
  });
  void ask(window.bench.replayRun()).then((answer) => {
    if (!answer.ok) {
      onFailure(answer.failure);
    }
    waiting = joinReplay(answer.ok ? answer.value : [], waiting);
    replayed = true;
    flush();
  });
  return () => {
    stopListening();
    clearTimeout(timer);
  };
}
