import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../../core/contract/storeProtocol.ts';
import { tableToCsv, tableToMarkdown } from '../../../../renderer/charts/ChartTable.tsx';
import { anyOne, filterRuns } from '../../../../renderer/features/history/HistoryScreen.tsx';
import { chooseTheme } from '../../../../renderer/theme/applyTheme.ts';
import { withOpacity } from '../../../../renderer/theme/colours.ts';
import { countChecks, sortChecks } from '../../../../renderer/widgets/Validity.tsx';

describe('a copied table', () => {
  const table = {
    columns: [
      { title: 'Error', numeric: false },
      { title: 'n', numeric: true },
    ],
    rows: [
      [{ text: '=HYPERLINK("x"), "a"\nb' }, { text: '1.2 ms', raw: 1.2345 }],
      [{ text: '-3' }, { text: '∞', raw: 'Infinity' }],
    ],
    note: 'A note',
  };

  it('has raw values in CSV, quoted where needed, and no cell that a spreadsheet would run', () => {
    expect(tableToCsv(table)).toBe('Error,n\r\n"\'=HYPERLINK(""x""), ""a""\nb",1.2345\r\n-3,Infinity\r\n');
  });

  it('is shown as it is in Markdown, one line a row', () => {
    expect(tableToMarkdown({ ...table, rows: [[{ text: 'a|b\nc' }, { text: '1' }]] })).toBe(
      '| Error | n |\n| --- | --: |\n| a\\|b c | 1 |\n\nA note\n',
    );
  });
});

describe('checks', () => {
  const checks = [
    { id: 'littles-law', status: 'pass', detail: '' },
    { id: 'sample-floors', status: 'warn', detail: '' },
    { id: 'rate-achieved', status: 'skipped', detail: '' },
    { id: 'error-rate', status: 'fail', detail: '' },
    { id: 'send-lag', status: 'pass', detail: '' },
  ] as const;

  it('stand with what matters first', () => {
    expect(sortChecks(checks).map(({ status }) => status)).toEqual(['fail', 'warn', 'pass', 'pass', 'skipped']);
  });

  it('are counted in words', () => {
    expect(countChecks(checks)).toBe('1 fails, 1 warns, 2 pass, 1 skipped');
    expect(countChecks([])).toBe('');
  });
});

describe('the filter of runs', () => {
  const run = (number: number, change: Partial<RunSummary> = {}): RunSummary => ({
    id: `run-${number}`,
    number,
    name: 'Nightly',
    startedAt: '2026-11-24T09:12:00.000Z',
    status: 'completed',
    targets: ['onnx'],
    models: ['gpt2'],
    scenarios: ['latency/single_request'],
    plannedSteps: 1,
    finishedSteps: 1,
    verdict: 'valid',
    ...change,
  });
  const runs = [run(1), run(2, { targets: ['dummy'], verdict: 'invalid' }), run(3, { name: 'Quick' })];

  it('wants every word, in any of a run’s names', () => {
    const filter = { words: '', validity: anyOne, target: anyOne };
    expect(filterRuns(runs, filter)).toHaveLength(3);
    expect(filterRuns(runs, { ...filter, words: 'nightly DUMMY' }).map(({ number }) => number)).toEqual([2]);
    expect(filterRuns(runs, { ...filter, validity: 'invalid' }).map(({ number }) => number)).toEqual([2]);
    expect(filterRuns(runs, { ...filter, target: 'onnx' }).map(({ number }) => number)).toEqual([1, 3]);
  });
});

describe('the colour set', () => {
  it('is the user’s, or else the machine’s', () => {
    const machine = { dark: true, moreContrast: true };
    expect(chooseTheme('system', 'system', machine)).toEqual({ scheme: 'dark', contrast: 'more' });
    expect(chooseTheme('light', 'normal', machine)).toEqual({ scheme: 'light', contrast: 'normal' });
  });

  it('mixes opacity into a token', () => {
    expect(withOpacity('#104dcf', 0.18)).toBe('rgba(16, 77, 207, 0.18)');
  });
});
