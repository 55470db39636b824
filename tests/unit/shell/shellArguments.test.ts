import { describe, expect, it } from 'vitest';
import { shellArguments } from '../../../main/shell/shellArguments.ts';

describe('shellArguments', () => {
  it('opens the window on the usual data directory, past what is Chromium’s own', () => {
    expect(shellArguments(['--no-sandbox', '--inspect=0', '.', '--disable-gpu'])).toEqual({ mode: 'window' });
  });

  it.each([[['.', '--data-dir', '/data/bench']], [['--no-sandbox', '.', '--data-dir=/data/bench', '--disable-gpu']]])(
    'takes a data directory in both spellings: %j',
    (commandLine) => {
      expect(shellArguments(commandLine)).toEqual({ mode: 'window', dataDirectory: '/data/bench' });
    },
  );

  it.each([[['.', '--data-dir']], [['.', '--data-dir', '--disable-gpu']], [['.', '--data-dir=']]])(
    'refuses a data directory without a name: %j',
    (commandLine) => {
      expect(shellArguments(commandLine)).toMatchObject({
        mode: 'refused',
        message: expect.stringContaining('--data-dir'),
      });
    },
  );

  it('takes what is to be printed, and the page options', () => {
    const options = { preferCSSPageSize: true, margins: { top: 0.5 }, footerTemplate: '<b>1</b>' };
    const commandLine = ['.', '--print-pdf', 'in.html', 'out.pdf', '--options', JSON.stringify(options)];
    expect(shellArguments(commandLine)).toEqual({
      mode: 'printPdf',
      inputPath: 'in.html',
      outputPath: 'out.pdf',
      options,
    });
  });

  it('prints with the defaults when no options are given', () => {
    expect(shellArguments(['.', '--print-pdf', 'in.html', 'out.pdf'])).toMatchObject({ mode: 'printPdf', options: {} });
  });

  it.each([
    [['--print-pdf', 'in.html'], 'two paths'],
    [['--print-pdf', 'in.html', '--options', '{}'], 'two paths'],
    [['--print-pdf', 'in.html', 'out.pdf', '--options', '{'], '--options'],
    [['--print-pdf', 'in.html', 'out.pdf', '--options', '{"scale":9}'], 'scale'],
    [['--print-pdf', 'in.html', 'out.pdf', '--options', '{"scales":1}'], 'scales'],
  ])('refuses %j and says what it wants', (commandLine, message) => {
    expect(shellArguments(commandLine)).toEqual({ mode: 'refused', message: expect.stringContaining(message) });
  });
});
