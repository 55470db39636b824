import { formatCount } from '../../format/formatCount.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

export const tokenSource: ValidityCheck = {
  id: 'token-source',
  question: 'Who counted the tokens?',
  definition:
    'Output tokens come from the server’s own usage. Where a reply has none, its content events are counted, and an event may carry several tokens or half of one: any such reply warns, and TPOT and tokens per second are then events, not tokens.',
  remedy: 'Let the server send usage (stream_options.include_usage), or compare times per request and not per token.',
  complaint: 'tokens were counted by events',
  evidenceComes: 'at the end',
  evaluate({ serverTokens }) {
    if (serverTokens === undefined) return { status: 'skipped', detail: 'the target counts exactly, or makes none' };
    const { fromUsage, fromEvents } = serverTokens;
    if (fromUsage + fromEvents === 0) return { status: 'skipped', detail: 'no reply' };
    if (fromEvents === 0) return { status: 'pass', detail: 'the server’s usage' };
    const detail = `${formatCount(fromEvents)} of ${formatCount(fromUsage + fromEvents)} by events`;
    return {
      status: 'warn',
      detail,
      explanation: `the server told no usage for ${formatCount(fromEvents)} of ${formatCount(fromUsage + fromEvents)} replies, whose events stand for tokens`,
    };
  },
};
