import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../../main/shell/applicationMenu.ts';

const did: string[] = [];
const actions = {
  exportNewest: (format: string) => did.push(format),
  openDataDirectory: () => did.push('data'),
  about: () => did.push('about'),
};

function items(menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

describe('applicationMenu', () => {
  it('exports the newest run from items that can be found by their ids', () => {
    const all = items(applicationMenu(actions, false, false));
    for (const id of ['export-html', 'export-pdf', 'open-data', 'about']) {
      const click = all.find((item) => item.id === id)?.click as (() => void) | undefined;
      click?.();
    }
    expect(did).toEqual(['html', 'pdf', 'data', 'about']);
  });

  it('takes no keys of its own: they belong to the page', () => {
    expect(items(applicationMenu(actions, true, false)).filter((item) => item.accelerator !== undefined)).toEqual([]);
  });

  it('has no developer tools in a packaged program', () => {
    const roles = (isPackaged: boolean) => items(applicationMenu(actions, false, isPackaged)).map((item) => item.role);
    expect(roles(false)).toContain('toggleDevTools');
    expect(roles(true)).not.toContain('toggleDevTools');
  });
});
