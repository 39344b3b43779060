// Chapter 6 as a student uses it: two exercises with figures, a report, the workbook carried to another browser.
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { collectTrouble, findBarriers, findOverflow } from './lab';

async function save(page: Page, action: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-action="${action}"]`).click()]);
  return readFile(await download.path(), 'utf8');
}

test('a student does two exercises, pins figures and takes the report away', async ({ page, context }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=exercises&lang=en');
  const task = (key: string) => page.locator(`[data-task="${key}"]`);
  await expect(page.locator('[data-task]')).toHaveCount(13);
  await page.locator('input[name="student"]').fill('Ada <Lovelace>');
  await task('canvas').locator('textarea').fill('Not equal yet: the ratio is above 1.\nMore epochs help.');
  await expect(page.locator('[data-part="done"]')).toHaveText('1 of 13 answered');

  // The lab opens as configured, and its figures go to the exercise that is worked on.
  await task('becomes-pca').locator('[data-action="open-lab"]').click();
  await expect(page).toHaveURL(/chapter=pca&preset=exact/);
  await page.locator('.pace input').uncheck();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.locator('.run-bar')).toContainText('finished');
  // The cloud beside it is turned by dragging; its menu opens all the same.
  const cloud = page.locator('[data-card="cloud"] .take-away');
  await cloud.locator('summary').click();
  await expect(cloud.locator('[data-take="svg"]')).toBeVisible();
  await cloud.locator('summary').click();
  const menu = page.locator('.hero .take-away').first();
  await menu.locator('summary').click();
  await menu.locator('[data-take="pin"]').click();
  await expect(menu).toContainText('Pinned: see chapter 6.');
  await page.locator('[data-action="back-to-exercise"]').click();
  const pin = task('becomes-pca').locator('[data-pin]');
  await expect(pin).toHaveCount(1);
  await expect(pin.locator('.pin-numbers')).toContainText('1.00');
  expect(await pin.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(400);
  await task('becomes-pca').locator('textarea').fill('After some two thousand.');
  expect(await findBarriers(page)).toEqual([]);
  expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });

  // Everything is there again after a reload.
  await page.reload();
  await expect(page.locator('[data-part="done"]')).toHaveText('2 of 13 answered');
  await expect(task('becomes-pca').locator('[data-pin]')).toHaveCount(1);

  const report = await save(page, 'report-html');
  expect(report).toContain('Ada &lt;Lovelace&gt;');
  expect(report).toContain('Not equal yet: the ratio is above 1.\nMore epochs help.');
  expect(report).toContain('src="data:image/png;base64,iVBOR');
  expect(report).toContain('?chapter=pca&amp;preset=exact');
  // It stands alone: a page without scripts that shows its figure and its links.
  const alone = await context.newPage();
  await alone.setContent(report);
  expect(await alone.locator('img').evaluate((image) => (image as HTMLImageElement).complete)).toBe(true);
  await expect(alone.locator('section')).toHaveCount(13);
  await expect(alone.locator('script')).toHaveCount(0);
  await alone.close();
  expect(await save(page, 'report-markdown')).toContain('> After some two thousand.');

  // The workbook goes to another browser, and adds to what is there.
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="book-out"]').click()]);
  const file = await download.path();
  const other = await (await page.context().browser()!.newContext()).newPage();
  await other.goto(page.url());
  await other.locator('[data-task="depth"] textarea').fill('Mine.');
  await other.locator('[data-input="book-in"]').setInputFiles(file);
  await expect(other.locator('[data-part="done"]')).toHaveText('3 of 13 answered');
  await expect(other.locator('[data-task="becomes-pca"] [data-pin]')).toHaveCount(1);
  await expect(other.locator('[data-task="depth"] textarea')).toHaveValue('Mine.');
  await other.locator('[data-input="book-in"]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await expect(other.getByRole('alert')).toContainText('not a workbook of this page');
  await expect(other.locator('[data-part="done"]')).toHaveText('3 of 13 answered');
  await other.context().close();
  expect(trouble).toEqual([]);
});

test('a figure leaves as PNG and as SVG, with its title and its source', async ({ page }) => {
  await page.goto('./?chapter=stacked&epochs=3&paced=0&run=1&lang=en');
  await expect(page.locator('.run-bar')).toContainText('finished');
  const menu = page.locator('.hero .take-away');
  await menu.locator('summary').click();
  const take = async (form: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), menu.locator(`[data-take="${form}"]`).click()]);
    return readFile(await download.path());
  };
  const png = await take('png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Twice as fine as on the page.
  const width = await page.locator('.hero .figure').evaluate((figure) => figure.getBoundingClientRect().width);
  expect(Math.abs(png.readUInt32BE(16) - 2 * width)).toBeLessThanOrEqual(1);
  const svg = (await take('svg')).toString();
  expect(svg).toContain('<svg');
  expect(svg).toContain('chapter=stacked');
  expect(svg).toContain('first principal component');
  // Ten classes in ten shapes, a mark an image.
  expect((svg.match(/<(circle|polygon)/g) ?? []).length).toBeGreaterThan(300);
  // The figure on the page is as it was.
  await page.locator('.hero .plot').hover({ position: { x: 200, y: 150 } });
});

test('figures side by side are taken away each as itself', async ({ page }) => {
  await page.goto('./?chapter=pca&data=digits&preset=nonlinear&epochs=2&paced=0&run=1&lang=en');
  await expect(page.locator('.run-bar')).toContainText('finished');
  const menus = page.locator('.hero .take-away');
  await expect(menus).toHaveCount(2);
  for (const [place, name] of ['PCA', 'autoencoder'].entries()) {
    const menu = menus.nth(place);
    await menu.locator('summary').click();
    const [svg] = await Promise.all([page.waitForEvent('download'), menu.locator('[data-take="svg"]').click()]);
    expect(await readFile(await svg.path(), 'utf8')).toContain(`${name}. 10-neighbour accuracy`);
    await menu.locator('summary').click();
  }
});
