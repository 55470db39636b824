import { join } from 'node:path';
import type { ProductPaths } from './ProductPaths.ts';

/** Where the report of the last run stands. */
export function latestReportDirectory(paths: ProductPaths): string {
  return join(paths.dataDirectory, 'reports', 'latest');
}
