import { formatCount } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

export const tokenSource: ValidityCheck = {
  id: 'token-source',
  question: 'Who counted the tokens?',
  definition:
    'Tokens come from the server’s own usage. A figure of it that cannot be is not counted, and any fails: no whole number, more output tokens than were asked for (one more for each output is borne, the token that ends it, and not counted), more prompt tokens than the prompt has bytes and a chat template has room for (1,024; 8 at completions), more cached tokens than the prompt has. Where a reply has no usage that can be, its content events are counted, and an event may carry several tokens or half of one: any such reply warns; TPOT and tokens per second are then events, and prompt tokens are words. A reply with more events than the tokens it was asked for, or one that came whole, has its limit where it says that it was cut there, and else a number of tokens that nobody knows: with any such reply there are no output tokens per second and no TPOT.',
  remedy:
    'Let the server send usage (stream_options.include_usage) that counts what it sent, or compare times per request and not per token.',
  complaint: 'who counted the tokens is in doubt',
  evidenceComes: 'at the end',
  evaluate({ serverTokens }) {
    if (serverTokens === undefined) return { status: 'skipped', detail: 'the target counts exactly, or makes none' };
    const { fromUsage, fromEvents, unknown = 0, impossible } = serverTokens;
    const all = formatCount(fromUsage + fromEvents);
    if (fromUsage + fromEvents === 0) return { status: 'skipped', detail: 'no reply' };
    if (impossible !== undefined) {
      const share = `${formatCount(impossible.replies)} of ${all}`;
      return {
        status: 'fail',
        detail: `${share} impossible: ${impossible.example}`,
        explanation: `the server told tokens that cannot be of ${share} replies (${impossible.example}), which are not counted`,
      };
    }
    if (fromEvents === 0) return { status: 'pass', detail: 'the server’s usage' };
    const share = `${formatCount(fromEvents)} of ${all}`;
    return {
      status: 'warn',
      detail: unknown === 0 ? `${share} by events` : `${share} without usage, ${formatCount(unknown)} unknown`,
      explanation:
        unknown === 0
          ? `the server told no usage for ${share} replies, whose events stand for tokens`
          : `the server told no usage for ${share} replies, and nobody knows how many tokens ${formatCount(unknown)} of them have`,
    };
  },
};
