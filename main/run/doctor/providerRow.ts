import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';
import type { DoctorRow } from '../../../core/contract/ipc.ts';

const names: Readonly<Record<ExecutionProvider, string>> = {
  cpu: 'Engine on the CPU',
  cuda: 'Engine on CUDA',
  tensorrt: 'Engine on TensorRT',
  webgpu: 'Engine on WebGPU',
};

/** What a probe of an execution provider found. The processor must work; anything else may be absent. */
export function providerRow(probe: ProviderProbe): DoctorRow {
  const row = { id: `provider-${probe.provider}`, name: names[probe.provider] };
  const versions = probe.libraries.join(', ');
  if (!probe.works) {
    return {
      ...row,
      status: probe.provider === 'cpu' ? 'bad' : 'absent',
      found: probe.reason ?? 'it does not work, and the runtime does not say why',
      ...(probe.remedy === undefined ? {} : { advice: probe.remedy }),
      ...(probe.detail === undefined ? {} : { detail: probe.detail }),
    };
  }
  if (probe.software === true) {
    return {
      ...row,
      status: 'attention',
      found: `works, on ${probe.device ?? 'an emulation'}: an emulation on the processor, not a GPU (${versions})`,
      advice: 'Measure nothing with it but that it works; “auto” passes it over.',
    };
  }
  return {
    ...row,
    status: 'good',
    found: `works${probe.device === undefined ? '' : ` on ${probe.device}`} (${versions})`,
  };
}
