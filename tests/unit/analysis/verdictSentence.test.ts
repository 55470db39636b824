import { describe, expect, it } from 'vitest';
import { judgeStep } from '../../../core/analysis/summarizeSoFar.ts';
import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import type { CheckId, Validity } from '../../../core/contract/resultDocument.ts';
import { plainSpaces } from '../format/plainSpaces.ts';
import { stepEvidence } from './stepEvidence.ts';

describe('verdictSentence', () => {
  it('counts what passed and what was skipped when a step is valid', () => {
    expect(verdictSentence({ validity: judgeStep(stepEvidence()) })).toEqual({
      word: 'Valid',
      reason: '8 checks pass, 6 skipped',
      headline: 'Valid: 8 checks pass, 6 skipped',
    });
    expect(verdictSentence({ validity: judgeStep(stepEvidence({ loop: 'open' })) }).headline).toBe(
      'Valid: 7 checks pass, 7 skipped',
    );
    const one: Validity = { verdict: 'valid', checks: [{ id: 'error-rate', status: 'pass', detail: '0 of 9' }] };
    expect(verdictSentence({ validity: one }).headline).toBe('Valid: 1 check passes');
  });

  it('says in plain words what is wrong, and with figures how much', () => {
    const sentence = verdictSentence({ validity: judgeStep(stepEvidence({ completed: 5633 })) });
    expect(sentence).toEqual({
      word: 'Suspect',
      reason: 'the far tail is thin',
      headline: 'Suspect: the far tail is thin',
      explanation: 'p99.9 rests on 5633 requests where 6636 are needed; there are enough up to p99.',
    });
  });

  it('names two, failing ones first', () => {
    const { headline, explanation } = verdictSentence({
      validity: judgeStep(stepEvidence({ completed: 5633, clientBusyPercent: 95 })),
    });
    expect(headline).toBe('Invalid: the client was in the way and the far tail is thin');
    expect(plainSpaces(explanation ?? '')).toBe(
      'The client used 95 % of a core where it should stay below 50 %. p99.9 rests on 5633 requests where 6636 are needed; there are enough up to p99.',
    );
  });

  it('names no more than two and counts the rest', () => {
    const { headline } = verdictSentence({
      validity: judgeStep(stepEvidence({ completed: 5000, failed: 20, clientBusyPercent: 60, meanResidenceMs: 70 })),
    });
    // The check that fails stands first, then the gravest of those that warn.
    expect(headline).toBe(
      'Invalid: rate, latency and requests in flight do not fit together, requests failed and 2 more',
    );
  });

  it('orders what it names by gravity, in whatever order a document lists its checks', () => {
    const { verdict, checks } = judgeStep(stepEvidence({ completed: 5000, failed: 20, clientBusyPercent: 60 }));
    expect(verdictSentence({ validity: { verdict, checks: checks.toReversed() } }).headline).toBe(
      'Suspect: requests failed, the client was in the way and 1 more',
    );
  });

  it('makes words of a check that it does not know, never its name alone', () => {
    const validity: Validity = {
      verdict: 'suspect',
      checks: [{ id: 'later-check' as CheckId, status: 'warn', detail: '15.8 %, limit 1 %' }],
    };
    expect(verdictSentence({ validity })).toMatchObject({
      headline: 'Suspect: later check: 15.8 %, limit 1 %',
      explanation: 'Later check: 15.8 %, limit 1 %.',
    });
  });

  it('says first of all that a step broke off', () => {
    const failure = { reason: 'The engine process ended with code 9', remedy: 'Run the step again.' };
    expect(verdictSentence({ validity: { verdict: 'invalid', checks: [] }, failure })).toEqual({
      word: 'Invalid',
      reason: 'the step was not carried out to its end',
      headline: 'Invalid: the step was not carried out to its end',
      explanation: 'The engine process ended with code 9. Run the step again.',
    });
  });

  it('says of a load that does not fit, and of one that was not tried, that it is so before what checks say', () => {
    const validity: Validity = { ...judgeStep(stepEvidence()), verdict: 'invalid' };
    expect(
      verdictSentence({ validity, fit: { fits: false, explanation: '1 GiB was left: the load was ended' } }),
    ).toEqual({
      word: 'Invalid',
      reason: 'its load does not fit into memory',
      headline: 'Invalid: its load does not fit into memory',
      explanation: '1 GiB was left: the load was ended.',
    });
    expect(verdictSentence({ validity, skipped: { reason: 'batch 4 did not fit' } })).toMatchObject({
      reason: 'the step was not tried',
      explanation: 'Batch 4 did not fit.',
    });
    expect(
      verdictSentence({ validity: judgeStep(stepEvidence()), fit: { fits: true, explanation: 'room' } }).word,
    ).toBe('Valid');
  });
});
