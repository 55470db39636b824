import { useEffect } from 'react';
import { screens } from '../features/screens.ts';
import { navigate } from '../state/location.ts';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

/** The keys that work on every screen. */
export function useShortcuts(onHelp: () => void, onStop: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const control = event.ctrlKey || event.metaKey;
      const screen = control && !event.altKey ? screens.find((one) => one.key === event.key) : undefined;
      if (screen !== undefined) {
        event.preventDefault();
        navigate({ screen: screen.id });
      } else if (event.key === 'F6') {
        event.preventDefault();
        nextPane(event.shiftKey ? -1 : 1)?.focus();
      } else if (control && event.key === '.') {
        event.preventDefault();
        onStop();
      } else if (event.key === '?' && !control && !isTyping(event.target)) {
        event.preventDefault();
        onHelp();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onHelp, onStop]);
}

/** The pane after (1) or before (-1) the one that holds the focus, in reading order, round and round. */
function nextPane(direction: 1 | -1): HTMLElement | undefined {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const current = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const next = current < 0 ? (direction === 1 ? 0 : panes.length - 1) : current + direction;
  return panes[(next + panes.length) % panes.length];
}
