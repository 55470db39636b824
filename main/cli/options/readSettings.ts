import { nearestNames } from '../../../core/configuration/nearestNames.ts';
import { providerChoice } from '../../../core/contract/executionProvider.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import type { ValueReader } from './ValueReader.ts';

const laterSettings: Readonly<Record<string, string>> = {
  retries: 'retries come with a later version; a measured request is sent once',
  margin: 'comparisons come with a later version',
};

const known = [
  'stream',
  'promptTokens',
  'outputTokens',
  'timeoutSeconds',
  'warmupSeconds',
  'provider',
  'threads',
  'arrival',
  'maxInFlight',
  'endpoint',
  'vendorFields',
  ...Object.keys(laterSettings),
];

const switchValues: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['off', false],
  ['false', false],
]);

/** Reads every `--set key=value`; what is wrong with them goes to the reader's problems. */
export function readSettings(texts: readonly string[], reader: ValueReader): LoadOptions {
  const load: LoadOptions = {};
  for (const text of texts) {
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? '' : text.slice(equals + 1);
    const name = `--set ${key}`;
    const later = laterSettings[key];
    if (!known.includes(key)) {
      const near = nearestNames(key, known);
      const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : '';
      reader.problems.push(`--set ${text}: there is no setting "${key}". ${hint}Settings: ${known.join(', ')}.`);
    } else if (later !== undefined) reader.problems.push(`--set ${text}: ${later}.`);
    else if (equals < 0) reader.problems.push(`--set ${text} needs a value: --set ${key}=VALUE`);
    else if (key === 'stream' || key === 'vendorFields') {
      const isOn = switchValues.get(value);
      if (isOn !== undefined) load[key] = isOn;
      else reader.problems.push(`--set ${text}: ${key} is "${value}". Write on or off.`);
    } else if (key === 'arrival') {
      const parsed = parseArrival(value);
      if ('failure' in parsed)
        reader.problems.push(`--set ${text}: ${parsed.failure.reason}. ${parsed.failure.remedy}`);
      else load.arrival = parsed.arrival.name;
    } else if (key === 'endpoint') {
      if (value === 'chat' || value === 'completions') load.endpoint = value;
      else reader.problems.push(`--set ${text}: there is no endpoint "${value}". Write chat or completions.`);
    } else if (key === 'provider') {
      const choice = providerChoice.safeParse(value);
      if (choice.success) load.provider = choice.data;
      else {
        const choices = providerChoice.options.join(', ');
        reader.problems.push(`--set ${text}: there is no provider "${value}". Write one of ${choices}.`);
      }
    } else if (key === 'warmupSeconds') {
      assign(load, key, reader.readNumber(name, value, { atLeast: 0, most: 86_400 }));
    } else if (key === 'timeoutSeconds') {
      assign(load, key, reader.readNumber(name, value, { above: 0, most: 86_400 }));
    } else if (key === 'promptTokens' || key === 'outputTokens' || key === 'threads' || key === 'maxInFlight') {
      const most = key === 'threads' ? 1024 : key === 'maxInFlight' ? 100_000 : 1_000_000;
      assign(load, key, reader.readNumber(name, value, { atLeast: 1, most, whole: true }));
    }
  }
  return load;
}

function assign<
  Key extends 'warmupSeconds' | 'timeoutSeconds' | 'promptTokens' | 'outputTokens' | 'threads' | 'maxInFlight',
>(load: LoadOptions, key: Key, value: number | undefined): void {
  if (value !== undefined) load[key] = value;
}
