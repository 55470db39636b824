import { z } from 'zod';
import { configurationFiles } from '../contract/configuration.ts';
import { resultDocument } from '../contract/resultDocument.ts';

/** JSON Schemas (draft 2020-12) of the configuration files and of the result document, by the name of their file. */
export function configurationSchemas(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  for (const [file, schema] of Object.entries(configurationFiles)) {
    schemas[file.replace('.json', '.schema.json')] = z.toJSONSchema(schema, { io: 'input' });
  }
  schemas['result.schema.json'] = z.toJSONSchema(resultDocument, { io: 'input' });
  return schemas;
}
