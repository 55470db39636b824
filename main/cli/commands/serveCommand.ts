import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../../../core/contract/configuration.ts';
import type { ExecutionProvider } from '../../../core/contract/executionProvider.ts';
import type { PlannedModel } from '../../../core/contract/plannedStep.ts';
import { servedProtocol } from '../../../core/contract/targetKind.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { chooseConfiguration } from '../../run/configuration/loadConfiguration.ts';
import { configuredSource, isCard, modelSourceOf, plannedModel, withAdHocModels } from '../../run/plan/models.ts';
import { Planner } from '../../run/service/Planner.ts';
import { EngineSession } from '../../run/sessions/EngineSession.ts';
import { FailureError } from '../../run/sessions/FailureError.ts';
import { EngineChannel } from '../../serve/engine/EngineChannel.ts';
import { startOpenAiServer } from '../../serve/openai/startOpenAiServer.ts';
import { loadTokenizer } from '../../text/Tokenizer.ts';
import { type Command, type CommandContext, exitCodes } from '../Command.ts';
import { UsageError } from '../options/parseOptions.ts';
import { readServeOptions, type ServeOptions } from '../options/readServeOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { configurationProblemLines, failureLines } from '../output/problemLines.ts';
import { unlessInterrupted } from '../unlessInterrupted.ts';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve --model M --protocol openai [--port P] [--host H] [--set KEY=VALUE]…',
  summary: 'serves a model on the embedded engine to other programs, until it is interrupted',
  heedsInterrupt: true,
  options: {
    model: { value: 'M', help: 'a model of models.json, or a path to a model that generates' },
    protocol: { value: servedProtocol.options.join('|'), help: `what it speaks: ${servedProtocol.options.join(', ')}` },
    port: { value: 'P', help: 'port to listen on, 8000 unless set; 0 takes a free one' },
    host: {
      value: 'H',
      help: 'address to listen on, 127.0.0.1 unless set; 0.0.0.0 lets every program that reaches it use it, by any name',
    },
    set: { value: 'KEY=VALUE', multiple: true, help: 'threads=2, provider=auto|cpu|cuda|tensorrt|webgpu' },
    config: { value: 'DIR', help: 'directory of the configuration instead of the data directory’s or the bundled one' },
    'data-dir': { value: 'DIR', help: 'directory of runs, reports and the user’s configuration' },
  },
  async run(positionals, values, context) {
    const reader = new ValueReader(values);
    const options = readServeOptions(reader, positionals);
    const paths = context.paths(reader.text('data-dir'));
    const loaded = await chooseConfiguration(paths, reader.text('config'));
    if ('problems' in loaded.outcome) {
      context.writeError(configurationProblemLines(loaded.outcome.problems));
      return exitCodes.usage;
    }
    const planner = new Planner(context.startWorker);
    const model = await unlessInterrupted(
      context.interrupted,
      servableModel(options.model, loaded.outcome.configuration, planner),
    );
    const directory = await mkdtemp(join(tmpdir(), 'inferneo-bench-'));
    try {
      const { provider } = await unlessInterrupted(context.interrupted, planner.providers.decide(options.provider));
      return await serve(
        options,
        provider,
        model,
        join(directory, randomBytes(4).toString('hex')),
        paths.cacheDirectory,
        context,
      );
    } catch (error) {
      if (context.interrupted.aborted) return exitCodes.interrupted;
      if (!(error instanceof FailureError)) throw error;
      context.writeError(failureLines(error.failure));
      return exitCodes.stepFailed;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

/** @throws UsageError when there is no such model or the engine does not generate with it. */
async function servableModel(name: string, configuration: Configuration, planner: Planner): Promise<PlannedModel> {
  const { models } = withAdHocModels([name], configuration).models;
  const model = Object.hasOwn(models, name) ? models[name] : undefined;
  if (model === undefined) {
    const names = Object.keys(models).filter((id) => models[id]?.type === 'transformer');
    throw new UsageError([`--model ${name}: there is no such model. Models that can be served: ${names.join(', ')}.`]);
  }
  const source = configuredSource(name, model);
  if (source === undefined) {
    throw new UsageError([
      `--model ${name}: the embedded engine does not run it. Choose a transformer or an ONNX file.`,
    ]);
  }
  const card = await planner.models.read(source);
  if (!isCard(card)) throw new UsageError([`--model ${name}: ${endSentence(card.reason)} ${card.remedy}`]);
  if (card.task !== 'generate') {
    throw new UsageError([`--model ${name}: this model does not generate text, so it cannot be served.`]);
  }
  return plannedModel(name, model, card);
}

/** Serves until it is interrupted or the engine dies. @throws FailureError when the engine cannot be started. */
async function serve(
  options: ServeOptions,
  provider: ExecutionProvider,
  model: PlannedModel,
  socketName: string,
  cacheDirectory: string,
  context: CommandContext,
): Promise<number> {
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\inferneo-bench-${process.pid}` : socketName;
  const session = await EngineSession.start({
    startWorker: context.startWorker,
    model: model.id,
    source: modelSourceOf(model),
    provider,
    threads: options.threads,
    prepacking: model.prepacking ?? true,
    cacheDirectory,
    socketPath,
    onProgress: progressWriter(context),
    onLog: (line) => context.writeError(`${line.source}: ${line.message}\n`),
    signal: context.interrupted,
  });
  try {
    const { maximumContextTokens, vocabulary, task } = session.description;
    if (task !== 'generate' || maximumContextTokens === undefined || vocabulary === undefined) {
      throw new UsageError([`--model ${model.id}: this model does not generate text, so it cannot be served.`]);
    }
    const [channel, tokenizer] = await Promise.all([EngineChannel.connect(session.socketPath), loadTokenizer()]);
    const served = { id: model.id, maximumContextTokens, vocabulary, channel, tokenizer };
    const server = await startOpenAiServer(served, options.host, options.port).catch((error: unknown) => {
      throw new FailureError(listenFailure(options, error));
    });
    context.writeOut(`listening ${server.url}\n`);
    const death = await Promise.race([engineDeath(session), interruption(context.interrupted)]);
    if (death !== undefined) context.writeError(failureLines(death));
    await server.close();
    channel.close();
    return death === undefined ? exitCodes.interrupted : exitCodes.stepFailed;
  } finally {
    await session.stop();
  }
}

/** Clients are told first: their answers have been written when the server closes. */
async function engineDeath(session: EngineSession): Promise<Failure> {
  const deathPollMs = 500;
  for (;;) {
    const death = await session.deathWithin(deathPollMs);
    if (death === undefined) continue;
    await new Promise((resolve) => setTimeout(resolve, deathPollMs));
    return death;
  }
}

function interruption(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** One line for each activity, not for each percent. */
function progressWriter(context: CommandContext): (activity: string) => void {
  let shown = '';
  return (activity) => {
    if (activity !== shown) context.writeError(`${activity}\n`);
    shown = activity;
  };
}

function listenFailure({ host, port }: ServeOptions, error: unknown): Failure {
  const detail = error instanceof Error ? error.message : String(error);
  const taken = detail.includes('EADDRINUSE');
  return {
    reason: taken ? `Port ${port} of ${host} is in use` : `It cannot listen on ${host}, port ${port}`,
    remedy: taken ? 'Give another with --port, or --port 0 for a free one' : 'Give another with --host and --port',
    detail,
  };
}
