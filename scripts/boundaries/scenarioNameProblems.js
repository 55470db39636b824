// @ts-check

/** Spells the names: every other place takes them from here. */
export const namesFile = 'core/contract/scenarioName.ts';
/** Rooms in which a scenario has no name: what holds for it is asked of its entry in the registry. */
const nameless = ['core', 'main', 'preload', 'renderer'];
/** Where scenarios live. */
const home = 'core/scenarios/';

/**
 * Scenarios that are named outside their folder, and groups of them that are told by the start of a name. What a place
 * wants to know of a scenario is one of its traits, its figures or its answer.
 * @param {{ path: string, text: string }[]} files
 * @returns {string[]} one line each: where and what
 */
export function scenarioNameProblems(files) {
  const contract = files.find(({ path }) => path === namesFile)?.text ?? '';
  const names = [...contract.matchAll(/^ {2}'([a-z]+\/[a-z_]+)',$/gm)].map(([, name = '']) => name);
  if (names.length === 0) return [`${namesFile} lists no names of scenarios, so that nothing can be held against them`];
  const groups = new Set(names.map((name) => name.slice(0, name.indexOf('/') + 1)));
  const own = files.filter(
    ({ path }) => nameless.includes(path.split('/', 1)[0] ?? '') && !path.startsWith(home) && path !== namesFile,
  );
  return own.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const named =
        names.find((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(line)) ??
        [...groups].find((group) => ["'", '"', '`'].some((quote) => line.includes(`${quote}${group}${quote}`)));
      return named === undefined
        ? []
        : [
            `${path}:${index + 1} names ${named}: ask a trait, a figure or the answer of its entry in ${home}scenarios.ts`,
          ];
    }),
  );
}
