import type { Fingerprint } from '../../../core/contract/resultDocument.ts';
import type { StartedEngine } from './EnginePool.ts';

/** An engine as the run's fingerprint has it. */
export function describedEngine(
  { step, description, fallback }: Omit<StartedEngine, 'processId'>,
  gpuNames: readonly string[],
): Fingerprint['engines'][number] {
  const { runtimeVersion, provider, libraries, threads, prepacking, precision, parameters, weights, loadMs } =
    description;
  // The runtime does not tell which GPU CUDA took; with one in the machine there is no question.
  const onNvidia = provider === 'cuda' || provider === 'tensorrt';
  const device = description.device ?? (onNvidia && gpuNames.length === 1 ? gpuNames[0] : undefined);
  return {
    target: step.target,
    model: step.model.id,
    engine: step.engine,
    runtimeVersion,
    provider,
    ...(fallback === undefined
      ? {}
      : {
          providerFallback: {
            asked: fallback.asked,
            refused: fallback.refused.map((refused) => ({
              provider: refused.provider,
              reason: refused.reason ?? 'the runtime does not say why',
            })),
          },
        }),
    ...(device === undefined ? {} : { device }),
    libraries,
    precision,
    prepacking,
    threads,
    parameters,
    weights,
    loadMs,
  };
}
