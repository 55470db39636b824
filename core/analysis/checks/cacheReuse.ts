import { formatCount, formatPercent } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** A chat template’s few tokens are shared by all prompts and cost next to nothing. */
const warnShare = 0.1;

export const cacheReuse: ValidityCheck = {
  id: 'cache-reuse',
  question: 'Did the server really read the prompts, or take them from its cache?',
  definition:
    'Prompt tokens that the server’s usage calls cached, of all prompt tokens. More than 10 % warns: time to first token is then that of a cache.',
  remedy: 'Switch the server’s prefix cache off, or use longer prompts: those of this program share no beginning.',
  complaint: 'the server took prompts from its cache',
  evidenceComes: 'at the end',
  evaluate({ promptCache }) {
    if (promptCache === undefined) return { status: 'skipped', detail: 'the target tells nothing of a cache' };
    const { promptTokens, cachedTokens } = promptCache;
    if (promptTokens === 0) return { status: 'skipped', detail: 'no prompt tokens' };
    if (cachedTokens > promptTokens) {
      const explanation = `the server told ${formatCount(cachedTokens)} tokens from its cache of prompts that have ${formatCount(promptTokens)}`;
      return { status: 'warn', detail: 'more cached than there were', explanation };
    }
    const share = cachedTokens / promptTokens;
    const detail = `${formatPercent(100 * share)} cached`;
    if (share <= warnShare) return { status: 'pass', detail };
    return {
      status: 'warn',
      detail,
      explanation: `${formatPercent(100 * share)} of the prompt tokens came from a cache`,
    };
  },
};
