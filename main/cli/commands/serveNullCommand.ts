import { startNullServer } from '../../serve/null/startNullServer.ts';
import type { Command } from '../Command.ts';
import { exitCodes } from '../exitCodes.ts';
import { protocolProblem } from '../options/readServeOptions.ts';
import { UsageError } from '../options/UsageError.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { failureLines } from '../output/failureLines.ts';

export const serveNullCommand: Command = {
  name: 'serve-null',
  usage: 'serve-null --protocol openai [--port P] [--latency-ms L]',
  summary: 'answers at once, or after a known time, without any engine: shows what a client can do on this machine',
  heedsInterrupt: true,
  options: {
    protocol: { value: 'openai', help: 'what it speaks: openai' },
    port: { value: 'P', help: 'port to listen on at 127.0.0.1, 8000 unless set; 0 takes a free one' },
    'latency-ms': { value: 'L', help: 'milliseconds from a request to its answer, 0 unless set' },
  },
  async run(positionals, values, context) {
    const reader = new ValueReader(values);
    if (positionals.length > 0)
      reader.problems.push(`"${positionals.join(' ')}" is not understood: options begin with --.`);
    const problem = protocolProblem(reader.text('protocol'));
    if (problem !== undefined) reader.problems.push(problem);
    const port = reader.number('port', { atLeast: 0, most: 65_535, whole: true }) ?? 8000;
    const latencyMs = reader.number('latency-ms', { atLeast: 0, most: 3_600_000 }) ?? 0;
    if (reader.problems.length > 0) throw new UsageError(reader.problems);
    let server: Awaited<ReturnType<typeof startNullServer>>;
    try {
      server = await startNullServer({ protocol: 'openai', port, latencyMs });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const remedy = 'Give another with --port, or --port 0 for a free one';
      context.writeError(failureLines({ reason: `It cannot listen on port ${port} of 127.0.0.1`, remedy, detail }));
      return exitCodes.stepFailed;
    }
    context.writeOut(`listening ${server.url}\n`);
    await new Promise((resolve) => context.interrupted.addEventListener('abort', resolve, { once: true }));
    await server.close();
    return exitCodes.interrupted;
  },
};
