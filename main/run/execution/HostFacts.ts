import type { Fingerprint } from '../../../core/contract/resultDocument.ts';

/** The part of a fingerprint that holds for every run of this process. */
export type HostFacts = Pick<Fingerprint, 'product' | 'host' | 'runtime' | 'configurationHash'>;
