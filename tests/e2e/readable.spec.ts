// Values are read off figures place by place, by pointer and by keys; what is read is what the table of numbers says.
import { expect, test } from '@playwright/test';
import { collectTrouble, findBarriers } from './lab';

test('curves are read by keys and by pointer, and say what was measured', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&data=digits&epochs=5&paced=0&run=1&lang=en');
  await expect(page.locator('.run-bar')).toContainText('finished');
  const plot = page.locator('.card', { has: page.locator('[data-scale="log"]') }).locator('.plot.curves').first();
  const tip = plot.locator('.tip.reading');
  await plot.focus();
  await page.keyboard.press('End');
  await expect(tip).toContainText('epoch: 5');
  await expect(plot.locator('.ring')).toHaveCount(2);
  // Aloud too, and the very number that scripts read.
  const loss = Number(await page.locator('data.metric[name="val_loss"]').first().getAttribute('value'));
  const spoken = plot.locator('xpath=following-sibling::p[@role="status"]').first();
  await expect(spoken).toContainText(`epoch: 5`);
  await expect(spoken).toContainText(loss.toPrecision(4));
  await page.keyboard.press('ArrowLeft');
  await expect(tip).toContainText('epoch: 4');
  await page.keyboard.press('Home');
  await expect(tip).toContainText('epoch: 0');
  // Before training only the validation part was measured.
  await expect(plot.locator('.ring')).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(tip).toContainText('epoch: 5');
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);

  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(tip).toContainText(/epoch: [23]/);
  await page.mouse.move(box.x + box.width / 2, box.y - 20);
  await expect(tip).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test('the shares of components are read off, alone and together', async ({ page }) => {
  await page.goto('./?chapter=pca&data=digits&at=spectrum&lang=en');
  const card = page.locator('[data-card="spectrum"]');
  const plot = card.locator('.plot.curves');
  await expect(card).toContainText('90 % of the variance: 21');
  await plot.focus();
  await page.keyboard.press('Home');
  // scikit-learn's explained_variance_ratio_ of the same images begins 0.1489, 0.1362.
  const tip = plot.locator('.tip.reading');
  await expect(tip).toContainText('components: 1');
  await expect(tip).toContainText('the last of them alone: 0.148');
  await page.keyboard.press('ArrowRight');
  await expect(tip).toContainText('components: 2');
  await expect(tip).toContainText('all of them together: 0.285');
});
