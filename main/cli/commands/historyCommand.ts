import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import { formatWhen } from '../../../core/format/dates.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { type Command, exitCodes } from '../Command.ts';
import { UsageError } from '../options/parseOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { runSummary } from '../output/runSummary.ts';
import { singleLine, textTable } from '../output/textTable.ts';
import { withReadStore } from '../withReadStore.ts';

const laterActions = ['trend', 'import', 'export', 'tag', 'note', 'archive', 'delete', 'baseline'];
const defaultLimit = 50;

export const historyCommand: Command = {
  name: 'history',
  usage: 'history list [--json] [--limit N] | history show ID|latest [--json]',
  summary: 'lists stored runs, or shows one',
  options: {
    json: { help: 'as JSON' },
    limit: { value: 'N', help: `newest runs to list; ${defaultLimit} unless set` },
    metric: { value: 'PATH', help: 'what a trend shows', later: 'history trend comes with a later version.' },
    'data-dir': { value: 'DIR', help: 'directory of runs, reports and the user’s configuration' },
  },
  async run(positionals, values, context) {
    const [action, run, ...more] = positionals;
    const reader = new ValueReader(values);
    const limit = reader.number('limit', { atLeast: 1, most: 1000, whole: true }) ?? defaultLimit;
    if (action !== undefined && laterActions.includes(action)) {
      reader.problems.push(`history ${action} comes with a later version. This one has: list, show.`);
    } else if (action === 'show' ? run === undefined || more.length > 0 : action !== 'list' || run !== undefined) {
      reader.problems.push(`${['history', ...positionals].join(' ')}: write "history list" or "history show ID".`);
    }
    if (reader.problems.length > 0) throw new UsageError(reader.problems);
    const { dataDirectory } = context.paths(reader.text('data-dir'));
    const asJson = reader.isSet('json');
    return withReadStore(dataDirectory, context, async (store) => {
      if (run === undefined) {
        const { runs, total } = await store.call('listRuns', { limit, offset: 0 });
        if (asJson) context.writeDocument(runs);
        else context.writeOut(runList(runs, total));
        return exitCodes.done;
      }
      const document = await store.call('showRun', { run });
      if (document === null) {
        context.writeError(
          `There is no run "${singleLine(run)}" in ${dataDirectory}. "history list" shows those there are.\n`,
        );
        return exitCodes.usage;
      }
      if (asJson) context.writeDocument(document);
      else context.writeOut(runSummary(document));
      return exitCodes.done;
    });
  },
};

/** Stored runs for the terminal, newest first. */
export function runList(runs: readonly RunSummary[], total: number): string {
  if (runs.length === 0) return 'No runs yet. "inferneo-bench run --preset quick" makes the first.\n';
  const now = Date.now();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const table = textTable(
    [
      { head: 'Run', alignRight: true },
      { head: 'Id' },
      { head: 'What' },
      { head: 'Status' },
      { head: 'Steps', alignRight: true },
      { head: 'Validity' },
      { head: 'p95, last step', alignRight: true },
      { head: 'When', alignRight: true },
    ],
    runs.map((run) => [
      String(run.number),
      run.id,
      run.name,
      run.damage === undefined || run.status === 'damaged' ? run.status : `${run.status}, damaged`,
      run.status === 'damaged' ? 'unknown' : `${run.finishedSteps} of ${run.plannedSteps}`,
      run.verdict ?? (run.damage === undefined ? 'no step yet' : 'unknown'),
      run.p95Ms === undefined
        ? run.damage === undefined
          ? 'not measured'
          : 'unknown'
        : `${formatLatency(numberFromDocument(run.p95Ms))}${run.p95BelowFloor ? ' †' : ''}`,
      run.startedAt === undefined ? 'unknown' : formatWhen(Date.parse(run.startedAt), now, zone),
    ]),
  );
  const marked = runs.some(({ p95BelowFloor }) => p95BelowFloor)
    ? '\n† below its sample floor: fewer requests than it needs.\n'
    : '';
  const damage = runs.flatMap((run) => (run.damage === undefined ? [] : [`\n${run.damage}`]));
  const notes = damage.length === 0 ? marked : `${marked}${damage.join('')}\n`;
  return runs.length < total
    ? `${table}${notes}\nThe newest ${runs.length} of ${total}; --limit shows more.\n`
    : `${table}${notes}`;
}
