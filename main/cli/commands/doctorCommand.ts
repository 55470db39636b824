import { Bench } from '../../run/service/Bench.ts';
import type { Command } from '../Command.ts';
import { exitCodes } from '../exitCodes.ts';
import { UsageError } from '../options/UsageError.ts';
import { ValueReader } from '../options/ValueReader.ts';
import { doctorLines } from '../output/doctorLines.ts';

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
