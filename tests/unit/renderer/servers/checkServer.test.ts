import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PlanProblem, ResolvedPlan } from '../../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../../core/contract/planRequest.ts';
import { checkServer } from '../../../../renderer/state/servers/checkServer.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';

const target = 'openai=http://127.0.0.1:8000';
const problem = (path: string): PlanProblem => ({
  severity: 'error',
  path,
  value: 'x',
  message: `${path} is wrong`,
  remedy: 'Mend it.',
});

/** The bridge with a maker of plans that answers so; tells what it was asked. */
function answering(plan: Partial<ResolvedPlan>): { asked: PlanRequest[] } {
  const asked: PlanRequest[] = [];
  vi.stubGlobal('window', {
    bench: {
      resolvePlan: (request: PlanRequest) => {
        asked.push(request);
        return Promise.resolve({ ok: true, value: { steps: [], problems: [], ...plan } });
      },
    },
  });
  return { asked };
}

describe('a server to add', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each(['http://127.0.0.1:8000/v1/', ` ${target} `])('is asked for as plans name it, from %j', async (text) => {
    const { asked } = answering({ steps: [plannedStepFor(0, { target, url: 'http://127.0.0.1:8000' })] });
    expect(await checkServer(text, ' llama ')).toEqual({ target, model: 'llama' });
    expect(asked[0]?.cells[0]?.target).toBe(`openai=${text.trim().replace('openai=', '')}`);
    expect(asked[0]?.cells[0]?.model).toBe('llama');
  });

  it('has its problems told by field', async () => {
    const wrong = problem('cells[0].target');
    answering({ problems: [problem('load.batch'), wrong] });
    expect(await checkServer('nowhere', 'a')).toEqual({ address: wrong, model: undefined });
  });

  it('is refused with what is wrong with the plan where no step comes of it', async () => {
    answering({ problems: [problem('scenarios.latency')] });
    expect(await checkServer('http://x', 'a')).toEqual({
      failure: { reason: 'scenarios.latency is wrong', remedy: 'Mend it.' },
    });
  });

  it('is refused when the program behind the window does not answer', async () => {
    vi.stubGlobal('window', { bench: { resolvePlan: () => Promise.reject(new Error('gone')) } });
    expect(await checkServer('http://x', 'a')).toMatchObject({ failure: { detail: 'gone' } });
  });
});
