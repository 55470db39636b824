import { z } from 'zod';

/** Kinds of systems under test, by the names under which plans and results have them. */
export const targetKindName = z.enum(['onnx', 'dummy', 'inferneo', 'triton', 'openai']);
export type TargetKindName = z.infer<typeof targetKindName>;

/** Protocols that this program serves, to others and to its own client where that is calibrated. */
export const servedProtocol = z.enum(['openai']);
export type ServedProtocol = z.infer<typeof servedProtocol>;
