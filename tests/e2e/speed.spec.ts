// The speed panel, and the two builds of the worker: the one with relaxed SIMD and the plain one that it falls back to.
import { expect, test, type Page } from '@playwright/test';
import { collectTrouble, findBarriers, findOverflow } from './lab';

interface Result {
  samples_per_second: number;
  gflops: number;
  peak_gflops: number;
  kernel: string;
  simd: string;
  pca_seconds_k2: number;
  pca_seconds_full: number;
  knn_seconds: number;
  dataset: string;
  batch: number;
  updates: number;
  final_loss: number;
  scatter_ms: number;
  hover_ms: number;
  images_ms: number;
}

async function measured(page: Page): Promise<Result> {
  const read = () => document.querySelector('#speed-result')?.textContent?.trim();
  const text = await page.waitForFunction(read);
  return JSON.parse((await text.jsonValue()) as string) as Result;
}

/** A browser without relaxed SIMD: the probe of the worker's start fails. */
async function refuseRelaxedSimd(page: Page): Promise<void> {
  await page.route('**/start_worker.js*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('WebAssembly.validate(PROBE)', 'false');
    await route.fulfill({ response, body });
  });
}

test('the panel measures by itself, shows what it trains, and tells scripts', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=speed&run=1&lang=en');
  await expect(page.locator('.speed .image-row')).toHaveCount(2);
  const result = await measured(page);
  expect(result.simd).toBe('relaxed-simd');
  expect(result).toMatchObject({ batch: 32, updates: 6 * 313 });
  expect(result.dataset).toBe(process.env.LAB_DATA === '1' ? 'mnist' : 'random');
  const numbers = Object.values(result).filter((value) => typeof value === 'number');
  expect(numbers.every((value) => value > 0)).toBe(true);
  // Real training: on MNIST far below the loss of saying one half everywhere; of random pixels little can be known.
  expect(result.final_loss).toBeLessThan(result.dataset === 'mnist' ? 0.2 : 0.7);
  await expect(page.locator('data.metric[name="samples_per_second"]')).toHaveAttribute('value', String(result.samples_per_second));
  await expect(page.locator('.peers .here')).toContainText('this computer, now');
  expect(await findBarriers(page)).toEqual([]);
  expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
  expect(trouble).toEqual([]);
});

test('a browser without relaxed SIMD gets the plain worker, with the same result', async ({ page }) => {
  const finalLoss = async () => {
    await page.goto('./?chapter=pca&data=digits&epochs=3&paced=0&run=1&lang=en');
    await expect(page.locator('.run-bar')).toContainText('finished');
    return Number(await page.locator('data.metric[name="ae_mse"]').first().getAttribute('value'));
  };
  const relaxed = await finalLoss();
  await refuseRelaxedSimd(page);
  const requested: string[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  const plain = await finalLoss();
  expect(requested.some((path) => /\/worker-[^/]*\/worker_bg\.wasm$/.test(path))).toBe(true);
  expect(requested.some((path) => path.includes('/worker_relaxed-'))).toBe(false);
  // Fused or not, only roundings differ.
  expect(Math.abs(plain / relaxed - 1)).toBeLessThan(1e-3);
});

test('the footer leads to it, and it can be left in the middle', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=bibliography&lang=en');
  await page.getByRole('link', { name: 'How fast is this computer?' }).click();
  await expect(page.locator('h1')).toContainText('How fast');
  await page.locator('[data-action="measure"]').click();
  await expect(page.locator('.speed .image-row')).toHaveCount(2);
  await page.locator('[data-action="measure"]').click();
  await expect(page.locator('.speed-progress')).toContainText('less than a minute');
  await page.locator('.rail a').nth(2).click();
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  expect(trouble).toEqual([]);
});
