import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarioGroups, scenarioNameParts, scenarioNames } from '../../../core/contract/scenarioName.ts';
import type { StepTableKind } from '../../../core/scenarios/ScenarioAnswer.ts';
import { hasFigure, plainScenario, scenarioNamed, scenarios, traitsOf } from '../../../core/scenarios/scenarios.ts';

const room = resolve(import.meta.dirname, '../../../core/scenarios');

describe('the list of scenarios', () => {
  it('has one folder for each, and no folder that is not in it', () => {
    const folders = ['latency', 'throughput', 'memory', 'production'].flatMap((group) =>
      readdirSync(resolve(room, group)).map((name) => `${group}/${name}`),
    );
    expect(folders.toSorted()).toEqual([...scenarioNames].toSorted());
    expect(scenarios.every(({ name }) => existsSync(resolve(room, name)))).toBe(true);
  });

  it('finds each by its name', () => {
    for (const scenario of scenarios) expect(scenarioNamed(scenario.name)).toBe(scenario);
    expect(traitsOf('no/such')).toEqual({});
    expect(scenarioNamed(plainScenario).traits).toEqual({});
  });

  it('gives every scenario a title and a question of its own', () => {
    expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length);
    expect(new Set(scenarios.map(({ question }) => question)).size).toBe(scenarios.length);
  });

  it('has every name in its group and nowhere else', () => {
    const groups = new Set(scenarioNames.map((name) => scenarioNameParts(name).group));
    expect([...groups].flatMap((group) => scenarioGroups[group] ?? [])).toEqual(scenarioNames);
    expect(scenarioNameParts('latency/single_request')).toEqual({ group: 'latency', ownName: 'single_request' });
  });
});

describe('the traits of a scenario', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('hold for %s', (_name, scenario) => {
    const { traits, reads = [], phaseShares, next, following, answer } = scenario;
    expect(traits.search === true).toBe(next !== undefined);
    expect(traits.search === true).toBe(following !== undefined);
    // An open loop needs a rate, which is given or searched for; an overload is one of a rate.
    if (traits.openLoop === true) expect(traits.search).toBe(true);
    if (traits.overload === true) expect(traits.openLoop).toBe(true);
    expect(reads.includes('phases')).toBe(phaseShares !== undefined);
    expect(reads.includes('traffic')).toBe(traits.playsTraffic === true);
    expect(reads.includes('memory_reserve_mb')).toBe(traits.asksMemory === true);
    const stepTables: readonly StepTableKind[] = answer.stepTables ?? [];
    expect(stepTables.includes('phases')).toBe(phaseShares !== undefined);
  });

  it('say which figures are derived for it', () => {
    const having = (figure: Parameters<typeof hasFigure>[1]): string[] =>
      scenarioNames.filter((name) => hasFigure(name, figure));
    expect(having('recovery')).toEqual(['throughput/burst_handling', 'production/stress_test']);
    expect(having('scalability')).toEqual(['latency/concurrent_requests', 'throughput/max_throughput']);
    expect(having('memory.perRequestBytes')).toEqual(['memory/memory_efficiency']);
    expect(having('attainment')).toEqual(['production/real_world_simulation']);
  });
});
