import type { MenuItemConstructorOptions } from 'electron';

interface MenuActions {
  exportNewest(format: 'html' | 'pdf'): void;
  openDataDirectory(): void;
  about(): void;
}

/**
 * The menu: what the system expects to find, and the export of the newest run. Everything else is on the page with its
 * own keys, so that nothing here takes a key from it.
 */
export function applicationMenu(
  actions: MenuActions,
  isMac: boolean,
  isPackaged: boolean,
): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = isPackaged ? [] : [{ role: 'toggleDevTools' }];
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        { id: 'export-html', label: 'Export the Newest Run as HTML…', click: () => actions.exportNewest('html') },
        { id: 'export-pdf', label: 'Export the Newest Run as PDF…', click: () => actions.exportNewest('pdf') },
        { type: 'separator' },
        { id: 'open-data', label: 'Show the Data Directory', click: () => actions.openDataDirectory() },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        ...developer,
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'help', submenu: [{ id: 'about', label: 'About Inferneo Bench', click: () => actions.about() }] },
  ];
}
