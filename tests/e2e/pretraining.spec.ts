// Chapter 5: an autoencoder lends its layers to a classifier with few labels.
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { collectTrouble, findBarriers, findOverflow } from './lab';


async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

async function finish(page: Page): Promise<void> {
  await expect(page.locator('.pretraining-progress')).toHaveAttribute('data-state', 'over');
}

test('the quick experiment ends with three accuracies, a sentence and a table', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pretraining&lang=en');
  await page.locator('[data-action="pretrain"]').click();
  await expect(page.locator('.images .image-row').first()).toBeVisible();
  await finish(page);
  for (const network of ['scratch', 'pretrained', 'frozen']) {
    const accuracy = await metric(page, `accuracy_${network}`);
    expect(accuracy).toBeGreaterThan(0.5);
    expect(accuracy).toBeLessThan(1);
  }
  await expect(page.locator('[data-part="gain"]')).toContainText('With 50 labels');
  await expect(page.locator('[data-part="gain"]')).toContainText('5 seeds');
  const [csv] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="pretraining-csv"]').click()]);
  // Five seeds, three networks, thirteen tests each, and the head.
  expect((await readFile(await csv.path(), 'utf8')).trim().split('\n')).toHaveLength(5 * 3 * 13 + 1);

  // The figure says what it shows wherever it goes: data, labels and seeds, and which curve is which.
  const menu = page.locator('.card', { hasText: 'Accuracy while they learn' }).locator('.take-away');
  await menu.locator('summary').click();
  const [svg] = await Promise.all([page.waitForEvent('download'), menu.locator('[data-take="svg"]').click()]);
  const drawing = await readFile(await svg.path(), 'utf8');
  for (const words of ['50 labels', 'seeds 1–5', 'from scratch', 'pretrained, all layers learn on', 'pretrained, lent layers rest']) {
    expect(drawing).toContain(words);
  }
  await expect(menu).toContainText('Saved.');
  await menu.locator('summary').click();

  // Results say what they are of, also when the form says something else by then.
  await expect(page.locator('[data-part="plan"]')).toContainText('seeds 1–5');
  await expect(page.locator('[data-part="stale"]')).toHaveCount(0);
  await page.locator('[data-labels="100"]').click();
  await expect(page.locator('[data-part="stale"]')).toBeVisible();
  await page.locator('[data-preset="quick"]').click();
  await expect(page.locator('[data-part="stale"]')).toHaveCount(0);

  // The images behind a cell of the matrix: right ones are in the diagonal.
  await page.locator('[data-cell="0-0"]').click();
  await expect(page.locator('[data-part="behind"]')).toContainText('0, taken for 0');
  expect(await findBarriers(page)).toEqual([]);
  expect((await findOverflow(page)).pixels).toBe(0);

  // It outlives a look at another chapter.
  const before = await metric(page, 'accuracy_pretrained');
  await page.locator('.rail a').nth(1).click();
  await expect(page).toHaveURL(/chapter=anatomy/);
  await page.locator('.rail a').nth(4).click();
  expect(await metric(page, 'accuracy_pretrained')).toBe(before);
  expect(trouble).toEqual([]);
});

test('several numbers of labels make a sweep, which can rest and go on', async ({ page }) => {
  await page.goto('./?chapter=pretraining&lang=es');
  await page.locator('[data-labels="200"]').click();
  const fill = async (name: string, value: string) => {
    await page.locator(`.controls input[name="${name}"]`).fill(value);
    await page.locator(`.controls input[name="${name}"]`).press('Enter');
  };
  await fill('epochs', '20');
  await fill('updates', '200');
  await fill('seeds', '2');
  await page.locator('[data-action="pretrain"]').click();
  await page.locator('[data-action="pause"]').click();
  await expect(page.locator('.pretraining-progress')).toHaveAttribute('data-state', 'paused');
  await page.locator('[data-action="pause"]').click();
  await finish(page);
  await expect(page.locator('[data-table="pretraining"] tbody tr')).toHaveCount(2);
  await expect(page.locator('[data-card="sweep"] canvas').first()).toBeVisible();
  await expect(page.locator('[data-part="gain"]')).toContainText('Con 200 etiquetas');
});

test('what cannot be used is explained and nothing is lost', async ({ page }) => {
  await page.goto('./?chapter=pretraining&lang=en');
  await page.locator('.controls input[name="seeds"]').fill('many');
  await page.locator('.controls input[name="seeds"]').press('Enter');
  await expect(page.getByRole('alert')).toContainText('write a number from 1 to 10');
  await expect(page.locator('.controls input[name="seeds"]')).toHaveAttribute('aria-invalid', 'true');
  // Nothing is run with a value that the reader did not write.
  await page.locator('[data-action="pretrain"]').click();
  await expect(page.getByRole('alert').last()).toContainText('Mend the marked fields first');
  await expect(page.locator('.pretraining-progress')).toHaveCount(0);
  await page.locator('[data-preset="quick"]').click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('.controls input[name="seeds"]')).toHaveValue('5');
  await page.locator('.controls input[name="seeds"]').fill('many');
  await page.locator('.controls input[name="seeds"]').press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await page.locator('.controls input[name="seeds"]').fill('1');
  await page.locator('.controls input[name="seeds"]').press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
