// @ts-check
import { posix } from 'node:path';
import { importedPaths } from './importProblems.js';

/**
 * Circles of imports: among files, and among the folders that lie side by side, at every depth. Where two folders import
 * each other neither can be read, moved or tested alone.
 * @param {{ path: string, text: string }[]} files
 * @returns {string[]} one line a circle
 */
export function circleProblems(files) {
  const known = new Set(files.map(({ path }) => path));
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  for (const { path, text } of files) {
    const targets = importedPaths(path, text).filter((target) => known.has(target));
    arrows.set(path, new Set(targets));
  }
  const problems = circles(arrows).map((circle) => `These files import each other in a circle: ${circle.join(', ')}`);
  for (const [parent, inside] of foldersSideBySide(arrows)) {
    for (const circle of circles(inside)) {
      const examples = exampleArrows(arrows, parent, circle).join('; ');
      problems.push(`These folders of ${parent} import each other in a circle: ${circle.join(', ')} (${examples})`);
    }
  }
  return problems;
}

/**
 * For each folder the arrows between its immediate folders.
 * @param {Map<string, Set<string>>} arrows between files
 * @returns {Map<string, Map<string, Set<string>>>}
 */
function foldersSideBySide(arrows) {
  /** @type {Map<string, Map<string, Set<string>>>} */
  const parents = new Map();
  for (const [from, targets] of arrows) {
    for (const to of targets) {
      const parting = partingOf(from, to);
      if (parting === undefined) continue;
      const { parent, here, there } = parting;
      const inside = parents.get(parent) ?? new Map();
      parents.set(parent, inside);
      inside.set(here, (inside.get(here) ?? new Set()).add(there));
    }
  }
  return parents;
}

/**
 * The folders in which two files lie, side by side in the last folder that they share; undefined where one of them lies in
 * that folder itself.
 * @param {string} from
 * @param {string} to
 */
function partingOf(from, to) {
  const [a, b] = [from.split('/'), to.split('/')];
  let depth = 0;
  while (a[depth] === b[depth] && depth < Math.min(a.length, b.length) - 1) depth += 1;
  if (depth === 0 || depth >= a.length - 1 || depth >= b.length - 1) return undefined;
  return { parent: a.slice(0, depth).join('/'), here: a[depth] ?? '', there: b[depth] ?? '' };
}

/**
 * One import for each arrow between the folders of a circle.
 * @param {Map<string, Set<string>>} arrows
 * @param {string} parent
 * @param {string[]} circle
 */
function exampleArrows(arrows, parent, circle) {
  const seen = new Map();
  for (const [from, targets] of arrows) {
    for (const to of targets) {
      const parting = partingOf(from, to);
      if (parting?.parent !== parent || !circle.includes(parting.here) || !circle.includes(parting.there)) continue;
      const key = `${parting.here} to ${parting.there}`;
      if (!seen.has(key)) seen.set(key, `${posix.relative(parent, from)} imports ${posix.relative(parent, to)}`);
    }
  }
  return [...seen.values()];
}

/**
 * Groups of more than one name of which each reaches each other (R. Tarjan, "Depth-first search and linear graph
 * algorithms", SIAM Journal on Computing 1, 1972).
 * @param {Map<string, Set<string>>} arrows
 * @returns {string[][]}
 */
function circles(arrows) {
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const marks = new Map();
  /** @type {string[]} */
  const path = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ name) => {
    const mark = { index: marks.size, low: marks.size, open: true };
    marks.set(name, mark);
    path.push(name);
    for (const target of arrows.get(name) ?? []) {
      const seen = marks.get(target) ?? visit(target);
      if (seen.open) mark.low = Math.min(mark.low, seen.low);
    }
    if (mark.low !== mark.index) return mark;
    const circle = path.splice(path.indexOf(name));
    for (const each of circle) {
      const member = marks.get(each);
      if (member) member.open = false;
    }
    if (circle.length > 1) found.push(circle.sort());
    return mark;
  };
  for (const name of arrows.keys()) if (!marks.has(name)) visit(name);
  return found;
}
