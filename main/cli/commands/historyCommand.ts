import type { Command } from '../Command.ts';
import { exitCodes } from '../exitCodes.ts';
import { UsageError } from '../options/UsageError.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { runList } from '../output/runList.ts';
import { runSummary } from '../output/runSummary.ts';
import { singleLine } from '../output/singleLine.ts';
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
