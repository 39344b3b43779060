// Chapter 3 beyond its first comparison: a non-linear code, PCA as an instrument, what goes wrong, what lies under the pointer.
import { expect, test, type Page } from '@playwright/test';
import { collectTrouble, findBarriers, findOverflow } from './lab';

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

async function finish(page: Page, timeout?: number): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText('finished', { timeout });
}

test('on digits a non-linear code of two numbers keeps neighbours better than PCA', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&data=digits&preset=nonlinear&paced=0&run=1&lang=en');
  await finish(page);
  expect(await metric(page, 'knn_accuracy_pca')).toBeCloseTo(0.6433, 3);
  expect(await metric(page, 'knn_accuracy_ae')).toBeGreaterThan(0.85);
  expect(await metric(page, 'ae_mse')).toBeLessThan(await metric(page, 'pca_mse'));
  // Two scatters by class, and the same canvas by a switch.
  await expect(page.locator('.hero .figure')).toHaveCount(2);
  await page.locator('[data-way="together"]').click();
  await expect(page.locator('.hero .figure')).toHaveCount(1);
  expect(await findBarriers(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

// Natively 0.759 against 0.447 (`cargo run --release --example headless -- 'chapter=pca&data=mnist&preset=nonlinear&take=30000'`); of
// all 60,000 images it ends at 0.796, and takes twice as long.
test('on half of MNIST it ends thirty points above PCA', async ({ page }) => {
  test.skip(process.env.LAB_DATA !== '1', 'skipped: no data folder was given');
  await page.goto('./?chapter=pca&data=mnist&take=30000&preset=nonlinear&paced=0&run=1&lang=en');
  await finish(page, 300_000);
  expect(await metric(page, 'knn_accuracy_pca')).toBeCloseTo(0.4467, 3);
  expect(await metric(page, 'knn_accuracy_ae')).toBeGreaterThan((await metric(page, 'knn_accuracy_pca')) + 0.3);
  expect(await metric(page, 'ae_mse')).toBeLessThan(await metric(page, 'pca_mse'));
});

test('components are an instrument: scree, images, a slider', async ({ page }) => {
  await page.goto('./?chapter=pca&data=digits&lang=en');
  const card = page.locator('[data-card="spectrum"]');
  await expect(card).toContainText('90 % of the variance: 21 · 95 % of the variance: 29 · 99 % of the variance: 41');
  expect(await metric(page, 'spectrum_mse')).toBeCloseTo(await metric(page, 'pca_mse'), 12);
  await expect(card.locator('.image-row')).toHaveCount(4);
  const slider = card.locator('input[name="kept"]');
  await slider.focus();
  await page.keyboard.press('End');
  await expect.poll(() => metric(page, 'spectrum_mse')).toBe(0);
  await expect.poll(() => metric(page, 'spectrum_explained')).toBeCloseTo(1, 9);
  expect(await findBarriers(page)).toEqual([]);
});

test('without centring and biases the plane is another; as wide as the input everything is copied', async ({ page }) => {
  await page.goto('./?chapter=pca&data=digits&preset=uncentred&paced=0&run=1&lang=en');
  await finish(page);
  expect(await metric(page, 'mse_ratio')).toBeGreaterThan(1.02);
  expect(await metric(page, 'max_principal_angle_degrees')).toBeGreaterThan(5);
  await page.goto('./?chapter=pca&preset=wide&paced=0&run=1&lang=en');
  await finish(page);
  expect(await metric(page, 'pca_mse')).toBeLessThan(1e-12);
  expect(await metric(page, 'ae_mse')).toBeLessThan(1e-4);
  await expect(page.locator('[data-preset="uncentred"]')).toBeHidden();
});

test('the sample under the pointer is named, with its code', async ({ page }) => {
  await page.goto('./?chapter=pca&data=digits&lang=en');
  const plot = page.locator('.hero .figure');
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  const tip = page.locator('.tip-words');
  // Codes lie all around the middle: one of these places is near enough to one.
  for (let step = 0; step < 25 && (await tip.count()) === 0; step += 1) {
    const [x, y] = [0.35 + 0.06 * (step % 5), 0.35 + 0.06 * Math.floor(step / 5)];
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  }
  await expect(tip).toContainText(/(PCA|autoencoder) · sample \d+ · \d · \(/);
  await page.mouse.move(0, 0);
  await expect(page.locator('.tip-words')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing sticks out', async ({ page }) => {
    await page.goto('./?chapter=pca&data=digits&preset=nonlinear&lang=es');
    await expect(page.locator('[data-card="spectrum"] .image-row')).toHaveCount(4);
    expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
  });
});
