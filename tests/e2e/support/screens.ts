import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { BenchWindow } from './BenchWindow.ts';
import { projectRoot } from './projectRoot.ts';

/** Where pictures of the screens lie, for people to look at. */
const pictures = join(projectRoot, 'test-results', 'screens');

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function openScreen(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible();
}

/** Takes a picture of the screen that is open, in both themes, and holds both against the rules of accessibility. */
export async function inspectScreen({ page }: BenchWindow, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), animations: 'disabled' });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    expect.soft(found, `${name}, ${theme}`).toEqual([]);
  }
  await setTheme(page, 'light');
}

/** As the system would ask for it; Playwright stands in for the system. */
async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
}
