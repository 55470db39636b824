import type { Configuration } from '../../../core/contract/configuration.ts';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlanCell } from '../../../core/contract/planRequest.ts';
import { scenarioGroups } from '../../../core/contract/scenarioName.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { embeddedTargets } from '../../../core/targets/targets.ts';
import { listedServers } from './servers.ts';

/**
 * Every scenario on every target and model that fit together. Groups stand for their scenarios. A combination that cannot work is left out when both its target and its model have one that can;
 * otherwise it stays, so that resolving the plan says what is wrong with it and nothing that was named is dropped.
 */
export function cellsOf(
  selection: { targets: readonly string[]; models: readonly string[]; scenarios: readonly string[] },
  configuration: Configuration,
): PlanCell[] {
  const names = selection.scenarios.flatMap((name) => {
    const group: readonly string[] | undefined = Object.hasOwn(scenarioGroups, name) ? scenarioGroups[name] : undefined;
    return group ?? [name];
  });
  const pairs = selection.targets.flatMap((target) => selection.models.map((model) => ({ target, model })));
  const fits = ({ target, model }: { target: string; model: string }): boolean => {
    const embedded = embeddedTargets.find(({ name }) => name === target);
    const { models } = configuration.models;
    const configured = Object.hasOwn(models, model) ? models[model] : undefined;
    return embedded === undefined || configured === undefined || embedded.refuses(model, configured) === undefined;
  };
  const fitting = pairs.filter(fits);
  const kept = pairs.filter(
    (pair) =>
      fitting.includes(pair) ||
      !fitting.some(({ target }) => target === pair.target) ||
      !fitting.some(({ model }) => model === pair.model),
  );
  return kept.flatMap((pair) => [...new Set(names)].map((scenario) => ({ ...pair, scenario })));
}

/** What a plan can be made of with this configuration: only what can really run. */
export function planChoices(configuration: Configuration): PlanChoices {
  const models = configuration.models.models;
  return {
    targets: [
      ...embeddedTargets.map((target) => ({
        name: target.name,
        engine: target.name,
        models: Object.keys(models).filter((id) => {
          const model = models[id];
          return model !== undefined && target.refuses(id, model) === undefined;
        }),
      })),
      ...listedServers(configuration.servers).map(({ name, target, engine, models }) => ({
        name: target,
        engine,
        models,
        serverName: name,
      })),
    ],
    models,
    scenarios: scenarios.flatMap(({ name, title, question, configurationKey }) => {
      const own = configuration.scenarios.scenarios[configurationKey];
      return own === undefined ? [] : [{ name, title, question, configuration: own }];
    }),
    presets: configuration.plans.plans,
  };
}
