import { providerChoice } from '../../../core/contract/executionProvider.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';
import { nearestNames } from '../../../core/format/nearestNames.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import { defaultTarget, serverExample } from '../../../core/targets/targets.ts';
import type { ValueReader } from './ValueReader.ts';

/** What one setting makes of its value, or what is wrong with it. */
type Setting = (value: string, name: string, reader: ValueReader) => LoadOptions | { problem: string };

type NumberLimits = Parameters<ValueReader['readNumber']>[2];
type NumberKey = {
  [Key in keyof LoadOptions]-?: number extends LoadOptions[Key] ? Key : never;
}[keyof LoadOptions];
type SwitchKey = 'stream' | 'vendorFields';

const numberSetting =
  (key: NumberKey, limits: NumberLimits): Setting =>
  (value, name, reader) => {
    const number = reader.readNumber(name, value, limits);
    return number === undefined ? {} : { [key]: number };
  };

const wholeSetting = (key: NumberKey, most: number): Setting => numberSetting(key, { atLeast: 1, most, whole: true });

const switchValues: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['off', false],
  ['false', false],
]);

const switchSetting =
  (key: SwitchKey): Setting =>
  (value) => {
    const isOn = switchValues.get(value);
    if (isOn === undefined) return { problem: `${key} is "${value}". Write on or off.` };
    const load: LoadOptions = { [key]: isOn };
    return load;
  };

/** An address and a name, as a plan takes them. */
const longestReference = 8192;

const later =
  (why: string): Setting =>
  () => ({ problem: `${why}.` });

/** Every setting; their order is that of the list that an unknown one is answered with. */
const settings: Readonly<Record<string, Setting>> = {
  stream: switchSetting('stream'),
  promptTokens: wholeSetting('promptTokens', 1_000_000),
  outputTokens: wholeSetting('outputTokens', 1_000_000),
  timeoutSeconds: numberSetting('timeoutSeconds', { above: 0, most: 86_400 }),
  warmupSeconds: numberSetting('warmupSeconds', { atLeast: 0, most: 86_400 }),
  provider: (value) => {
    const choice = providerChoice.safeParse(value);
    if (choice.success) return { provider: choice.data };
    return { problem: `there is no provider "${value}". Write one of ${providerChoice.options.join(', ')}.` };
  },
  threads: wholeSetting('threads', 1024),
  arrival: (value) => {
    const parsed = parseArrival(value);
    if ('failure' in parsed) return { problem: `${parsed.failure.reason}. ${parsed.failure.remedy}` };
    return { arrival: parsed.arrival.name };
  },
  maxInFlight: wholeSetting('maxInFlight', 100_000),
  // Whether it is a name or the path of a recording, the plan finds out.
  traffic: (value) =>
    value === '' || value.length > 4096
      ? { problem: `give ${trafficNames.join(', ')}, or the path of a recording.` }
      : { traffic: value },
  runners: wholeSetting('runners', 64),
  endpoint: (value) =>
    value === 'chat' || value === 'completions'
      ? { endpoint: value }
      : { problem: `there is no endpoint "${value}". Write chat or completions.` },
  vendorFields: switchSetting('vendorFields'),
  reference: (value) =>
    value.length > 0 && value.length <= longestReference
      ? { reference: value }
      : { problem: `write a target, or a target and a model: ${defaultTarget}/gpt2, ${serverExample}/NAME.` },
  retries: later('retries come with a later version; a measured request is sent once'),
  margin: later('comparisons come with a later version'),
};

/** Reads every `--set key=value`; what is wrong with them goes to the reader's problems. */
export function readSettings(texts: readonly string[], reader: ValueReader): LoadOptions {
  const load: LoadOptions = {};
  for (const text of texts) {
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? '' : text.slice(equals + 1);
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (setting === undefined) {
      const known = Object.keys(settings);
      const near = nearestNames(key, known);
      const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : '';
      reader.problems.push(`--set ${text}: there is no setting "${key}". ${hint}Settings: ${known.join(', ')}.`);
    } else if (equals < 0) reader.problems.push(`--set ${text} needs a value: --set ${key}=VALUE`);
    else {
      const outcome = setting(value, `--set ${key}`, reader);
      if ('problem' in outcome) reader.problems.push(`--set ${text}: ${outcome.problem}`);
      else Object.assign(load, outcome);
    }
  }
  return load;
}
