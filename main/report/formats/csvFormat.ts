import { csvField, stepColumns } from '../csv/csvColumns.ts';
import type { ReportFormat } from '../ReportFormat.ts';

const lineEnd = '\r\n';

/** One row a step, raw numbers in the units that their columns name, the run's own facts repeated in each row. */
export const csvFormat: ReportFormat = {
  name: 'csv',
  extension: 'csv',
  needsPrinter: false,
  render: async ({ run, steps }) => {
    const header = ['run', 'runNumber', 'startedAt', 'status', ...stepColumns.map(({ name }) => name)];
    const ofRun = [run.id, run.number, run.startedAt, run.status];
    const rows = steps.map((step) => [...ofRun, ...stepColumns.map((column) => column.value(step))]);
    return [header, ...rows].map((row) => row.map(csvField).join(',') + lineEnd).join('');
  },
};
