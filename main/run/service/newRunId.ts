import { randomBytes } from 'node:crypto';

/** A run's id: sorts by time, names its day, and is unique on any machine: `20261124-091233-4f2a9c`. */
export function newRunId(now: Date): string {
  const digits = now.toISOString().replaceAll(/[-:]/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(9, 15)}-${randomBytes(3).toString('hex')}`;
}
