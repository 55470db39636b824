import { configurationSchemas } from '../../../core/configuration/validateConfiguration.ts';
import { chooseConfiguration } from '../../run/configuration/loadConfiguration.ts';
import { type Command, exitCodes } from '../Command.ts';
import { UsageError } from '../options/parseOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { configurationProblemLines } from '../output/problemLines.ts';

export const configCommand: Command = {
  name: 'config',
  usage: 'config validate [--config DIR] | config schema',
  summary: 'checks the configuration files, or prints their JSON Schemas and that of the result document',
  options: {
    config: { value: 'DIR', help: 'directory of the configuration instead of the data directory’s or the bundled one' },
    'data-dir': { value: 'DIR', help: 'directory of runs, reports and the user’s configuration' },
  },
  async run(positionals, values, context) {
    const [action, ...more] = positionals;
    if (more.length > 0 || (action !== 'validate' && action !== 'schema')) {
      throw new UsageError([`${['config', ...positionals].join(' ')}: write "config validate" or "config schema".`]);
    }
    if (action === 'schema') {
      context.writeDocument(configurationSchemas());
      return exitCodes.done;
    }
    const reader = new ValueReader(values);
    const loaded = await chooseConfiguration(context.paths(reader.text('data-dir')), reader.text('config'));
    if ('problems' in loaded.outcome) {
      context.writeError(configurationProblemLines(loaded.outcome.problems));
      return exitCodes.usage;
    }
    const { models, scenarios, environments, plans, servers } = loaded.outcome.configuration;
    const counts = [
      `${Object.keys(models.models).length} models`,
      `${Object.keys(scenarios.scenarios).length} scenario groups`,
      `${Object.keys(environments.environments).length} environments`,
      `${Object.keys(plans.plans).length} plans`,
      `${Object.keys(servers.servers).length} servers`,
    ];
    const standIn = loaded.bundled.length === 0 ? '' : ` (bundled: ${loaded.bundled.join(', ')})`;
    context.writeOut(`${loaded.directory} is valid: ${counts.join(', ')}${standIn}\n`);
    return exitCodes.done;
  },
};
