import { availableParallelism } from 'node:os';
import { UsageError } from './UsageError.ts';
import type { ValueReader } from './ValueReader.ts';

export interface ServeOptions {
  model: string;
  host: string;
  port: number;
  threads: number;
  provider: 'cpu';
}

const defaultPort = 8000;

/** Why a protocol cannot be had; undefined when it can. */
export function protocolProblem(protocol: string | undefined): string | undefined {
  if (protocol === 'openai') return undefined;
  if (protocol === undefined) return '--protocol is missing. Write --protocol openai.';
  if (protocol === 'triton-http' || protocol === 'triton-grpc') {
    return `--protocol ${protocol} comes with the Triton target, which this version does not have. Write --protocol openai.`;
  }
  return `--protocol ${protocol}: there is no such protocol. Write --protocol openai.`;
}

/** @throws UsageError with all that is wrong with them. */
export function readServeOptions(reader: ValueReader, positionals: readonly string[]): ServeOptions {
  const { problems } = reader;
  if (positionals.length > 0) problems.push(`"${positionals.join(' ')}" is not understood: options begin with --.`);
  const model = reader.text('model');
  if (model === undefined) problems.push('--model is missing. Give one, such as --model distilgpt2.');
  const protocol = protocolProblem(reader.text('protocol'));
  if (protocol !== undefined) problems.push(protocol);
  const port = reader.number('port', { atLeast: 0, most: 65_535, whole: true }) ?? defaultPort;
  let threads = availableParallelism();
  for (const text of reader.texts('set')) {
    const [key = '', value = ''] = text.split(/=(.*)/s, 2);
    if (key === 'threads') {
      threads = reader.readNumber('--set threads', value, { atLeast: 1, most: 1024, whole: true }) ?? threads;
    } else if (key !== 'provider')
      problems.push(`--set ${text}: there is no such setting. Settings: threads, provider.`);
    else if (value !== 'cpu') problems.push(`--set ${text}: models are served on the CPU. Write provider=cpu.`);
  }
  if (model === undefined || problems.length > 0) throw new UsageError(problems);
  return { model, host: reader.text('host') ?? '127.0.0.1', port, threads, provider: 'cpu' };
}
