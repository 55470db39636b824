import type { BenchApi } from '../../core/contract/ipc.ts';

declare global {
  interface Window {
    bench: BenchApi;
  }
}
