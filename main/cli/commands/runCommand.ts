import { writeFile } from 'node:fs/promises';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import { defaultSeed } from '../../../core/contract/planRequest.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { chooseConfiguration } from '../../run/configuration/loadConfiguration.ts';
import { latestReportDirectory } from '../../run/directories.ts';
import { Bench } from '../../run/service/Bench.ts';
import { Planner } from '../../run/service/Planner.ts';
import { FailureError } from '../../run/sessions/FailureError.ts';
import { type Command, type CommandContext, exitCodes } from '../Command.ts';
import { agreedTo, askYesNo, canAsk } from '../confirmation.ts';
import { failedGates, readGates } from '../gates.ts';
import { UsageError } from '../options/parseOptions.ts';
import { readPlanRequest } from '../options/readPlanRequest.ts';
import { runOptions, unusedLevels } from '../options/runOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { estimateLines } from '../output/estimateLines.ts';
import { ProgressLine } from '../output/ProgressLine.ts';
import { configurationProblemLines, failureLines, planProblemLines } from '../output/problemLines.ts';
import { runSummary } from '../output/runSummary.ts';
import { printPdf } from '../printPdf.ts';
import { unlessInterrupted } from '../unlessInterrupted.ts';
import { removeReports, reportAgain, unwritableFile, writeReports } from '../writeReports.ts';

export const runCommand: Command = {
  name: 'run',
  usage:
    'run --target T --model M --scenario S [options] | run --preset NAME [options] | run --comprehensive [--target T] [--model M] [options]',
  summary: 'runs scenarios on models of a target, stores the run and writes its report',
  options: runOptions,
  heedsInterrupt: true,
  async run(positionals, values, context) {
    const reader = new ValueReader(values);
    if (positionals.length > 0)
      reader.problems.push(`"${positionals.join(' ')}" is not understood: options begin with --.`);
    const paths = context.paths(reader.text('data-dir'));
    const loaded = await chooseConfiguration(paths, reader.text('config'));
    if ('problems' in loaded.outcome) {
      context.writeError(configurationProblemLines(loaded.outcome.problems));
      return exitCodes.usage;
    }
    const { configuration } = loaded.outcome;
    const request = readPlanRequest(reader, configuration, defaultSeed);
    const gates = readGates(reader, request.slos ?? []);
    const jsonFile = readJsonFile(reader);
    const planner = new Planner(context.startWorker);
    const plan = await unlessInterrupted(context.interrupted, planner.resolve(request, configuration));
    const errors = plan.problems.filter(({ severity }) => severity === 'error');
    if (reader.problems.length + errors.length > 0) {
      throw new UsageError([...reader.problems, ...planProblemLines(errors)]);
    }
    for (const line of planProblemLines([...plan.problems, ...unusedLevels(reader, request.load, plan.steps)])) {
      context.writeError(`${line}\n`);
    }
    if (!reader.isSet('quiet')) context.writeError(estimateLines(plan));
    if (reader.isSet('comprehensive') || reader.text('preset') === 'comprehensive') {
      const ask = (question: string): Promise<boolean> => askYesNo(question, context.interrupted);
      const agreed = await agreedTo(plan.estimate, reader.isSet('yes'), canAsk(context) ? ask : undefined);
      if (context.interrupted.aborted) return exitCodes.interrupted;
      if (agreed !== true) throw new UsageError([agreed.refusal]);
    }
    const opening = Bench.open({
      paths,
      productVersion: context.productVersion,
      startWorker: context.startWorker,
      ownerName: 'inferneo-bench run',
      configurationDirectory: loaded.directory,
      planner,
    });
    const bench = await unlessInterrupted(context.interrupted, opening);
    try {
      if (bench.storeFailure !== undefined) {
        context.writeError(failureLines(bench.storeFailure));
        return exitCodes.usage;
      }
      for (const notice of bench.notices) context.writeError(`${notice}\n`);
      const carried = await carryOut(bench, plan, () => bench.startRun(request), reader.isSet('quiet'), context);
      if (carried === undefined) return exitCodes.stepFailed;
      const { document, isStored } = carried;
      // The document alone stands on standard output when it is asked for there.
      const tell = jsonFile === '-' ? context.writeError : context.writeOut;
      tell(runSummary(document));
      // Before the report: it must be there whatever becomes of that.
      const jsonCode = jsonFile === undefined ? exitCodes.done : await writeJson(jsonFile, document, isStored, context);
      const reportCode = reader.isSet('no-report')
        ? exitCodes.done
        : await report(document, isStored, latestReportDirectory(paths), reader, { ...context, writeOut: tell });
      const failed = failedGates(document, gates);
      for (const sentence of failed) context.writeError(`${sentence}\n`);
      const runCode = exitCodeOf(document, failed.length > 0);
      return [runCode, jsonCode, reportCode].find((code) => code !== exitCodes.done) ?? exitCodes.done;
    } finally {
      await bench.close();
    }
  },
};

async function carryOut(
  bench: Bench,
  plan: ResolvedPlan,
  start: () => ReturnType<Bench['startRun']>,
  quiet: boolean,
  context: CommandContext,
): Promise<{ document: ResultDocument; isStored: boolean } | undefined> {
  const progress = new ProgressLine(plan, quiet, context);
  const unsubscribe = bench.onRunEvents((events) => {
    for (const event of events) progress.show(event);
  });
  const stop = (): void => {
    context.writeError('\nStopping: what was measured is kept.\n');
    void bench.stopRun();
  };
  context.interrupted.addEventListener('abort', stop, { once: true });
  try {
    const outcome = await start();
    if (!outcome.started) {
      if (outcome.failure !== undefined) context.writeError(failureLines(outcome.failure));
      return undefined;
    }
    if (context.interrupted.aborted) stop();
    const end = await bench.runEnd;
    progress.end();
    if (end?.failure !== undefined) context.writeError(failureLines(end.failure));
    // What the store could not take, on a full disk for one, is handed out all the same: there is no other copy of it.
    if (end?.unstored !== undefined) return { document: end.unstored, isStored: false };
    const document = await bench.showRun(outcome.runId);
    return document === null ? undefined : { document, isStored: true };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    context.writeError(failureLines(error.failure));
    return undefined;
  } finally {
    context.interrupted.removeEventListener('abort', stop);
    unsubscribe();
  }
}

/**
 * Writes HTML and JSON, then the PDF: a run whose PDF cannot be printed has the others. Files of an earlier run's report
 * that are not written anew go, so that all that stands there is of this run.
 */
async function report(
  document: ResultDocument,
  isStored: boolean,
  directory: string,
  reader: ValueReader,
  context: CommandContext,
): Promise<number> {
  const printer = printPdf(context, reportAgain(document.run.id, reader.text('data-dir')));
  try {
    await removeReports(directory, isStored);
    const written = await writeReports(document, ['html', 'json'], directory, printer, isStored);
    context.writeOut(`Report: ${written[0]}\n`);
    if (!reader.isSet('pdf')) return exitCodes.done;
    const printed = await writeReports(document, ['pdf'], directory, printer, isStored);
    context.writeOut(`PDF:    ${printed[0]}\n`);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    context.writeError(failureLines(error.failure));
    return exitCodes.stepFailed;
  }
}

async function writeJson(
  file: string,
  document: ResultDocument,
  isStored: boolean,
  context: CommandContext,
): Promise<number> {
  if (file === '-') {
    context.writeDocument(document);
    return exitCodes.done;
  }
  try {
    await writeFile(file, `${JSON.stringify(document, undefined, 2)}\n`);
    return exitCodes.done;
  } catch (error) {
    context.writeError(
      failureLines({
        reason: `${file} could not be written: ${error instanceof Error ? error.message : String(error)}`,
        remedy: isStored
          ? `The run is stored: "inferneo-bench report --run ${document.run.id} --format json --out DIR" writes the document elsewhere`
          : 'The run itself is not stored to its end either: what is shown here is all there is of it',
      }),
    );
    return exitCodes.stepFailed;
  }
}

/** Looked at before hours of measuring, and not only after. */
function readJsonFile(reader: ValueReader): string | undefined {
  const file = reader.text('json');
  const unwritable = file === undefined || file === '-' ? undefined : unwritableFile(file);
  if (unwritable !== undefined) {
    reader.problems.push(`--json ${file} ${unwritable}. Name a file in a directory that exists and can be written to.`);
  }
  return file;
}

function exitCodeOf(document: ResultDocument, isGateFailed: boolean): number {
  if (document.run.status === 'interrupted') return exitCodes.interrupted;
  if (document.steps.some(({ failure }) => failure?.isUnreachable === true)) return exitCodes.unreachable;
  const failed = document.steps.some(
    ({ failure, requests, fit }) =>
      // A load that does not fit into memory is what such a scenario looks for, also where nothing of it was answered.
      failure !== undefined || (fit?.fits !== false && requests.sent > 0 && requests.ok === 0),
  );
  if (failed || document.run.status === 'failed') return exitCodes.stepFailed;
  return isGateFailed ? exitCodes.gateFailed : exitCodes.done;
}
