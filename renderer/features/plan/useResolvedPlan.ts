import { useEffect, useState } from 'react';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { ask } from '../../state/bench.ts';

interface Resolution {
  plan?: ResolvedPlan;
  failure?: Failure;
  /** Whether the plan is the one of the newest request. */
  current: boolean;
}

const pauseMs = 120;

/** What a request comes to, asked anew a moment after it changed. The earlier answer stays until the new one is there. */
export function useResolvedPlan(request: PlanRequest | undefined): Resolution {
  const [resolution, setResolution] = useState<Resolution>({ current: false });
  useEffect(() => {
    setResolution((before) => ({ ...before, current: false }));
    if (request === undefined) {
      return;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void ask(window.bench.resolvePlan(request)).then((answer) => {
        if (!stale) {
          setResolution(answer.ok ? { plan: answer.value, current: true } : { failure: answer.failure, current: true });
        }
      });
    }, pauseMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [request]);
  return resolution;
}
