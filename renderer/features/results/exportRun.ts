import { ask } from '../../state/bench.ts';
import { notifyFailure, notifySaved } from '../../widgets/notify.tsx';

/** Writes a run's report where the user says, and tells where it is. */
export async function exportRun(runId: string, format: 'html' | 'pdf'): Promise<void> {
  const answer = await (format === 'html' ? ask(window.bench.exportHtml(runId)) : ask(window.bench.exportPdf(runId)));
  if (!answer.ok) {
    notifyFailure(answer.failure);
  } else if (answer.value.saved) {
    const { path } = answer.value;
    notifySaved(path, async () => {
      const shown = await ask(window.bench.showInFolder(path));
      if (!shown.ok) {
        notifyFailure(shown.failure);
      }
    });
  }
}
