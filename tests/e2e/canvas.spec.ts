// The canvas of chapter 3 in the hands of a student: legends, lines, zoom, walking by keys, the images behind a point; the cloud
// and its replay; fresh points; the small labs.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { collectTrouble, findBarriers } from './lab';

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

async function finish(page: Page): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText('finished');
}

/** What a figure's canvases show, as a string that differs when they do. */
async function picture(figure: Locator): Promise<string> {
  return figure.evaluate((element) =>
    [...element.querySelectorAll(':scope > canvas')].map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join(),
  );
}

async function changes(figure: Locator, act: () => Promise<void>): Promise<void> {
  const before = await picture(figure);
  await act();
  await expect.poll(async () => (await picture(figure)) !== before).toBe(true);
}

async function isShown(figure: Locator, expected: string): Promise<void> {
  await expect.poll(async () => (await picture(figure)) === expected).toBe(true);
}

test('legend, lines, zoom and keys change what the canvas shows', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&align=lsq&paced=0&run=1&lang=en');
  await finish(page);
  const figure = page.locator('.hero .figure');
  const switches = page.locator('.hero .legend-switch');
  const home = await picture(figure);
  await changes(figure, () => switches.nth(0).click());
  await expect(switches.nth(0)).toHaveAttribute('aria-pressed', 'false');
  await switches.nth(0).click();
  await isShown(figure, home);
  await changes(figure, () => page.locator('[data-action="join"]').click());
  await page.locator('[data-action="join"]').click();
  await isShown(figure, home);

  await changes(figure, () => page.getByRole('button', { name: 'Enlarge' }).click());
  const plot = page.locator('.hero .scatter .plot');
  await plot.focus();
  await changes(figure, () => page.keyboard.press('Shift+ArrowRight'));
  await changes(figure, () => page.keyboard.press('+'));
  await changes(figure, () => page.keyboard.press('0'));
  await isShown(figure, home);
  // The arrow keys go from point to point, and say where they are.
  await page.keyboard.press('ArrowRight');
  const words = page.locator('.hero .tip-words');
  await expect(words).toContainText(/sample \d+/);
  const first = await words.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(words).not.toHaveText(first);
  await expect(page.locator('.hero .ring')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(words).toHaveCount(0);
  expect(await findBarriers(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('an enlarged plane is dragged, and the wheel enlarges only with Ctrl', async ({ page }) => {
  await page.goto('./?chapter=pca&lang=en');
  const figure = page.locator('.hero .figure');
  await figure.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await figure.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  const home = await picture(figure);
  await page.mouse.wheel(0, -200);
  await page.waitForTimeout(200);
  await page.mouse.move(0, 0);
  await isShown(figure, home);
  await figure.scrollIntoViewIfNeeded();
  const box = (await figure.boundingBox())!;
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(cx, cy);
  await page.keyboard.down('Control');
  await changes(figure, () => page.mouse.wheel(0, -200));
  await page.keyboard.up('Control');
  await changes(figure, async () => {
    await page.mouse.down();
    await page.mouse.move(cx + 60, cy + 20, { steps: 4 });
    await page.mouse.up();
  });
});

test('a point of images shows the sample with both reconstructions, in both plots', async ({ page }) => {
  await page.goto('./?chapter=pca&data=digits&preset=nonlinear&epochs=5&paced=0&run=1&lang=en');
  await finish(page);
  await page.locator('.scatter .plot').first().focus();
  await page.keyboard.press('ArrowUp');
  const images = page.locator('.tip-images');
  await expect(images.locator('canvas')).toHaveCount(3);
  const errors = await images.locator('small').allInnerTexts();
  expect(errors.filter((text) => Number(text) > 0)).toHaveLength(2);
  // The same sample is ringed in the other plot.
  await expect(page.locator('.hero .ring')).toHaveCount(2);
  // A class is switched off, then all of them.
  const figure = page.locator('.hero .figure').first();
  await changes(figure, () => page.locator('.legend.classes .legend-switch').first().click());
  await changes(figure, () => page.locator('.legend-all .legend-switch').last().click());
  await page.locator('.legend-all .legend-switch').first().click();
  await expect(page.locator('.legend.classes [aria-pressed="false"]')).toHaveCount(0);
});

test('the path of the plane is replayed, and what the cloud shows can be switched', async ({ page }) => {
  await page.goto('./?chapter=pca&paced=0&run=1&lang=en');
  await finish(page);
  const figure = page.locator('[data-card="cloud"] .figure');
  const now = await picture(figure);
  const slider = page.locator('input[name="epoch-shown"]');
  await expect(page.locator('.replay output')).toHaveText('after epoch 20 of 20');
  await slider.focus();
  await changes(figure, () => page.keyboard.press('Home'));
  await expect(page.locator('.replay output')).toHaveText('after epoch 0 of 20');
  await page.locator('[data-action="replay"]').click();
  await expect(page.locator('.replay output')).toHaveText('after epoch 20 of 20');
  await isShown(figure, now);
  for (const idx of [0, 1, 2, 3]) {
    const part = page.locator('[data-card="cloud"] .legend-switch').nth(idx);
    await changes(figure, () => part.click());
    await part.click();
    await isShown(figure, now);
  }
});

test('fresh points follow their settings and their link', async ({ page }) => {
  await page.goto('./?chapter=pca&lang=en');
  await page.locator('.cloud-draw summary').click();
  const before = await metric(page, 'pca_mse');
  await page.locator('input[name="cloud-noise"]').fill('0.3');
  await page.keyboard.press('Enter');
  await page.locator('input[name="cloud-noise"]').blur();
  await expect.poll(() => metric(page, 'pca_mse')).toBeGreaterThan(3 * before);
  await expect(page).toHaveURL(/cloud-noise=0\.3/);
  await page.locator('.cloud-draw .nudge.wide').click();
  await expect(page).toHaveURL(/cloud-draw=1/);
  const drawn = await metric(page, 'pca_mse');
  await page.reload();
  await expect.poll(() => metric(page, 'pca_mse')).toBe(drawn);
});

test('the code turns, and error and outputs do not move', async ({ page }) => {
  await page.goto('./?chapter=pca&paced=0&run=1&lang=en');
  await finish(page);
  const card = page.locator('[data-card="turn"]');
  await card.scrollIntoViewIfNeeded();
  await expect.poll(() => metric(page, 'turn_mse_before')).toBeCloseTo(await metric(page, 'ae_mse'), 6);
  await changes(card.locator('.figure'), () => card.locator('[data-turn="stretch"]').click());
  await changes(card.locator('.figure'), () => card.locator('[data-turn="shear"]').click());
  expect(await metric(page, 'turn_mse_after')).toBeCloseTo(await metric(page, 'turn_mse_before'), 6);
  expect(await metric(page, 'turn_largest_change')).toBeLessThan(1e-5);
  expect(await metric(page, 'turn_squares_after')).not.toBeCloseTo(await metric(page, 'turn_squares_before'), 2);
  await card.locator('[data-turn="identity"]').click();
  await card.locator('[data-turn="rotate"]').click();
  await expect.poll(() => metric(page, 'turn_squares_after')).toBeCloseTo(await metric(page, 'turn_squares_before'), 4);
  // A matrix that flattens the code is explained.
  for (const name of ['a11', 'a12', 'a21', 'a22']) {
    await card.locator(`input[name="${name}"]`).fill('1');
  }
  await expect(card.getByRole('alert')).toContainText('no decoder can undo that');
  expect(await findBarriers(page)).toEqual([]);
});

test('a descent rests at the second component and ends at the first', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&lang=en');
  const card = page.locator('[data-card="saddles"]');
  await card.locator('[data-start="second"]').click();
  await expect(card).toContainText('1 of 1 descents have ended at the first component.');
  expect(await metric(page, 'saddle_loss')).toBeCloseTo(await metric(page, 'saddle_floor'), 5);
  expect(await metric(page, 'saddle_angle_degrees')).toBeLessThan(0.1);
  const resting = card.locator('tbody tr').first().locator('td').nth(2);
  expect(Number(await resting.innerText())).toBeGreaterThan(50);
  await card.locator('[data-start="random"]').click();
  await expect(card).toContainText('2 of 2 descents');
  expect(trouble).toEqual([]);
});
