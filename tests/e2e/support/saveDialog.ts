import { expect } from '@playwright/test';
import type { BenchWindow } from './BenchWindow.ts';

/**
 * Answers the next save dialog as a user would: with a path, or by changing their mind.
 *
 * @returns waits until that dialog was asked for: only then may the next answer be prepared
 */
export async function answerSaveDialog({ app }: BenchWindow, path: string | undefined): Promise<() => Promise<void>> {
  await app.evaluate(({ dialog }, filePath) => {
    const answered = { count: 0 };
    dialog.showSaveDialog = () => {
      answered.count += 1;
      return Promise.resolve({ canceled: filePath === undefined, filePath: filePath ?? '' });
    };
    Object.defineProperty(dialog.showSaveDialog, 'count', { get: () => answered.count });
  }, path);
  return async () => {
    await expect
      .poll(() => app.evaluate(({ dialog }) => (dialog.showSaveDialog as unknown as { count: number }).count))
      .toBe(1);
  };
}
