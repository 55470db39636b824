// @ts-check

const largestLines = 500;
const medianLines = 120;
const ninetiethLines = 300;

/**
 * Rules that keep files small enough to read at one go.
 * @param {{ path: string, lines: number }[]} files
 * @returns {string[]}
 */
export function sizeProblems(files) {
  const problems = files
    .filter(({ lines }) => lines > largestLines)
    .map(({ path, lines }) => `${path} has ${lines} lines; at most ${largestLines} are allowed`);
  const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
  /** Nearest rank. @param {number} share */
  const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  if (at(0.5) > medianLines) problems.push(`The median file has ${at(0.5)} lines; at most ${medianLines} are allowed`);
  if (at(0.9) > ninetiethLines) {
    problems.push(`One file in ten has more than ${at(0.9) - 1} lines; 90 % must have at most ${ninetiethLines}`);
  }
  return problems;
}
