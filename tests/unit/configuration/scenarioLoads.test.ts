import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../../core/configuration/validateConfiguration.ts';

const bundled = resolve(import.meta.dirname, '../../../config');
const text = (name: string): string => readFileSync(join(bundled, name), 'utf8');

/** Problems of the bundled configuration with these entries instead of its own in scenarios.json. */
function problemsOf(scenarios: Record<string, object>, classes?: object) {
  const own = JSON.parse(text('scenarios.json'));
  for (const [key, changed] of Object.entries(scenarios)) own.scenarios[key] = { ...own.scenarios[key], ...changed };
  const outcome = validateConfiguration({
    'models.json': text('models.json'),
    'scenarios.json': JSON.stringify({ ...own, ...(classes === undefined ? {} : { classes }) }),
    'environments.json': text('environments.json'),
    'plans.json': text('plans.json'),
    'servers.json': text('servers.json'),
  });
  return 'problems' in outcome ? outcome.problems : [];
}

const parts = (scenarios: Record<string, object>, classes?: object) =>
  problemsOf(scenarios, classes).map(({ path, value, message, remedy }) => [path, value, message, remedy]);

describe('phases of scenarios.json', () => {
  it('may be any proportions of all phases', () => {
    expect(parts({ throughput: { phases: { base: 1, burst: 0.01, recovery: 7 } } })).toEqual([]);
  });

  it('are refused when unknown, missing or nothing', () => {
    expect(parts({ throughput: { phases: { base: 1, brust: 2 } }, stress: { phases: {} } })).toEqual([
      ['scenarios.throughput.phases.brust', '2', '"brust" is no phase of these scenarios', 'Did you mean burst?'],
      ...['burst', 'recovery'].map((name, index) => [
        `scenarios.throughput.phases.${name}`,
        'nothing',
        'is missing: phases divide the whole time of a step',
        `Add it: its proportion, such as ${[20, 40][index]}. Phases: base, burst, recovery.`,
      ]),
      ...['ramp', 'peak', 'recovery'].map((name) => [
        `scenarios.stress.phases.${name}`,
        'nothing',
        'is missing: phases divide the whole time of a step',
        expect.stringContaining('Phases: ramp, peak, recovery.'),
      ]),
    ]);
    expect(parts({ memory: { phases: { idle: 0, warm: 15, steady: 65 } } })).toEqual([
      ['scenarios.memory.phases.idle', '0', 'must be a number above 0', 'Write a number above 0.'],
    ]);
  });

  it('and other keys are refused where no scenario reads them', () => {
    const problems = problemsOf({ latency: { phases: { base: 1 }, traffic: 'day' }, stress: { memory_reserve_mb: 5 } });
    expect(problems.map(({ path, value, remedy }) => [path, value, remedy])).toEqual([
      ['scenarios.latency.phases', '{"base":1}', 'Remove it, or move it to "throughput" or "memory" or "stress".'],
      ['scenarios.latency.traffic', '"day"', 'Remove it, or move it to "production".'],
      ['scenarios.stress.memory_reserve_mb', '5', 'Remove it, or move it to "memory".'],
    ]);
  });
});

describe('mixes of scenarios.json', () => {
  const classes = { chat: { prompt_tokens: 100 }, code: {} };

  it('may name the classes of the file, or the usual ones where it has none', () => {
    expect(parts({ production: { mix: { chat: 0.3334, code: 0.6668 } } }, classes)).toEqual([]);
    expect(parts({ production: { mix: { short: 0.5, long: 0.5 } } })).toEqual([]);
  });

  it('are refused with unknown classes, and with weights that make no whole', () => {
    expect(parts({ production: { mix: { chta: 0.5, code: 0.6 } } }, classes)).toEqual([
      [
        'scenarios.production.mix.chta',
        '0.5',
        '"chta" is no traffic class',
        'Did you mean chat? Classes stand under "classes" of scenarios.json.',
      ],
      [
        'scenarios.production.mix',
        '{"chta":0.5,"code":0.6}',
        'has weights that add up to 1.1 instead of 1',
        'Divide each weight by 1.1.',
      ],
    ]);
    expect(parts({ production: { mix: { chat: 0.5, code: 0.502 } } }, classes)).toHaveLength(1);
    expect(parts({ production: { mix: { chat: 'half' } } }, classes)).toMatchObject([
      ['scenarios.production.mix.chat', '"half"', 'must be a number', 'Write a number.'],
    ]);
    expect(parts({ production: { mix: { chat: 0, code: 1 } } }, classes)).toMatchObject([
      ['scenarios.production.mix.chat', '0', 'must be a number above 0', 'Write a number above 0.'],
    ]);
  });
});
