// Chapter 2 as a student meets it: an image followed through the network, its code changed, and codes that copy.
import { expect, test, type Page } from '@playwright/test';
import { collectTrouble, findBarriers, findOverflow } from './lab';

const OPEN = './?chapter=anatomy&lang=en';

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

/** What a canvas shows, as text that differs when a pixel does. */
async function picture(page: Page, selector: string): Promise<string> {
  return page.locator(selector).first().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

async function openChapter(page: Page): Promise<void> {
  await page.goto(OPEN);
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await expect(page.locator('.code-bar')).toHaveCount(6);
}

async function trainToTheEnd(page: Page): Promise<void> {
  await page.locator('.run-bar .play').click();
  await expect(page.locator('.run-bar')).toContainText('finished');
}

test('an image flows through the network, is rebuilt, and follows its code', async ({ page }) => {
  const trouble = collectTrouble(page);
  await openChapter(page);
  await expect(page.locator('.sample')).toHaveCount(20);
  await expect(page.locator('.heat-map')).toHaveCount(2);
  const before = await metric(page, 'flow_mse');
  await trainToTheEnd(page);
  const after = await metric(page, 'flow_mse');
  expect(after).toBeLessThan(before / 3);

  // Another image: another input, another code.
  const input = await picture(page, '.flow-end canvas');
  await page.locator('[data-sample="7"]').click();
  await expect.poll(() => picture(page, '.flow-end canvas')).not.toBe(input);
  await expect(page.locator('[data-sample="7"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-action="code-back"]')).toBeDisabled();

  // A bar moved by keys changes the picture and nothing before it.
  const kept = await picture(page, '.flow-end canvas');
  const drawn = await picture(page, '.flow-output canvas');
  const own = await metric(page, 'flow_mse');
  const bar = page.locator('[data-unit="2"]');
  await bar.focus();
  await page.keyboard.press('End');
  await expect.poll(() => picture(page, '.flow-output canvas')).not.toBe(drawn);
  expect(await picture(page, '.flow-end canvas')).toBe(kept);
  await expect(page.locator('.flow-foot')).toContainText('changed by hand');
  expect(await metric(page, 'flow_mse')).toBeGreaterThan(own);

  // What cannot be read is said; a comma will do.
  const typed = page.locator('[data-typed="2"]');
  await typed.fill('much');
  await typed.press('Enter');
  await expect(page.locator('.flow-code').getByRole('alert')).toContainText('“much” is not a number');
  await typed.fill('0,25');
  await typed.press('Enter');
  await expect(typed).toHaveValue('0.25');
  await expect(page.locator('.flow-code .field-fault')).toBeEmpty();
  await page.locator('[data-action="code-back"]').click();
  await expect.poll(() => metric(page, 'flow_mse')).toBeCloseTo(own, 9);
  expect(await findBarriers(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('with one hidden layer it is a perceptron, and the label is the input', async ({ page }) => {
  await openChapter(page);
  await expect(page.locator('.perceptron circle')).toHaveCount(7 + 6 + 7);
  await page.locator('[data-action="perceptron"]').click();
  await expect(page.locator('.heat-map')).toHaveCount(0);
  await expect(page).toHaveURL(/preset=perceptron/);
  await expect(page.locator('[data-action="perceptron"]')).toHaveCount(0);

  const labels = page.locator('.supervision tbody td:nth-child(2)');
  await expect(labels).toHaveText(['0', '1', '2', '3', '4']);
  await page.locator('[data-task="self"]').click();
  await expect(page.locator('.supervision tbody canvas')).toHaveCount(10);
  await expect(page.locator('[data-card="supervision"]')).toContainText('Self-supervised');
});

test('the exact code copies what looks like digits first, and everything at 64', async ({ page }) => {
  const trouble = collectTrouble(page);
  await openChapter(page);
  const slider = page.locator('input[name="copy-size"]');
  await expect.poll(() => metric(page, 'copy_mse_exact_noise')).toBeGreaterThan(0.1);
  expect(await metric(page, 'copy_mse_exact_digit')).toBeLessThan(await metric(page, 'copy_mse_exact_noise'));
  await expect(page.locator('.copy-say')).toContainText(/8.0 times shorter.*keeps [67]\d\.\d\d %/);
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.locator('.copy-say')).toContainText('useless');
  await expect.poll(() => metric(page, 'copy_mse_exact_noise')).toBeLessThan(1e-10);
  await page.keyboard.press('Home');
  await expect.poll(() => metric(page, 'copy_mse_exact_digit')).toBeGreaterThan(0.01);

  const given = await picture(page, '.copies tbody tr:first-child td:nth-child(2) canvas');
  await page.locator('[data-action="digit"]').click();
  await expect.poll(() => picture(page, '.copies tbody tr:first-child td:nth-child(2) canvas')).not.toBe(given);
  const noise = await picture(page, '.copies tbody tr:first-child td:nth-child(4) canvas');
  await page.locator('[data-action="noise"]').click();
  await expect.poll(() => picture(page, '.copies tbody tr:first-child td:nth-child(4) canvas')).not.toBe(noise);
  expect(trouble).toEqual([]);
});

test('the exercise trains both wide codes, and only one copies noise', async ({ page }) => {
  await openChapter(page);
  await page.locator('[data-action="exercise"]').click();
  await expect(slider(page)).toHaveValue('8');
  await expect(page.locator('[data-copies]')).toHaveText('finished');
  expect(await metric(page, 'copy_mse_digits_digit')).toBeLessThan(0.002);
  expect(await metric(page, 'copy_mse_digits_noise')).toBeGreaterThan(0.05);
  for (const kind of ['digit', 'upside_down', 'noise']) {
    expect(await metric(page, `copy_mse_both_${kind}`)).toBeLessThan(1e-6);
  }
  expect(await findBarriers(page)).toEqual([]);
});

function slider(page: Page) {
  return page.locator('input[name="copy-size"]');
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing sticks out', async ({ page }) => {
    await page.goto('./?chapter=anatomy&lang=es&run=1');
    await expect(page.locator('.code-bar')).toHaveCount(6);
    expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
  });
});
