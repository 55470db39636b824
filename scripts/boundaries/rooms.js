// @ts-check

/**
 * What one room of the project may import. Rooms not named here (tests, scripts) may import anything.
 * @typedef {object} Room
 * @property {string[]} rooms paths inside the project, its own included
 * @property {string[] | 'any'} packages npm packages; `electron` and Node's modules count only when named
 * @property {boolean} node whether Node's own modules are allowed
 */

/** A worker is a process of its own: it meets the others only through messages. */
const worker = (/** @type {string} */ path) => ({
  rooms: ['core', path, 'resources', 'main/worker', 'main/files', 'main/text'],
  packages: /** @type {'any'} */ ('any'),
  node: true,
});

/** Files that are data, which any Node room may read into its bundle. */
const data = ['config', 'resources', 'package.json'];

/** What every part of the page may use. */
const beneathScreens = [
  'renderer/charts',
  'renderer/state',
  'renderer/theme',
  'renderer/widgets',
  'renderer/commands.ts',
];

/** @type {Record<string, Room>} */
export const rooms = {
  core: {
    rooms: ['core', 'resources'],
    packages: ['zod', '@stdlib/stats-base-dists-normal-cdf', '@stdlib/stats-base-dists-t-quantile'],
    node: false,
  },
  preload: { rooms: ['core', 'preload'], packages: ['electron', 'zod'], node: false },
  // A screen is known by what its folder says of it: the frame around all of them imports the list alone.
  'renderer/features': {
    rooms: ['core', 'renderer/features', ...beneathScreens],
    packages: 'any',
    node: false,
  },
  'renderer/frame': {
    rooms: ['core', 'renderer/frame', 'renderer/features/screens.ts', ...beneathScreens],
    packages: 'any',
    node: false,
  },
  renderer: { rooms: ['core', 'renderer'], packages: 'any', node: false },
  'main/files': { rooms: ['core', 'main/files'], packages: [], node: true },
  'main/text': { rooms: ['core', 'main/text'], packages: ['gpt-tokenizer'], node: true },
  'main/worker': worker('main/worker'),
  'main/runner': worker('main/runner'),
  'main/engine': worker('main/engine'),
  'main/telemetry': worker('main/telemetry'),
  'main/store': worker('main/store'),
  'main/report': { rooms: ['core', 'main/report', ...data], packages: 'any', node: true },
  'main/run': { rooms: ['core', 'main/run', 'main/files', ...data], packages: 'any', node: true },
  // Servers that speak a protocol to the outside; the embedded engine is reached through a session that is handed in.
  'main/serve': {
    rooms: ['core', 'main/serve', 'main/worker', 'main/files', 'main/text'],
    packages: 'any',
    node: true,
  },
  'main/cli': {
    rooms: ['core', 'main/cli', 'main/run', 'main/serve', 'main/report', 'main/files', 'main/text', ...data],
    packages: 'any',
    node: true,
  },
  'main/shell': {
    rooms: ['core', 'main/shell', 'main/run', 'main/report', 'main/files', ...data],
    packages: 'any',
    node: true,
  },
};

/** The only rooms in which `electron` may be imported: the rest runs in plain Node or in a page. */
export const electronRooms = ['main/shell', 'preload'];
