import { describe, expect, it } from 'vitest';
import { circleProblems } from '../../../scripts/boundaries/circleProblems.js';
import { entryProblems, importProblems } from '../../../scripts/boundaries/importProblems.js';
import { namesFile, scenarioNameProblems } from '../../../scripts/boundaries/scenarioNameProblems.js';
import { sizeProblems } from '../../../scripts/boundaries/sizeProblems.js';
import { kindsFile, targetNameProblems } from '../../../scripts/boundaries/targetNameProblems.js';

describe('importProblems', () => {
  it.each([
    ['core/analysis/check.ts', "import { join } from 'node:path';", 'without Node'],
    ['core/analysis/check.ts', "import type { Run } from '../../main/run/Run.ts';", 'only core'],
    ['core/chart/axis.ts', "import { max } from 'lodash';", 'only the packages zod'],
    ['renderer/features/Home.tsx', "import { app } from 'electron';", 'electron belongs in'],
    ['renderer/features/Home.tsx', "import { readFile } from 'node:fs/promises';", 'without Node'],
    ['renderer/state/live.ts', "export { load } from '../../main/report/load.ts';", 'only core, renderer'],
    ['preload/index.ts', "import { store } from '../main/store/store.ts';", 'only core, preload'],
    ['main/runner/index.ts', "import { open } from '../store/open.ts';", 'only core, main/runner'],
    ['main/engine/index.ts', "const shell = await import('../shell/index.ts');", 'only core, main/engine'],
    ['main/telemetry/index.ts', "import { plan } from '../run/plan.ts';", 'only core, main/telemetry'],
    ['main/store/index.ts', "const { app } = require('electron');", 'electron belongs in'],
    ['main/report/index.ts', "import { run } from '../run/run.ts';", 'only core, main/report'],
    ['main/run/runPlan.ts', "import { app } from 'electron';", 'electron belongs in'],
    ['main/run/runPlan.ts', "import { open } from '../store/open.ts';", 'only core, main/run'],
    ['main/run/plan.ts', "import { loops } from '../runner/loops/loops.ts';", 'only core, main/run'],
    ['main/cli/index.ts', "import { open } from '../engine/open.ts';", 'only core, main/cli'],
  ])('refuses in %s: %s', (path, text, reason) => {
    expect(importProblems(path, text)).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['core/contract/run.ts', "import { z } from 'zod';\nimport { step } from '../statistics/step.ts';"],
    ['renderer/frame/Frame.tsx', "import { use } from 'react';\nimport { bytes } from '../../core/format/bytes.ts';"],
    ['main/shell/index.ts', "import { app } from 'electron';\nimport { Bench } from '../run/service/Bench.ts';"],
    ['main/engine/index.ts', "import { connect } from '../worker/connect.ts';\nimport { tmpdir } from 'node:os';"],
    ['main/run/plan.ts', "import { scenarios } from '../../core/scenarios/scenarios.ts';"],
    ['tests/unit/any.test.ts', "import { app } from 'electron';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(importProblems(path, text)).toEqual([]);
  });

  it('names the line and finds an import that runs over several', () => {
    const text = "import { z } from 'zod';\n\nimport {\n  app,\n  dialog,\n} from 'electron';\n";
    expect(importProblems('core/a.ts', text)).toEqual([expect.stringMatching(/^core\/a\.ts:6 imports electron/)]);
  });

  it('does not take a folder with a longer name for the room', () => {
    expect(importProblems('main/store/a.ts', "import { b } from '../storefront/b.ts';")).toHaveLength(1);
  });
});

describe('scenarioNameProblems', () => {
  const contract = {
    path: namesFile,
    text: "export const scenarioNames = [\n  'latency/single_request',\n  'memory/memory_scaling',\n] as const;\n",
  };
  const problemsOf = (path: string, text: string) => scenarioNameProblems([contract, { path, text }]);

  it.each([
    ['core/analysis/scalability.ts', "if (step.scenario === 'latency/single_request') return {};"],
    ['main/report/tables/memoryLevelTable.ts', 'const wide = new Set(["memory/memory_scaling"]);'],
    ['main/cli/options/runOptions.ts', "help: 'a scenario such as latency/single_request'"],
    ['core/contract/planRequest.ts', '/** memory/memory_scaling alone: prompt tokens. */'],
    ['core/analysis/one.ts', "import { one } from '../scenarios/latency/single_request/singleRequest.ts';"],
    ['renderer/charts/isMemory.ts', "return scenario.startsWith('memory/');"],
  ])('refuses a name in %s: %s', (path, text) => {
    expect(problemsOf(path, `\n${text}\n`)).toEqual([expect.stringContaining(`${path}:2 names `)]);
  });

  it.each([
    ['core/scenarios/latency/single_request/singleRequest.ts', "name: 'latency/single_request',"],
    ['core/scenarios/scenarios.ts', "import { one } from './latency/single_request/singleRequest.ts';"],
    ['core/analysis/two.ts', "import { memoryOf } from './memory/memoryOf.ts';"],
    ['tests/unit/plan/some.test.ts', "scenario: 'latency/single_request',"],
    ['scripts/launch/example.js', "const example = 'latency/single_request';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it('does not pass because it found no names', () => {
    expect(scenarioNameProblems([{ path: namesFile, text: '' }])).toEqual([expect.stringContaining('lists no names')]);
  });
});

describe('sizeProblems', () => {
  /** Files that ship, ten to a folder. */
  const files = (...lines: number[]) =>
    lines.map((count, index) => ({ path: `core/f${Math.floor(index / 10)}/a${index}.ts`, lines: count }));

  it('accepts files at the limits', () => {
    expect(sizeProblems(files(...Array<number>(6).fill(120), 130, 140, 300, 500))).toEqual([]);
    expect(sizeProblems(files(...Array<number>(3).fill(24), ...Array<number>(17).fill(50)))).toEqual([]);
  });

  it('names a file that is too long', () => {
    expect(sizeProblems(files(...Array<number>(20).fill(60), 501))).toEqual([
      'core/f2/a20.ts has 501 lines; at most 500 are allowed',
    ]);
  });

  it('refuses a median and a ninetieth percentile above the limits', () => {
    expect(sizeProblems(files(121, 121, 121))).toEqual([expect.stringContaining('median file has 121')]);
    expect(sizeProblems(files(...Array<number>(8).fill(60), 301, 400))).toEqual([
      expect.stringContaining('more than 300'),
    ]);
  });

  it('refuses a median below the floor, and more small files than a few', () => {
    expect(sizeProblems(files(49, 49, 49))).toEqual([expect.stringContaining('median file has 49')]);
    expect(sizeProblems(files(...Array<number>(4).fill(24), ...Array<number>(16).fill(60)))).toEqual([
      expect.stringContaining('4 of the product'),
    ]);
  });

  it('does not judge by tests how the product is cut', () => {
    const tests = Array.from({ length: 20 }, (_, index) => ({ path: `tests/t${index}.ts`, lines: 10 }));
    expect(sizeProblems([...tests, ...files(60)])).toEqual([]);
  });

  it('refuses a folder with more files than can be taken in', () => {
    const folder = (count: number) => Array.from({ length: count }, (_, i) => ({ path: `core/x/${i}.ts`, lines: 60 }));
    expect(sizeProblems(folder(25))).toEqual([]);
    expect(sizeProblems(folder(26))).toEqual(['core/x has 26 files; at most 25 are allowed']);
  });
});

describe('circleProblems', () => {
  const file = (path: string, ...targets: string[]) => ({
    path,
    text: targets.map((target) => `import { x } from '${target}';\n`).join(''),
  });

  it('lets pass what only points one way', () => {
    expect(circleProblems([file('core/a.ts', './b.ts'), file('core/b.ts', './c.ts'), file('core/c.ts')])).toEqual([]);
  });

  it('names files that import each other, over any number of others', () => {
    const files = [file('core/a.ts', './b.ts'), file('core/b.ts', './c.ts'), file('core/c.ts', './a.ts')];
    expect(circleProblems(files)).toEqual([expect.stringContaining('core/a.ts, core/b.ts, core/c.ts')]);
  });

  it('names folders side by side that import each other though no files do', () => {
    const files = [
      file('core/one/a.ts', '../two/b.ts'),
      file('core/two/b.ts'),
      file('core/two/c.ts', '../one/d.ts'),
      file('core/one/d.ts'),
    ];
    expect(circleProblems(files)).toEqual([expect.stringMatching(/folders of core .* one, two \(one\/a.ts imports/)]);
  });

  it('lets a folder and the one that it lies in import each other', () => {
    const files = [
      file('core/one/a.ts', './inner/b.ts'),
      file('core/one/inner/b.ts', '../c.ts'),
      file('core/one/c.ts'),
    ];
    expect(circleProblems(files)).toEqual([]);
  });
});

describe('entryProblems', () => {
  it('refuses an export of a file that a process begins with: whoever imported it would start the process', () => {
    expect(entryProblems('main/engine/index.ts', 'start();\n')).toEqual([]);
    expect(entryProblems('main/engine/index.ts', 'start();\nexport function report() {}\n')).toEqual([
      expect.stringContaining('main/engine/index.ts:2'),
    ]);
    expect(entryProblems('main/engine/process/worker.ts', 'export const a = 1;\n')).toEqual([]);
  });
});

describe('targetNameProblems', () => {
  const contract = { path: kindsFile, text: "export const targetKindName = z.enum(['onnx', 'dummy', 'openai']);\n" };
  const problemsOf = (path: string, text: string) => targetNameProblems([contract, { path, text }]);

  it.each([
    ['core/analysis/networkOf.ts', "if (engine === 'dummy') return {};", 'names dummy'],
    ['main/cli/options/readPlanRequest.ts', "targets: ['onnx'],", 'names onnx'],
    ['main/run/calibration/calibrateClient.ts', 'engine: "openai",', 'names openai'],
    ['main/cli/options/readSettings.ts', '`write openai=http://127.0.0.1:8000`', 'names openai'],
    ['main/run/plan/some.ts', "import { dummy } from '../../../core/targets/dummy/dummy.ts';", 'names dummy'],
    ['renderer/features/live/LiveSide.tsx', 'const isServer = step.url !== undefined;', 'asks "url !== undefined"'],
    ['main/run/execution/some.ts', 'if (step.url === undefined) return;', 'asks "url === undefined"'],
    ['main/run/execution/some.ts', "if (access.kind !== 'inside') return;", 'asks "access.kind"'],
  ])('refuses in %s: %s', (path, text, what) => {
    expect(problemsOf(path, `\n${text}\n`)).toEqual([expect.stringContaining(`${path}:2 ${what}`)]);
  });

  it.each([
    ['core/targets/dummy/dummy.ts', "name: 'dummy',"],
    ['main/runner/targets/targets.ts', "import { dummySide } from './dummy/dummySide.ts';"],
    ['core/contract/calibration.ts', "z.enum(['openai'])"],
    ['main/run/plan/models.ts', "if (model.type === 'onnx') return file;"],
    ['main/shell/models/askModelPath.ts', "{ name: 'ONNX model', extensions: ['onnx'] }"],
    ['main/engine/custom/customCard.ts', "kind: 'onnx',"],
    ['main/engine/providers/sessionOptionsFor.ts', "import { OnnxGraph } from '../onnx/OnnxGraph.ts';"],
    ['main/run/plan/cellSteps.ts', '...(target.url === undefined ? {} : { url: target.url }),'],
    ['tests/unit/plan/some.test.ts', "engine: 'dummy',"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it('fails when the contract has no kinds to hold anything against', () => {
    expect(targetNameProblems([{ path: kindsFile, text: '' }])).toEqual([expect.stringContaining('lists no kinds')]);
  });
});
