import { formatCount } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

export const tokenSource: ValidityCheck = {
  id: 'token-source',
  question: 'Who counted the tokens?',
  definition:
    'Tokens come from the server’s own usage. A figure in it that cannot be is not counted, and any such figure fails: no whole number, more output tokens than were asked for (the token that ends an output is borne, and not counted), more prompt tokens than the prompt has bytes and a chat template has room for (1,024; 8 at completions), more cached tokens than prompt tokens. Without usage, content events are counted, and any such reply warns: an event may carry several tokens or half of one, so that TPOT and tokens per second are of events, and prompt tokens are words. A reply that has more events than tokens were asked for, or that came whole, has its limit where it says that it was cut there; else nobody knows its tokens, and with any such reply tokens per second and TPOT are absent.',
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
