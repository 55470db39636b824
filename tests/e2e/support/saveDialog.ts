import type { BenchWindow } from './BenchWindow.ts';

/** Answers the next save dialogs as a user would: with a path, or by changing their mind. */
export async function answerSaveDialog({ app }: BenchWindow, path: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === undefined, filePath: filePath ?? '' });
  }, path);
}
