/** How far the outputs of two targets to the same prompts agree. */
interface OutputAgreement {
  /** Pairs of outputs that were compared. */
  samples: number;
  /** Share of pairs that are the same throughout. */
  exactMatch: number;
  /** Mean over pairs of the share of positions, of the longer one's, that hold the same token. */
  tokenAgreement: number;
}

/**
 * Compares outputs pair by pair, as token ids. What the shorter of two lacks counts as different, and so does all that a
 * token more or less has moved: outputs are compared as they stand, and nothing is aligned.
 *
 * @param reference as many outputs as there are in `outputs`, to the same prompts in the same order; one or more.
 */
export function outputAgreement(
  outputs: readonly (readonly number[])[],
  reference: readonly (readonly number[])[],
): OutputAgreement {
  if (outputs.length !== reference.length || outputs.length === 0) {
    throw new RangeError(`${outputs.length} outputs cannot be held against ${reference.length}`);
  }
  const shares = outputs.map((output, index) => sharedPositions(output, reference[index] ?? []));
  return {
    samples: shares.length,
    exactMatch: shares.filter((share) => share === 1).length / shares.length,
    tokenAgreement: shares.reduce((total, share) => total + share, 0) / shares.length,
  };
}

/** Two outputs without a token are the same. */
function sharedPositions(output: readonly number[], reference: readonly number[]): number {
  const positions = Math.max(output.length, reference.length);
  if (positions === 0) return 1;
  return output.filter((token, place) => token === reference[place]).length / positions;
}
