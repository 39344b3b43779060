// A network leaves the page as files and comes back; a kept run is opened without being repeated.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { collectTrouble, findBarriers, findOverflow } from './lab';

const NETWORK = './?chapter=stacked&epochs=4&paced=0&lang=en';

async function finish(page: Page): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText('finished');
}

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

/** What a canvas shows, as one long text. */
function drawn(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
}

async function saved(page: Page, action: string): Promise<{ name: string; path: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-action="${action}"]`).click()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: await readFile(path) };
}

test('weights leave and come back with the same reconstructions, and train on', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto(`${NETWORK}&run=1`);
  await finish(page);
  const card = page.locator('[data-card="runs"]');
  await card.locator('.notebook-offer summary').click();
  const weights = await saved(page, 'safetensors');
  expect(weights.name).toMatch(/^autoencoder-digits-[\d-]+-epoch-4\.safetensors$/);
  const header = JSON.parse(weights.bytes.subarray(8, 8 + Number(weights.bytes.readBigUInt64LE(0))).toString());
  expect(header.__metadata__.settings).toBe('chapter=stacked&epochs=4&paced=0');
  expect(header['encoder.0.weight'].shape[1]).toBe(64);
  const codes = (await saved(page, 'codes-csv')).bytes.toString().trim().split('\n');
  expect(codes[0]).toMatch(/^sample,label,code_1,/);
  expect(codes.length).toBeGreaterThan(300);
  for (const part of ['autoencoder', 'encoder', 'decoder']) {
    const onnx = await saved(page, `onnx-${part}`);
    expect(onnx.name).toMatch(new RegExp(`^${part}-digits-.*\\.onnx$`));
    expect(onnx.bytes.toString('latin1')).toContain('autoencoder-lab');
  }
  const notebook = JSON.parse((await saved(page, 'notebook')).bytes.toString());
  expect([notebook.nbformat, notebook.cells.length]).toEqual([4, 12]);
  expect(notebook.cells[0].source).toContain('?chapter=stacked&epochs=4');
  expect(await findBarriers(page)).toEqual([]);
  expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });

  const loss = await metric(page, 'val_loss');
  const image = page.locator('.images .image-row').nth(1);
  const before = await drawn(image);
  // Another network, and then the file: its settings come with it.
  await page.goto('./?chapter=stacked&layers=5&lang=en');
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await card.locator('.notebook-offer summary').click();
  await page.locator('[data-input="open-weights"]').setInputFiles(weights.path);
  await expect(card.locator('[data-part="weights-origin"]')).toContainText('trained for 4 epochs');
  await expect(page).toHaveURL(/epochs=4/);
  await expect.poll(() => metric(page, 'val_loss')).toBe(loss);
  await expect.poll(() => drawn(image)).toBe(before);
  await page.locator('.run-bar .play').click();
  await finish(page);
  expect(await metric(page, 'val_loss')).toBeLessThan(loss);

  // What does not fit is refused, and the run stays.
  const other = async (name: string, buffer: Buffer) => {
    await page.locator('[data-input="open-weights"]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    return card.locator('[data-part="weights-fault"]');
  };
  const now = await metric(page, 'val_loss');
  await expect(await other('x.safetensors', Buffer.from('PK'))).toContainText('This is no safetensors file');
  delete header.__metadata__;
  header['encoder.0.weight'].shape.reverse();
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const body = weights.bytes.subarray(8 + Number(weights.bytes.readBigUInt64LE(0)));
  await expect(await other('y.safetensors', Buffer.concat([length, text, body]))).toContainText('“encoder.0.weight” has the shape');
  expect(await metric(page, 'val_loss')).toBe(now);
  expect(trouble).toEqual([]);
});

test('a kept run is opened after a reload, and explored', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto(`${NETWORK}&run=1&tool=compression`);
  await finish(page);
  const card = page.locator('[data-card="runs"]');
  await card.locator('[data-action="keep-run"]').click();
  await expect(card.locator('[data-run]')).toHaveCount(1);
  const loss = await metric(page, 'val_loss');
  await page.goto('./?chapter=stacked&layers=5&lang=en&tool=compression');
  await card.locator('[data-action="open-kept"]').click();
  await expect(card.locator('[data-part="weights-origin"]')).toContainText('trained for 4 epochs');
  await expect.poll(() => metric(page, 'val_loss')).toBe(loss);
  const tools = page.locator('[data-card="exploring"]');
  await tools.locator('h2').scrollIntoViewIfNeeded();
  await expect(tools.locator('[data-table="compression"] tbody tr').first()).toBeVisible();
  await card.locator('[data-action="forget"]').click();
  await card.locator('[data-action="forget-yes"]').click();
  await expect(card.locator('[data-run]')).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test('a network of chapter 3 leaves and comes back too', async ({ page }) => {
  await page.goto('./?chapter=pca&epochs=3&paced=0&run=1&lang=es');
  await expect(page.locator('.run-bar')).toContainText('terminado');
  await page.locator('.notebook-offer summary').click();
  const weights = await saved(page, 'safetensors');
  const loss = await metric(page, 'ae_mse');
  await page.goto('./?chapter=pca&lang=es');
  await page.locator('.notebook-offer summary').click();
  await page.locator('[data-input="open-weights"]').setInputFiles(weights.path);
  await expect(page.locator('[data-part="weights-origin"]')).toContainText('entrenados 3 épocas');
  await expect.poll(() => metric(page, 'ae_mse')).toBe(loss);
});
