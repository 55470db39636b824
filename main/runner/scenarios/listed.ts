/** Numbers as a sentence has them: "1", "1 and 4", "1, 4 and 8". */
export function listed(numbers: readonly number[]): string {
  const head = numbers.slice(0, -1).join(', ');
  return head === '' ? numbers.join('') : `${head} and ${numbers.at(-1)}`;
}
