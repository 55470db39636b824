import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { ipcCalls } from './core/contract/ipc.ts';

const root = import.meta.dirname;
const at = (path: string): string => resolve(root, path);

// A sandboxed preload must be CommonJS, and one form for every Node bundle keeps `import.meta` out of them.
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const;

// The floor of the runtimes that this code runs on: Electron 33 (Node 20.18, Chromium 130).
const nodeTarget = 'node20.18';
const chromiumTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: at('out/main'),
      rolldownOptions: {
        input: {
          index: at('main/shell/index.ts'),
          cli: at('main/cli/index.ts'),
          runner: at('main/runner/index.ts'),
          engine: at('main/engine/index.ts'),
          telemetry: at('main/telemetry/index.ts'),
          store: at('main/store/index.ts'),
          nullServer: at('main/serve/null/index.ts'),
        },
        output: commonJs,
      },
    },
  },
  preload: {
    define: { windowCallNames: JSON.stringify(Object.keys(ipcCalls)) },
    build: {
      target: nodeTarget,
      outDir: at('out/preload'),
      externalizeDeps: false,
      rolldownOptions: { input: { index: at('preload/index.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: chromiumTarget,
      outDir: at('out/renderer'),
      minify: true,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
