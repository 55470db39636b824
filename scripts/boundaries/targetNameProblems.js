// @ts-check

/** Spells the names of the kinds: every other place takes them from here. */
export const kindsFile = 'core/contract/targetKind.ts';
/** Rooms in which a kind of target has no name: what holds for it is asked of its entry in the registry. */
const nameless = ['core', 'main', 'preload', 'renderer'];
/** Where kinds live, and the contract that names them. */
const homes = ['core/targets/', 'main/runner/targets/', 'core/contract/'];
/** A model's type and a file's ending have names of their own, which two kinds of target share. */
const ofModels = { names: ['onnx', 'dummy'], line: /\b(type|extensions)\b/, room: 'main/engine/' };
/** Whether a target has an address, and how it is reached; a field that is handed on is no question. */
const questions = /\burl [!=]== undefined(?! \? \{\} : \{ url\b)|\baccess\.kind\b/;

/**
 * Kinds of target that are named outside their folders, and places that tell kinds apart by an address. What a place wants
 * to know of a target is one of its traits.
 * @param {{ path: string, text: string }[]} files
 * @returns {string[]} one line each: where and what
 */
export function targetNameProblems(files) {
  const contract = files.find(({ path }) => path === kindsFile)?.text ?? '';
  const listed = /targetKindName = z\.enum\(\[([^\]]*)\]/.exec(contract)?.[1] ?? '';
  const names = [...listed.matchAll(/'([a-z]+)'/g)].map(([, name = '']) => name);
  if (names.length === 0) return [`${kindsFile} lists no kinds, so that nothing can be held against them`];
  const named = new RegExp(`['"\`/ ](${names.join('|')})(?:['"\`]|=(?!=)|/)`);
  const own = files.filter(
    ({ path }) => nameless.includes(path.split('/', 1)[0] ?? '') && !homes.some((home) => path.startsWith(home)),
  );
  return own.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const quoted = named.exec(line);
      const name = quoted !== null && isOfTarget(quoted, line, path) ? quoted[1] : undefined;
      const what = name === undefined ? questions.exec(line)?.[0] : name;
      if (what === undefined) return [];
      const says = name === undefined ? `asks "${what}"` : `names ${what}`;
      return [`${path}:${index + 1} ${says}: ask a trait of its entry in core/targets/targets.ts`];
    }),
  );
}

/**
 * @param {RegExpExecArray} quoted
 * @param {string} line
 * @param {string} path
 */
function isOfTarget([whole, name = ''], line, path) {
  // A folder of that name elsewhere is no kind, nor is a web address.
  if (whole.endsWith('/')) return new RegExp(`targets/${name}/`).test(line);
  return !(ofModels.names.includes(name) && (ofModels.line.test(line) || path.startsWith(ofModels.room)));
}
