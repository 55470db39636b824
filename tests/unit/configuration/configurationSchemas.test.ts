import { describe, expect, it } from 'vitest';
import { configurationSchemas } from '../../../core/configuration/validateConfiguration.ts';

describe('configurationSchemas', () => {
  // `vitest run --project unit tests/unit/configuration -u` writes the files anew after a change of the contract.
  it.each(Object.entries(configurationSchemas()))(
    '%s in config/schemas is that of the contract',
    async (file, schema) => {
      await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`../../../config/schemas/${file}`);
    },
  );
});
