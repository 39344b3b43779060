// Chapter 4's builder: presets that differ in what they train, and what each shows.
import { expect, test, type Page } from '@playwright/test';
import { collectTrouble, findBarriers } from './lab';

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

async function finish(page: Page): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText('finished');
}

test('a denoising autoencoder shows the damage and what it makes of it', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&preset=denoising&paced=0&run=1&lang=en');
  await finish(page);
  // Originals, reconstructions, what is left over, PCA's; damaged and cleaned ones.
  await expect(page.locator('.images .image-row')).toHaveCount(6);
  await expect(page.locator('.images')).toContainText('damaged');
  expect(await metric(page, 'val_rounded_accuracy')).toBeGreaterThan(0.9);
  expect(await findBarriers(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

for (const optimizer of ['momentum', 'nesterov', 'rmsprop', 'nadam']) {
  test(`${optimizer} trains, chosen by link and by form`, async ({ page }) => {
    const rate = optimizer === 'rmsprop' || optimizer === 'nadam' ? '0.003' : '0.3';
    await page.goto(`./?chapter=stacked&optimizer=${optimizer}&lr=${rate}&epochs=20&paced=0&run=1&lang=en`);
    await finish(page);
    expect(await metric(page, 'val_rounded_accuracy')).toBeGreaterThan(0.88);
    await page.locator('.controls details summary').last().click();
    await expect(page.locator('select[name="optimizer"]')).toHaveValue(optimizer);
  });
}

test('the third edition and a deep network are presets', async ({ page }) => {
  await page.goto('./?chapter=stacked&preset=third-edition&paced=0&run=1&lang=en');
  await finish(page);
  expect(await metric(page, 'val_mse')).toBeLessThan(0.012);
  await page.locator('.more-presets summary').click();
  await page.locator('[data-preset="deep"]').click();
  await expect(page).toHaveURL(/preset=deep/);
  await expect(page.locator('input[name="layers"]')).toHaveValue('64-48-24-12');
});
