import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { reportAgain } from '../../../main/cli/writeReports.ts';

describe('reportAgain', () => {
  it('names the run and nothing else where all is in its usual place', () => {
    expect(reportAgain('20261124-1', undefined)).toBe('npx inferneo-bench report --run 20261124-1 --format pdf');
  });

  it.skipIf(process.platform === 'win32')('comes through a shell as it was given', () => {
    const places = ["it's $HOME", 'a "b"; c'];
    const words = reportAgain('1', places[0], places[1]).replace(/^npx inferneo-bench/, '');
    const shown = execFileSync('sh', ['-c', `printf '%s\\n' ${words}`], { encoding: 'utf8' });
    expect(shown.trimEnd().split('\n')).toEqual([
      ...['report', '--run', '1', '--format', 'pdf', '--data-dir', places[0]],
      ...['--out', places[1]],
    ]);
  });
});
