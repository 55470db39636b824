import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reportFormats } from '../report/reportFormats.ts';
import { FailureError } from '../run/sessions/FailureError.ts';
import { unwritten } from './unwritten.ts';

/** Removes a directory's report in every format; without effect where there is none. @throws FailureError */
export async function removeReports(directory: string, isStored: boolean): Promise<void> {
  for (const { extension } of reportFormats) {
    const path = join(directory, `report.${extension}`);
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw new FailureError(unwritten(path, error, isStored));
    }
  }
}
