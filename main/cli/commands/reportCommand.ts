import { join, resolve } from 'node:path';
import { type ReportFormatName, reportFormatNames } from '../../report/ReportFormat.ts';
import { latestReportDirectory } from '../../run/directories.ts';
import { FailureError } from '../../run/sessions/FailureError.ts';
import { type Command, exitCodes } from '../Command.ts';
import { UsageError } from '../options/parseOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { failureLines } from '../output/problemLines.ts';
import { singleLine } from '../output/textTable.ts';
import { printPdf } from '../printPdf.ts';
import { withReadStore } from '../withReadStore.ts';
import { openReportDirectory, reportAgain, writeReports } from '../writeReports.ts';

export const reportCommand: Command = {
  name: 'report',
  usage: 'report --run ID|latest [--format html,pdf,md,csv,json] [--out DIR]',
  summary: 'writes the report of a stored run',
  options: {
    run: { value: 'ID', help: 'the run: its id, its number, or latest; latest unless set' },
    format: { value: 'F', multiple: true, help: `formats, of ${reportFormatNames.join(', ')}; html unless set` },
    out: {
      value: 'DIR',
      help: 'directory to write to; reports/latest, or reports/ID, in the data directory unless set',
    },
    template: {
      value: 'T',
      help: 'which report',
      later: 'templates come with a later version; this one writes the detailed report.',
    },
    summary: {
      help: 'the executive summary only',
      later: 'templates come with a later version; this one writes the detailed report.',
    },
    'data-dir': { value: 'DIR', help: 'directory of runs, reports and the user’s configuration' },
  },
  heedsInterrupt: true,
  async run(positionals, values, context) {
    const reader = new ValueReader(values);
    if (positionals.length > 0)
      reader.problems.push(`"${positionals.join(' ')}" is not understood: options begin with --.`);
    const formats = readFormats(reader);
    if (reader.problems.length > 0) throw new UsageError(reader.problems);
    const paths = context.paths(reader.text('data-dir'));
    const out = reader.text('out');
    const run = reader.text('run') ?? 'latest';
    return withReadStore(paths.dataDirectory, context, async (store) => {
      const document = await store.call('showRun', { run });
      if (document === null) {
        const advice =
          run === 'latest' ? '"inferneo-bench run --preset quick" makes one.' : '"history list" shows those there are.';
        context.writeError(`There is no run "${singleLine(run)}" in ${paths.dataDirectory}. ${advice}\n`);
        return exitCodes.usage;
      }
      const own =
        run === 'latest' ? latestReportDirectory(paths) : join(paths.dataDirectory, 'reports', document.run.id);
      const directory = out === undefined ? own : resolve(out);
      // A place that cannot be used is a fault of the call, told by withReadStore.
      openReportDirectory(directory, true);
      // The PDF comes last: where it cannot be printed the other formats are there.
      const ordered = [...formats].sort((a, b) => Number(a === 'pdf') - Number(b === 'pdf'));
      const printer = printPdf(context, reportAgain(document.run.id, reader.text('data-dir'), out));
      for (const format of ordered) {
        try {
          const written = await writeReports(document, [format], directory, printer, true);
          context.writeOut(`${written.join('\n')}\n`);
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          context.writeError(failureLines(error.failure));
          return exitCodes.stepFailed;
        }
      }
      return exitCodes.done;
    });
  },
};

function readFormats(reader: ValueReader): ReportFormatName[] {
  const known: readonly string[] = reportFormatNames;
  const given = reader.list('format');
  for (const name of given) {
    if (!known.includes(name))
      reader.problems.push(`--format ${name}: there is no such format. Formats: ${known.join(', ')}.`);
  }
  return given.length === 0 ? ['html'] : reportFormatNames.filter((name) => given.includes(name));
}
