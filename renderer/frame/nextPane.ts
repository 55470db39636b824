/** The pane after (1) or before (-1) the one that holds the focus, in reading order, round and round. */
export function nextPane(direction: 1 | -1): HTMLElement | undefined {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const current = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const next = current < 0 ? (direction === 1 ? 0 : panes.length - 1) : current + direction;
  return panes[(next + panes.length) % panes.length];
}
