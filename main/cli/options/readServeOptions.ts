import { availableParallelism } from 'node:os';
import { type ProviderChoice, providerChoice } from '../../../core/contract/executionProvider.ts';
import { servedProtocol } from '../../../core/contract/targetKind.ts';
import { UsageError } from './parseOptions.ts';
import type { ValueReader } from './ValueReader.ts';

export interface ServeOptions {
  model: string;
  host: string;
  port: number;
  threads: number;
  provider: ProviderChoice;
}

const defaultPort = 8000;

/** Why a protocol cannot be had; undefined when it can. */
export function protocolProblem(protocol: string | undefined): string | undefined {
  if (servedProtocol.safeParse(protocol).success) return undefined;
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
  let provider: ProviderChoice = 'auto';
  for (const text of reader.texts('set')) {
    const [key = '', value = ''] = text.split(/=(.*)/s, 2);
    if (key === 'threads') {
      threads = reader.readNumber('--set threads', value, { atLeast: 1, most: 1024, whole: true }) ?? threads;
    } else if (key === 'provider') {
      const chosen = providerChoice.safeParse(value);
      if (chosen.success) provider = chosen.data;
      else problems.push(`--set ${text}: there is no such provider. Providers: ${providerChoice.options.join(', ')}.`);
    } else problems.push(`--set ${text}: there is no such setting. Settings: threads, provider.`);
  }
  if (model === undefined || problems.length > 0) throw new UsageError(problems);
  return { model, host: reader.text('host') ?? '127.0.0.1', port, threads, provider };
}
