/** Where the product finds its own files and keeps its user's. Absolute. */
export interface ProductPaths {
  /** Built worker bundles: `runner.cjs`, `engine.cjs`, … */
  bundles: string;
  /** The configuration that comes with the product. */
  bundledConfiguration: string;
  dataDirectory: string;
  cacheDirectory: string;
}
