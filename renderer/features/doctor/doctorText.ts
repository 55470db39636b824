import type { DoctorRow } from '../../../core/contract/ipc.ts';

/** The findings as plain text, one to a line, for a message to somebody who helps. */
export function doctorText(rows: readonly DoctorRow[]): string {
  return rows
    .map(({ status, name, found, advice, command }) => {
      const more = [advice, command].filter((part) => part !== undefined);
      return `[${status}] ${[`${name}: ${found}`, ...more].join(' ')}\n`;
    })
    .join('');
}
