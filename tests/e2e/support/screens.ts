import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { BenchWindow } from './BenchWindow.ts';
import { projectRoot } from './projectRoot.ts';

/** Where pictures of the screens lie, for people to look at. */
const pictures = join(projectRoot, 'test-results', 'screens');

/** axe, which the package for Playwright comes with; put into a page once, it judges in a third of that package's time. */
const axeSource = readFileSync(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core'), 'utf8');

const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** All that the theme has a part in: its elements are the same in both. */
const rulesOfColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

interface Axe {
  run(
    context: Document,
    options: { runOnly: typeof rules; resultTypes: string[] },
  ): Promise<{ violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] }>;
}

export async function openScreen(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible();
}

/**
 * Takes a picture of the screen that is open, in both themes, and holds both against the rules of accessibility: the second
 * against those of colour.
 * @param shown what must be in sight on each picture
 */
export async function inspectScreen({ page }: BenchWindow, name: string, shown?: Locator): Promise<void> {
  await mkdir(pictures, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    if (shown !== undefined) await expect(shown).toBeVisible({ timeout: 30_000 });
    await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), animations: 'disabled' });
    const found = await violationsOf(page, theme === 'light' ? rules : rulesOfColour);
    expect.soft(found, `${name}, ${theme}`).toEqual([]);
  }
  await setTheme(page, 'light');
}

/** What is wrong with a page by these rules. */
async function violationsOf(page: Page, runOnly: typeof rules): Promise<string[]> {
  // It looks into no frame, and the window has none.
  expect(page.frames()).toHaveLength(1);
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axeSource);
  const { violations, passed } = await page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const outcome = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
    const found = outcome.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    return { violations: found, passed: outcome.passes.length };
  }, runOnly);
  // Else nothing was judged.
  expect(passed).toBeGreaterThan(0);
  return violations;
}

/** Looks at the screen that is open in the smallest window: everything is in sight, and it scrolls in panes only. */
export async function inspectSmallest(bench: BenchWindow, name: string): Promise<void> {
  const { app, page } = bench;
  const resize = (width: number, height: number): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
  await resize(1024, 700);
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1024, 700]);
  await inspectScreen(bench, `${name}-1024x700`);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - innerWidth, scrollHeight - innerHeight];
  });
  expect.soft(overflow, `${name} at 1024 x 700 is larger than its window`).toEqual([0, 0]);
  await resize(1440, 900);
}

/** As the system would ask for it; Playwright stands in for the system. */
async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
}
