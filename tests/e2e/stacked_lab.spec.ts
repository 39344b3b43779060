// Chapter 4 as a class uses it: the epochs exercise, what is looked at, and runs that are kept and compared.
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { collectTrouble, findBarriers, findOverflow } from './lab';

async function finish(page: Page): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText('finished');
}

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

/** What a row of images shows, as one long text. */
function drawn(page: Page, row: string): Promise<string> {
  return page.locator(row).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

test('a student does the epochs exercise with the built-in digits', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&lang=en');
  const card = page.locator('[data-card="epochs"]');
  await card.locator('[data-exercise="digits"]').click();
  await expect(page).toHaveURL(/preset=epochs/);
  await expect(card).toContainText('Still to come: 20, 30, 40, 50');
  await page.locator('.pace input').uncheck();
  await finish(page);

  // Four rows of the same images between the originals and PCA's, and four rows of numbers.
  const rows = card.locator('[data-table="epochs"] tbody tr:not(.w-pca)');
  await expect(rows).toHaveCount(4);
  await expect(rows.locator('th')).toHaveText(['20', '30', '40', '50']);
  await expect(card.locator('[data-strip] .image-row')).toHaveCount(6);
  const losses = await card.locator('td[data-measure="val_loss"]').evaluateAll((cells) =>
    cells.map((cell) => Number((cell as HTMLElement).dataset.value)));
  expect(losses[3]).toBeLessThan(losses[0]);
  // The last one is the run itself.
  expect(losses[3]).toBe(await metric(page, 'val_loss'));

  // A kept network can be explored and left again.
  const images = '.images .image-rows canvas >> nth=1';
  const now = await drawn(page, images);
  await card.locator('[data-open="20"]').click();
  await expect(page.locator('.images .opened')).toContainText('epoch 20');
  await expect.poll(() => drawn(page, images)).not.toBe(now);
  // The numbers are those of that epoch, too.
  expect(await metric(page, 'val_loss')).toBe(losses[0]);
  expect(await findBarriers(page)).toEqual([]);
  await page.locator('.images [data-action="close-checkpoint"]').click();
  await expect.poll(() => drawn(page, images)).toBe(now);

  // Everything can be taken away.
  const [table] = await Promise.all([page.waitForEvent('download'), card.locator('[data-action="epochs-csv"]').click()]);
  const lines = (await readFile(await table.path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toContain('epoch,train_loss,val_loss,val_mse');
  expect(lines[4].startsWith('50,')).toBe(true);
  const [history] = await Promise.all([page.waitForEvent('download'), card.locator('[data-action="history-csv"]').click()]);
  expect((await readFile(await history.path(), 'utf8')).trim().split('\n')).toHaveLength(52);
  const strip = card.locator('[data-strip="epochs"] .take-away');
  await strip.locator('summary').click();
  const [png] = await Promise.all([page.waitForEvent('download'), strip.locator('[data-take="png"]').click()]);
  expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG');
  const [svg] = await Promise.all([page.waitForEvent('download'), strip.locator('[data-take="svg"]').click()]);
  const drawing = await readFile(await svg.path(), 'utf8');
  for (const words of ['original', 'epoch 20', 'epoch 50', 'PCA', 'chapter=stacked']) expect(drawing).toContain(words);
  await strip.locator('[data-take="pin"]').click();
  await expect(strip).toContainText('Pinned');
  expect(trouble).toEqual([]);
});

test('the list of epochs can be edited, and says what cannot be kept any more', async ({ page }) => {
  await page.goto('./?chapter=stacked&preset=epochs&epochs=10&checkpoints=5-8&paced=0&run=1&lang=en');
  const card = page.locator('[data-card="epochs"]');
  await finish(page);
  await expect(card.locator('[data-table="epochs"] tbody tr:not(.w-pca)')).toHaveCount(2);
  const list = card.locator('input[name="checkpoints"]');
  await list.fill('5-7-12');
  await list.press('Enter');
  await expect(card).toContainText('Already past when it was asked for: 7');
  await expect(card).toContainText('Never reached, because the run ends after epoch 10: 12');
  await list.fill('soon');
  await list.press('Enter');
  await expect(card.getByRole('alert')).toContainText('“Keep the network after the epochs” cannot be “soon”');
  await expect(page).toHaveURL(/checkpoints=5-7-12/);
});

test('runs are kept over a reload, compared, renamed, repeated and forgotten', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&epochs=4&paced=0&run=1&lang=en');
  await finish(page);
  const card = page.locator('[data-card="runs"]');
  const keep = card.locator('[data-action="keep-run"]');
  await keep.click();
  await expect(card.locator('[data-run]')).toHaveCount(1);
  const loss = await metric(page, 'val_loss');

  await page.locator('.more-presets summary').click();
  await page.locator('[data-preset="tied"]').click();
  await page.locator('input[name="epochs"]').fill('3');
  await page.locator('input[name="epochs"]').press('Enter');
  await page.locator('.run-bar .play').click();
  await finish(page);
  await keep.click();
  await expect(card.locator('[data-run]')).toHaveCount(2);
  await expect(card.locator('[data-table="runs"] tbody tr')).toHaveCount(2);
  await expect(card.locator('[data-strip="runs"] canvas')).toHaveCount(3);
  await expect(card.locator('[data-setting="tied"] td')).toHaveText(['no', 'yes']);
  await expect(card.locator('[data-setting="seed"]')).toHaveCount(0);
  expect(await findBarriers(page)).toEqual([]);

  await card.locator('[data-run] .run-name').last().fill('my first run');
  await card.locator('[data-run] .run-name').last().press('Enter');
  await expect(card.locator('[data-table="runs"] tbody th').first()).toHaveText('my first run');
  const [csv] = await Promise.all([page.waitForEvent('download'), card.locator('[data-action="runs-csv"]').click()]);
  expect(await readFile(await csv.path(), 'utf8')).toContain('"my first run","chapter=stacked&epochs=4');

  await page.reload();
  await expect(card.locator('[data-run]')).toHaveCount(2);
  await expect(card.locator('[data-run] .run-name').last()).toHaveValue('my first run');
  // The link gives the same run again, to the last digit.
  await card.locator('[data-run] a').last().click();
  await expect(page).toHaveURL(/epochs=4/);
  await finish(page);
  expect(await metric(page, 'val_loss')).toBe(loss);

  await card.locator('[data-action="forget"]').first().click();
  await card.locator('[data-action="forget-yes"]').click();
  await expect(card.locator('[data-run]')).toHaveCount(1);
  expect(trouble).toEqual([]);
});

test('three depths are trained one after the other and compared', async ({ page }) => {
  await page.goto('./?chapter=stacked&lang=en');
  const card = page.locator('[data-card="runs"]');
  await card.locator('[data-action="depths"]').click();
  await expect(card.locator('[data-table="runs"] tbody tr')).toHaveCount(3);
  await expect(card.locator('[data-setting="layers"] td')).toHaveText(['12', '32-12', '56-32-12']);
});

test('what is looked at can be chosen: images, units, scale', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&epochs=3&paced=0&run=1&lang=en');
  await finish(page);
  const originals = '.images .image-rows canvas >> nth=0';
  const first = await drawn(page, originals);
  await page.locator('[data-action="images-after"]').click();
  await expect.poll(() => drawn(page, originals)).not.toBe(first);
  await page.locator('select[name="images-of"]').selectOption('5');
  await expect(page).toHaveURL(/images-of=5/);
  await page.locator('select[name="images-of"]').selectOption('0');
  await expect.poll(() => drawn(page, originals)).toBe(first);
  // PCA's row and the difference are there.
  await expect(page.locator('.images .image-rows canvas')).toHaveCount(4);
  await expect(page.locator('.images')).toContainText('PCA, 12 components');

  await page.locator('select[name="units"]').selectOption('units');
  await page.locator('select[name="unit-y"]').selectOption('7');
  await expect(page).toHaveURL(/units=1-7/);
  await expect(page.locator('.hero')).toContainText('Two of the 12 units');
  await page.locator('[data-scale="linear"]').click();
  await expect(page).toHaveURL(/scale=linear/);
  // None of this began the run anew.
  await expect(page.locator('.run-bar')).toContainText('finished');
  expect(trouble).toEqual([]);
});

for (const preset of ['tied', 'greedy', 'sparse', 'sparse-kl', 'variational']) {
  test(`${preset} trains and says what it is`, async ({ page }) => {
    const trouble = collectTrouble(page);
    await page.goto(`./?chapter=stacked&preset=${preset}&paced=0&run=1&lang=en`);
    await finish(page);
    expect(await metric(page, 'val_rounded_accuracy')).toBeGreaterThan(0.8);
    const words = { tied: 'Tied', greedy: 'Layer by layer', variational: 'Variational' }[preset] ?? 'Sparse';
    await expect(page.locator('.card:has(.network)')).toContainText(words);
    if (preset === 'variational') {
      const row = '[data-part="sampled"] canvas';
      const before = await drawn(page, row);
      await page.locator('[data-action="sample-again"]').click();
      await expect.poll(() => drawn(page, row)).not.toBe(before);
    }
    expect((await findOverflow(page)).pixels).toBe(0);
    expect(trouble).toEqual([]);
  });
}

test('settings that exclude each other are explained, and the run before stays', async ({ page }) => {
  await page.goto('./?chapter=stacked&preset=variational&lang=en');
  await page.locator('.controls details summary').last().click();
  await page.locator('input[name="tied"]').check();
  await expect(page.getByRole('alert')).toContainText('untie the weights');
  await page.locator('input[name="tied"]').uncheck();
  await expect(page.locator('.run-bar .play')).toBeEnabled();
});
