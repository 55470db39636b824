import { servedProtocol } from '../../../core/contract/targetKind.ts';
import { defaultServedProtocol } from '../../../core/targets/targets.ts';
import { startNullServer } from '../../serve/null/startNullServer.ts';
import { type Command, exitCodes } from '../Command.ts';
import { UsageError } from '../options/parseOptions.ts';
import { protocolProblem } from '../options/readServeOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { failureLines } from '../output/problemLines.ts';

export const serveNullCommand: Command = {
  name: 'serve-null',
  usage: 'serve-null --protocol openai [--port P] [--latency-ms L] [--stall-ms S --stall-every-ms E]',
  summary: 'answers at once, or after a known time, without any engine: shows what a client can do on this machine',
  heedsInterrupt: true,
  options: {
    protocol: { value: servedProtocol.options.join('|'), help: `what it speaks: ${servedProtocol.options.join(', ')}` },
    port: { value: 'P', help: 'port to listen on at 127.0.0.1, 8000 unless set; 0 takes a free one' },
    'latency-ms': { value: 'L', help: 'milliseconds from a request to its answer, 0 unless set' },
    'stall-ms': { value: 'S', help: 'stand still for so many milliseconds at the end of each period' },
    'stall-every-ms': { value: 'E', help: 'that period, 10000 unless set' },
  },
  async run(positionals, values, context) {
    const reader = new ValueReader(values);
    if (positionals.length > 0)
      reader.problems.push(`"${positionals.join(' ')}" is not understood: options begin with --.`);
    const problem = protocolProblem(reader.text('protocol'));
    if (problem !== undefined) reader.problems.push(problem);
    const port = reader.number('port', { atLeast: 0, most: 65_535, whole: true }) ?? 8000;
    const latencyMs = reader.number('latency-ms', { atLeast: 0, most: 3_600_000 }) ?? 0;
    const everyMs = reader.number('stall-every-ms', { above: 0, most: 3_600_000 }) ?? 10_000;
    const forMs = reader.number('stall-ms', { above: 0, most: 3_600_000 });
    if (forMs !== undefined && forMs >= everyMs) {
      reader.problems.push(
        `--stall-ms ${forMs}: that is no less than its period of ${everyMs} ms. Give less, or a longer --stall-every-ms.`,
      );
    }
    if (reader.problems.length > 0) throw new UsageError(reader.problems);
    let server: Awaited<ReturnType<typeof startNullServer>>;
    try {
      server = await startNullServer({
        protocol: defaultServedProtocol,
        port,
        latencyMs,
        ...(forMs === undefined ? {} : { stall: { everyMs, forMs } }),
      });
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
