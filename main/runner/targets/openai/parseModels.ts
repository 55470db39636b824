import { z } from 'zod';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The names of `GET /v1/models`; undefined when the body is no such list. */
export function parseModels(body: string): string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = modelList.safeParse(value);
  return parsed.success ? parsed.data.data.map(({ id }) => id) : undefined;
}
