import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import type { Answer } from './bench.ts';

type Remote<Value> = { status: 'loading' } | { status: 'ready'; value: Value } | { status: 'failed'; failure: Failure };

/**
 * Asks once, and again on `reload`. While asking again the earlier value stays, so that nothing flickers. `load` must
 * be stable (a `useCallback` or a module function): a new one asks anew and drops the earlier value.
 */
export function useRemote<Value>(load: () => Promise<Answer<Value>>): { remote: Remote<Value>; reload: () => void } {
  const [remote, setRemote] = useState<Remote<Value>>({ status: 'loading' });
  const current = useRef(0);

  const run = useCallback(
    (keep: boolean) => {
      current.current += 1;
      const mine = current.current;
      if (!keep) {
        setRemote({ status: 'loading' });
      }
      void load().then((answer) => {
        if (mine === current.current) {
          setRemote(
            answer.ok ? { status: 'ready', value: answer.value } : { status: 'failed', failure: answer.failure },
          );
        }
      });
    },
    [load],
  );

  useEffect(() => {
    run(false);
    return () => {
      current.current += 1;
    };
  }, [run]);

  return { remote, reload: useCallback(() => run(true), [run]) };
}
