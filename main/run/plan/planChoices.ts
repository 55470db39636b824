import type { Configuration } from '../../../core/contract/configuration.ts';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { embeddedTargets } from './embeddedTargets.ts';

/** What a plan can be made of with this configuration: only what can really run. */
export function planChoices(configuration: Configuration): PlanChoices {
  const models = configuration.models.models;
  return {
    targets: embeddedTargets.map((target) => ({
      name: target.name,
      engine: target.engine,
      models: Object.keys(models).filter((id) => {
        const model = models[id];
        return model !== undefined && target.refuses(id, model) === undefined;
      }),
    })),
    models,
    scenarios: scenarios.flatMap(({ name, title, question, configurationKey }) => {
      const own = configuration.scenarios.scenarios[configurationKey];
      return own === undefined ? [] : [{ name, title, question, configuration: own }];
    }),
    presets: configuration.plans.plans,
  };
}
