import type { DoctorReport, DoctorRow } from '../../../core/contract/ipc.ts';
import { Bench } from '../../run/service/Bench.ts';
import { type Command, exitCodes } from '../Command.ts';
import { UsageError } from '../options/parseOptions.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { singleLine } from '../output/textTable.ts';

/** One width for all, so that what was found stands under each other. */
const words: Readonly<Record<DoctorRow['status'], string>> = {
  good: 'good     ',
  attention: 'attention',
  bad: 'bad      ',
  absent: 'absent   ',
};

/** What a doctor found, for a terminal: a line for each thing, and its advice and command under it. */
export function doctorLines({ rows }: DoctorReport): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const indent = ' '.repeat(words.good.length + width + 4);
  return rows
    .flatMap(({ status, name, found, advice, command }) => [
      `${words[status]}  ${name.padEnd(width)}  ${singleLine(found)}`,
      ...(advice === undefined ? [] : [`${indent}${singleLine(advice)}`]),
      ...(command === undefined ? [] : [`${indent}${singleLine(command)}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'what this machine has and what it lacks: GPUs, the engine and what it can run on, memory, with advice',
  options: {
    json: { help: 'print the report as JSON' },
    'data-dir': { value: 'DIR', help: 'directory of runs, reports and the user’s configuration' },
  },
  async run(positionals, values, context) {
    const reader = new ValueReader(values);
    if (positionals.length > 0)
      throw new UsageError([`"${positionals.join(' ')}" is not understood: options begin with --.`]);
    const bench = await Bench.open({
      paths: context.paths(reader.text('data-dir')),
      productVersion: context.productVersion,
      startWorker: context.startWorker,
      ownerName: 'inferneo-bench doctor',
    });
    try {
      context.writeError('Looking at the machine, and trying what the engine can run on: a few seconds.\n');
      const report = await bench.doctor();
      if (reader.isSet('json')) context.writeDocument(report);
      else context.writeOut(doctorLines(report));
      return exitCodes.done;
    } finally {
      await bench.close();
    }
  },
};
