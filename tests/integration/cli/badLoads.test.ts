import { afterAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from './commandLine.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

/** What stands on standard error for a load, where everything wrong with it is told at once. */
function refusal(...load: string[]): Promise<string> {
  return refusalOf('throughput/sustained_load', load);
}

async function refusalOf(scenario: string, load: readonly string[]): Promise<string> {
  const plan = ['--target', 'openai=http://127.0.0.1:9', '--model', 'm', '--scenario', scenario];
  const end = await runCommand('run', ...plan, ...load, '--data-dir', directory.path, '--no-report');
  expect(end).toMatchObject({ code: 2, out: '' });
  return end.error;
}

describe('a load that makes no sense ends with 2 before anything is measured', () => {
  it.each(['0', '-1', 'Infinity', '-Infinity', '1e12', 'NaN', '1,5x', ' '])('numbers: "%s"', async (value) => {
    const limits = ['maxInFlight', 'outputTokens', 'promptTokens', 'timeoutSeconds'];
    const settings = limits.flatMap((name) => ['--set', `${name}=${value}`]);
    const error = await refusal('--rate', value, '--duration', value, ...settings);
    expect(error).toContain(`--rate is "${value}". Give a number above 0, at most 10000000.`);
    expect(error).toContain(`--duration is "${value}". Give a number above 0, at most 604800.`);
    for (const name of limits)
      expect(error).toMatch(new RegExp(`--set ${name} is "${value}"\\. Give a (whole )?number`));
  });

  it.each([
    ['0', '0'],
    ['-1', '-1'],
    ['1,2.5,Infinity', '2.5'],
    ['4,1e12', '1e12'],
    ['NaN', 'NaN'],
  ])('requests in flight: "%s"', async (given, wrong) => {
    const error = await refusal('--concurrency', given);
    expect(error).toContain(`--concurrency is "${wrong}". Give a whole number from 1, at most 100000.`);
  });

  it('nothing at all where a value must stand', async () => {
    const error = await refusal('--rate', '', '--duration', '', '--concurrency', '');
    for (const example of ['--rate R', '--duration SECONDS', '--concurrency 1,2,4'])
      expect(error).toMatch(new RegExp(`needs a value: ${example}`));
    expect(await refusal('--concurrency', ',')).toContain('--concurrency is empty. Give whole numbers from 1');
  });

  it.each([
    ['nonsense', 'no such pattern. Give one of constant, poisson, gamma:CV.'],
    ['', 'no such pattern. Give one of'],
    ['poisson:2', 'poisson takes no number. Write poisson.'],
    ['gamma', 'it lacks its coefficient of variation. Write gamma:CV with a number from 0.05 to 10'],
    ['gamma:0', 'its coefficient of variation is not a number from 0.05 to 10. Write gamma:CV'],
    ['gamma:Infinity', 'its coefficient of variation is not a number from 0.05 to 10. Write gamma:CV'],
    ['gamma:1e12', 'its coefficient of variation is not a number from 0.05 to 10. Write gamma:CV'],
  ])('arrivals: "%s"', async (arrival, why) => {
    const error = await refusal('--rate', '5', '--set', `arrival=${arrival}`);
    expect(error).toContain(`--set arrival=${arrival}: arrival is "${arrival}": ${why}`);
  });

  it('a rate for closed loops, which have none', async () => {
    const error = await refusalOf('latency/single_request', ['--rate', '5']);
    expect(error).toContain(
      'a rate of 5/s is asked for, and the scenarios of this plan are closed loops, which have none. Leave the rate out',
    );
    expect(error).toContain('or choose one of throughput/sustained_load, ');
  });
});
