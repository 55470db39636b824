// @ts-check
import { posix } from 'node:path';
import { electronRooms, rooms } from './rooms.js';

const importPattern =
  /(?:^|[;\n}])\s*(?:import|export)\s+(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/g;

/**
 * Imports that point the wrong way in one file.
 * @param {string} path relative to the project, with forward slashes
 * @param {string} text
 * @returns {string[]} one line each: where, what, and what would be allowed
 */
export function importProblems(path, text) {
  const name = Object.keys(rooms).find((each) => isUnder(path, each));
  const room = name === undefined ? undefined : rooms[name];
  if (!name || !room) return [];
  const problems = [];
  for (const match of text.matchAll(importPattern)) {
    const target = match[1] ?? match[2] ?? '';
    const line = text.slice(0, match.index + match[0].indexOf(target)).split('\n').length;
    const reason = target.startsWith('.')
      ? roomProblem(posix.join(posix.dirname(path), target), room)
      : packageProblem(target, name, room);
    if (reason) problems.push(`${path}:${line} imports ${target}: ${reason}`);
  }
  return problems;
}

/**
 * Exports of a file that a process begins with: importing it would begin that process.
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function entryProblems(path, text) {
  if (!/^main\/.*\bindex\.ts$/.test(path)) return [];
  const line = text.split('\n').findIndex((each) => /^export\b/.test(each));
  return line < 0 ? [] : [`${path}:${line + 1} exports: a process begins with this file, so nothing may import it`];
}

/**
 * What a file imports of the project itself.
 * @param {string} path relative to the project, with forward slashes
 * @param {string} text
 * @returns {string[]} paths as that of the file
 */
export function importedPaths(path, text) {
  return [...text.matchAll(importPattern)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.join(posix.dirname(path), target));
}

/**
 * @param {string} target
 * @param {import('./rooms.js').Room} room
 */
function roomProblem(target, room) {
  if (room.rooms.some((allowed) => isUnder(target, allowed))) return undefined;
  return `this room may import only ${room.rooms.join(', ')}`;
}

/**
 * @param {string} target
 * @param {string} name
 * @param {import('./rooms.js').Room} room
 */
function packageProblem(target, name, room) {
  if (target.startsWith('node:')) return room.node ? undefined : 'this room runs without Node';
  const packageName = target.split('/', target.startsWith('@') ? 2 : 1).join('/');
  if (packageName === 'electron') {
    return electronRooms.includes(name) ? undefined : `electron belongs in ${electronRooms.join(' and ')} only`;
  }
  if (room.packages === 'any' || room.packages.includes(packageName)) return undefined;
  return `this room may use only the packages ${room.packages.join(', ')}`;
}

/**
 * @param {string} path
 * @param {string} folder
 */
function isUnder(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}
