/**
 * The command that writes the PDF of a run, for a shell.
 *
 * @param dataDirectory as it was given; undefined for the usual one.
 * @param out directory to write to, as it was given; undefined for the usual one.
 */
export function reportAgain(runId: string, dataDirectory: string | undefined, out?: string): string {
  const places = [
    ['--data-dir', dataDirectory],
    ['--out', out],
  ].flatMap(([flag, value]) => (flag === undefined || value === undefined ? [] : [flag, quoted(value)]));
  return ['npx inferneo-bench report --run', runId, '--format pdf', ...places].join(' ');
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
