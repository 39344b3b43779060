// What a trained network is good for, each tool used as a student would, on the built-in digits.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { collectTrouble, findBarriers, findOverflow } from './lab';

/** Trains the quick network of chapter 4 with a tool open, and returns the section of the tools. */
async function explore(page: Page, query: string): Promise<Locator> {
  await page.goto(`./?chapter=stacked&epochs=20&paced=0&run=1&lang=en&${query}`);
  await expect(page.locator('.run-bar')).toContainText('finished');
  return toTools(page);
}

/** Goes to the tools: they ask nothing of the network before they are in sight. */
async function toTools(page: Page): Promise<Locator> {
  const card = page.locator('[data-card="exploring"]');
  await card.locator('h2').scrollIntoViewIfNeeded();
  return card;
}

/** What a canvas shows, as one long text. */
function drawn(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
}

async function value(cell: Locator): Promise<number> {
  return Number(await cell.getAttribute('data-value'));
}

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

test('the plane of codes decodes under the pointer and by keys, and as a grid', async ({ page }) => {
  const trouble = collectTrouble(page);
  const card = await explore(page, 'preset=plane');
  const plane = card.locator('[data-figure="plane"]');
  await plane.scrollIntoViewIfNeeded();
  const image = card.locator('[data-part="under-pointer"] canvas');
  // A move over the plane before it is drawn meets no point; a person moves again.
  await expect(async () => {
    await plane.hover({ position: { x: 220, y: 160 } });
    await expect(card.locator('.place')).toContainText('code at (', { timeout: 2_000 });
  }).toPass();
  await expect.poll(() => image.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(8);
  const here = await drawn(image);
  await plane.hover({ position: { x: 330, y: 220 } });
  await expect.poll(() => drawn(image)).not.toBe(here);
  const place = await card.locator('.place').textContent();
  await plane.focus();
  await page.keyboard.press('ArrowRight');
  await expect(card.locator('.place')).not.toHaveText(place!);
  await card.locator('[data-action="grid"]').check();
  const grid = card.locator('[data-part="grid"] canvas');
  await expect.poll(() => grid.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(12 * 8);
  await card.locator('select[name="density"]').selectOption('24');
  await expect.poll(() => grid.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(24 * 8);
  expect(await findBarriers(page)).toEqual([]);
  expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
  expect(trouble).toEqual([]);
});

test('one image becomes another, and a number of a code is turned', async ({ page }) => {
  const card = await explore(page, 'tool=walk');
  await expect(card).toContainText('along their first two principal components');
  const way = card.locator('[data-part="way"]');
  const strip = way.locator('.image-rows canvas').first();
  await expect.poll(() => strip.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(11 * 9 - 1);
  const before = await drawn(strip);
  await way.locator('[data-pick="to-7"]').click();
  await expect.poll(() => drawn(strip)).not.toBe(before);
  // At its ends the way by pixels is the images themselves.
  const slider = way.locator('input[name="way"]');
  await slider.fill('0');
  const faded = way.locator('.pair canvas').nth(1);
  expect(await drawn(faded)).toBe(await drawn(way.locator('[data-pick="from-0"] canvas')));
  await slider.fill('40');
  await expect.poll(() => drawn(faded)).toBe(await drawn(way.locator('[data-pick="to-7"] canvas')));

  const turning = card.locator('[data-part="turning"]');
  await expect(turning.locator('input[data-unit]')).toHaveCount(12);
  const bent = turning.locator('[data-part="bent"] canvas');
  await expect.poll(() => bent.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(8);
  const straight = await drawn(bent);
  const unit = turning.locator('input[data-unit="4"]');
  await unit.focus();
  await page.keyboard.press('End');
  await expect.poll(() => drawn(bent)).not.toBe(straight);
  await expect(turning).toContainText('unit 5 from its least to its greatest value');
  await turning.locator('[data-action="code-back"]').click();
  await expect.poll(() => drawn(bent)).toBe(straight);
});

test('compression has its costs, and eight bits a number are nearly enough', async ({ page }) => {
  const card = await explore(page, 'tool=compression');
  const row = (method: string) => card.locator(`[data-method="${method}"]`);
  await expect(row('pca-bytes')).toBeVisible();
  expect(await value(row('ae').locator('[data-measure="bytes"]'))).toBe(48);
  expect(await value(row('ae-bytes').locator('[data-measure="bytes"]'))).toBe(12);
  const [ae, bytes, mean] = await Promise.all(
    ['ae', 'ae-bytes', 'mean'].map((method) => value(row(method).locator('[data-measure="mse"]'))));
  expect(bytes).toBeGreaterThan(0.99 * ae);
  expect(bytes).toBeLessThan(1.05 * ae);
  expect(mean).toBeGreaterThan(3 * ae);
  await expect(card.locator('.image-rows canvas')).toHaveCount(6);
  expect(await findBarriers(page)).toEqual([]);
});

test('damaged images are cleaned, better by the twin that was trained for it', async ({ page }) => {
  const trouble = collectTrouble(page);
  const card = await explore(page, 'tool=denoising');
  const tool = card.locator('[data-tool="denoising"]');
  const own = () => value(tool.locator('tr[data-denoising="false"] [data-measure="mse"]'));
  await expect(tool.locator('tr[data-denoising="false"]')).toBeVisible();
  const damaged = await value(tool.locator('[data-measure="damaged-mse"]'));
  expect(await own()).toBeLessThan(damaged);
  await tool.locator('[data-action="errand"]').click();
  await expect(tool.locator('tr[data-denoising="true"]')).toBeVisible();
  expect(await value(tool.locator('tr[data-denoising="true"] [data-measure="mse"]'))).toBeLessThan(await own());
  await tool.locator('select[name="noise"]').selectOption('strokes');
  await expect(tool.locator('.tool-form output')).toHaveText('2');
  await expect(tool.locator('.image-rows canvas')).toHaveCount(4);
  await expect.poll(() => value(tool.locator('[data-measure="damaged-mse"]'))).not.toBe(damaged);
  expect(trouble).toEqual([]);
});

test('errors tell odd images where the network has not seen them, and only there', async ({ page }) => {
  const card = await explore(page, 'tool=anomalies');
  const tool = card.locator('[data-tool="anomalies"]');
  await expect.poll(() => metric(page, 'anomaly_auc')).toBeGreaterThan(0);
  const byAll = await metric(page, 'anomaly_auc');
  expect(byAll).toBeLessThan(0.9);
  await tool.locator('select[name="judge"]').selectOption('class');
  await tool.locator('[data-action="errand"]').click();
  await expect(tool.locator('[data-part="verdict"]')).toContainText('It works here');
  expect(await metric(page, 'anomaly_auc')).toBeGreaterThan(0.95);
  // The threshold trades what is found for false alarms.
  const slider = tool.locator('input[name="threshold"]');
  await slider.focus();
  await page.keyboard.press('End');
  await expect.poll(() => metric(page, 'anomaly_found')).toBe(1);
  expect(await metric(page, 'anomaly_false_alarms')).toBe(1);
  await page.keyboard.press('Home');
  await expect.poll(() => metric(page, 'anomaly_found')).toBe(0);
  await expect(tool.locator('[data-figure] canvas.base')).toHaveCount(2);
  await expect(tool.locator('.image-rows canvas')).toHaveCount(6);
  expect(await findBarriers(page)).toEqual([]);
});

test('search finds its like by code, and says how often', async ({ page }) => {
  const card = await explore(page, 'tool=search');
  const tool = card.locator('[data-tool="search"]');
  await expect(tool.locator('[data-alike="code"] li')).toHaveCount(10);
  await expect(tool.locator('[data-alike="pixels"] li')).toHaveCount(10);
  await tool.locator('[data-pick="sought-0"]').click();
  await expect(tool.locator('[data-alike="code"] li.same').first()).toContainText('0');
  await tool.locator('[data-action="errand"]').click();
  await expect(tool.locator('[data-table="precision"] tbody tr')).toHaveCount(10);
  expect(await metric(page, 'precision_code')).toBeGreaterThan(0.7);
});

test('a digit is drawn by mouse and by keys, and the network sees it at once', async ({ page }) => {
  const trouble = collectTrouble(page);
  const card = await explore(page, 'tool=drawing');
  const tool = card.locator('[data-tool="drawing"]');
  await expect(tool).toContainText('Nothing is drawn yet.');
  const paper = tool.locator('.paper');
  await paper.scrollIntoViewIfNeeded();
  const box = (await paper.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 30, { steps: 8 });
  await page.mouse.up();
  await expect(tool.locator('[data-part="drawn"]')).toBeVisible();
  await expect(tool.locator('[data-alike="drawn-code"] li')).toHaveCount(5);
  // A straight line is a one.
  await expect(tool.locator('[data-alike="drawn-pixels"] li').first()).toContainText('1');
  const image = tool.locator('[data-part="drawn"] canvas').first();
  const line = await drawn(image);
  await tool.locator('[data-action="clear-drawing"]').click();
  await expect(tool).toContainText('Nothing is drawn yet.');
  await paper.focus();
  await page.keyboard.press(' ');
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await expect(tool.locator('[data-part="drawn"]')).toBeVisible();
  expect(await drawn(image)).not.toBe(line);
  // Or an image of the data set is what one starts from.
  await tool.locator('[data-pick="drawn-3"]').click();
  await expect(tool.locator('[data-alike="drawn-pixels"] li').first()).toContainText('3');
  expect(await findBarriers(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('images are made up in three ways, anew on demand', async ({ page }) => {
  const card = await explore(page, 'preset=variational&tool=generation');
  const tool = card.locator('[data-tool="generation"]');
  await expect(tool).toContainText('the last row is what it is made for');
  const prior = tool.locator('.image-rows canvas').nth(3);
  const before = await drawn(prior);
  await tool.locator('[data-action="generate-again"]').click();
  await expect.poll(() => drawn(prior)).not.toBe(before);
  // The tool is part of the link.
  await card.locator('[data-tool-button="search"]').click();
  await expect(page).toHaveURL(/tool=search/);
});

test('a part of the worker that cannot be fetched is explained, and asked for again', async ({ page }) => {
  let isBroken = true;
  await page.route(/\/worker[^/]*\/split_exploring\.wasm/, (route) => (isBroken ? route.abort() : route.continue()));
  const card = await explore(page, 'tool=compression');
  await expect(card.getByRole('alert')).toContainText('could not be fetched');
  isBroken = false;
  // The next question fetches it.
  await card.locator('[data-tool-button="generation"]').click();
  await expect(card.locator('[data-tool="generation"] .image-rows canvas')).toHaveCount(4);
  await expect(card.getByRole('alert')).toHaveCount(0);
});

test('answers follow the network while it learns', async ({ page }) => {
  await page.goto('./?chapter=stacked&epochs=20&paced=0&lang=en&tool=compression');
  const card = await toTools(page);
  const cell = card.locator('[data-method="ae"] [data-measure="mse"]');
  await expect(cell).toBeVisible();
  await expect(card).toContainText('has learnt nothing yet');
  expect(await value(cell)).toBeGreaterThan(0.05);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.locator('.run-bar')).toContainText('finished');
  await expect.poll(() => value(cell)).toBeLessThan(0.03);
});
