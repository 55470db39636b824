// @ts-check
import { posix } from 'node:path';

const largestLines = 500;
const smallestMedian = 50;
const largestMedian = 120;
const ninetiethLines = 300;
const mostInFolder = 25;
/** A file below it holds a function rather than an idea. A few are right: the entry of a process, an interface. */
const smallLines = 25;
const largestSmallShare = 0.15;

/** Files that ship; how tests are cut follows from what they test. */
const product = /^(core|main|preload|renderer)\/.*\.tsx?$/;

/**
 * Rules that keep files small enough to read at one go and large enough to hold an idea, and folders small enough to take
 * in at a glance.
 * @param {{ path: string, lines: number }[]} files
 * @returns {string[]}
 */
export function sizeProblems(files) {
  const problems = files
    .filter(({ lines }) => lines > largestLines)
    .map(({ path, lines }) => `${path} has ${lines} lines; at most ${largestLines} are allowed`);
  for (const [folder, count] of countBy(files.map(({ path }) => posix.dirname(path)))) {
    if (count > mostInFolder) problems.push(`${folder} has ${count} files; at most ${mostInFolder} are allowed`);
  }
  const all = ascending(files);
  if (at(all, 0.9) > ninetiethLines) {
    problems.push(`One file in ten has more than ${at(all, 0.9) - 1} lines; 90 % must have at most ${ninetiethLines}`);
  }
  const shipped = ascending(files.filter(({ path }) => product.test(path)));
  if (shipped.length === 0) return problems;
  const median = at(shipped, 0.5);
  if (median > largestMedian) {
    problems.push(`The product's median file has ${median} lines; at most ${largestMedian} are allowed`);
  }
  if (median < smallestMedian) {
    problems.push(
      `The product's median file has ${median} lines; at least ${smallestMedian} are wanted: one idea a file`,
    );
  }
  const small = shipped.filter((lines) => lines < smallLines).length;
  if (small > largestSmallShare * shipped.length) {
    const share = Math.round((100 * small) / shipped.length);
    problems.push(
      `${small} of the product's files (${share} %) have fewer than ${smallLines} lines; at most ${100 * largestSmallShare} % may`,
    );
  }
  return problems;
}

/** @param {{ lines: number }[]} files */
function ascending(files) {
  return files.map(({ lines }) => lines).sort((a, b) => a - b);
}

/**
 * Nearest rank.
 * @param {number[]} sorted
 * @param {number} share
 */
function at(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** @param {string[]} names */
function countBy(names) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
