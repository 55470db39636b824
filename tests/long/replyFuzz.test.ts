import { describe, it } from 'vitest';
import { fuzzReplies, ownReplies, recordedReplies } from '../faults/replies/replyFuzz.ts';

describe('replies under random damage', () => {
  it('end once, throw nothing foreign, and read the same however they are split: 100,000 of them', () => {
    fuzzReplies([...ownReplies, ...recordedReplies()], 100_000, 1_000_000);
  });
});
