/** One thing wrong with a configuration: where, what stands there, why it cannot be used, and what to write instead. */
export interface ConfigurationProblem {
  file: string;
  /** Within the file, such as `models.gpt2.latency_ms`; empty for the file as a whole. */
  path: string;
  value: string;
  message: string;
  remedy: string;
}
