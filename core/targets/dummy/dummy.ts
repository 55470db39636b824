import type { TargetKind } from '../TargetKind.ts';

/** A target that waits for a known time. */
export const dummy = {
  name: 'dummy',
  title: 'a target of known latency, to judge the measurement by',
  traits: {
    judgesMeasurement: true,
    outputs: 'none',
    settings: [],
    processes: { role: 'client', of: 'client process, in which the dummy target lives' },
    networkAbsent: 'the dummy target lives inside the client: nothing is sent',
  },
  refuses: (_id, model) => (model.type === 'dummy' ? undefined : 'runs models of type "dummy" only'),
} as const satisfies TargetKind;
