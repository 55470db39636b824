/** An instant as part of a file name, in UTC and sortable: `20260314T150926Z`. */
export function fileTimestamp(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d+/g, '');
}
