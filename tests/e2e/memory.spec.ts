// Chapter 1 as a class uses it: the memory experiment by keyboard alone, many students on one machine, the machine's turn.
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { collectTrouble, findBarriers, findOverflow } from './lab';

const OPEN = './?chapter=memory&lang=en';

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 80; i += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not lead there');
}

/** What is shown now. */
async function shownNumbers(page: Page): Promise<number[]> {
  await expect(page.locator('.memory-shown li').first()).toBeVisible();
  return (await page.locator('.memory-shown li').allInnerTexts()).map(Number);
}

/** One try by keyboard, from the focused button to the score; one number is wrong. */
async function playWithOneMistake(page: Page, mistakeAt: number): Promise<number[]> {
  await page.keyboard.press('Enter');
  const numbers = await shownNumbers(page);
  await expect(page.locator('input[name="recall"]')).toBeFocused();
  await expect(page.locator('.memory-shown')).toHaveCount(0);
  const typed = numbers.map((value, place) => (place === mistakeAt ? (value === 99 ? 98 : value + 1) : value));
  await page.keyboard.type(typed.join(', '));
  await page.keyboard.press('Enter');
  await expect(page.locator('.places')).toBeVisible();
  return numbers;
}

/** Chooses an exposure of one second by keyboard. */
async function exposeForOneSecond(page: Page): Promise<void> {
  const exposure = page.locator('select[name="exposure"]');
  await tabTo(page, exposure);
  await page.keyboard.press('Home');
  await expect(exposure).toHaveValue('1');
}

test('the experiment is played to the end by keyboard, kept, exported and cleared', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto(OPEN);
  await expect(page.locator('[data-action="show"]')).toBeVisible();
  await expect(page.locator('select[name="exposure"]')).toHaveValue('10');
  await exposeForOneSecond(page);
  await tabTo(page, page.locator('[data-action="show"]'));
  const numbers = await playWithOneMistake(page, 3);
  expect(numbers).toEqual([40, 27, 25, 36, 81, 57, 10, 73, 19, 68]);
  expect([await metric(page, 'n_right'), await metric(page, 'prefix')]).toEqual([9, 3]);
  await expect(page.locator('.places li.right')).toHaveCount(9);
  await expect(page.locator('.places li.wrong')).toHaveText(/36\s*37\s*✗/);
  expect(await findBarriers(page)).toEqual([]);

  // What cannot be read is said, and corrected.
  await expect(page.locator('[data-action="next"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-action="show"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('input[name="recall"]')).toBeFocused();
  await page.keyboard.type('40 forty');
  await page.keyboard.press('Enter');
  await expect(page.locator('.memory-stage').getByRole('alert')).toContainText('“forty” is not a number');
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press('Backspace');
  }
  await page.keyboard.type('27 ? 36');
  await page.keyboard.press('Enter');
  expect([await metric(page, 'n_right'), await metric(page, 'prefix')]).toEqual([3, 2]);

  const rows = page.locator('table[data-table="tries"] tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('9 / 10');
  await expect(page.locator('.letter[data-letter="A"]')).toHaveCount(3);

  await page.reload();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('3 / 10');

  const download = page.waitForEvent('download');
  await tabTo(page, page.locator('[data-action="csv"]'));
  await page.keyboard.press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('recall.csv');
  const lines = readFileSync(await saved.path(), 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('A,,1,10,9,0.9000,3,66.44,');

  await tabTo(page, page.locator('[data-action="clear"]'));
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-action="keep"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(2);
  await tabTo(page, page.locator('[data-action="clear"]'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('[data-action="clear-yes"]'));
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(0);
  await page.reload();
  await expect(page.locator('[data-action="csv"]')).toBeDisabled();
  expect(trouble).toEqual([]);
});

test('a class takes turns on one machine, and its tries are spread by sequence', async ({ page }) => {
  await page.goto(OPEN);
  await exposeForOneSecond(page);
  await tabTo(page, page.locator('input[name="class-mode"]'));
  await page.keyboard.press('Space');
  await page.locator('[data-kind="B"]').click();
  await page.locator('[data-action="show"]').focus();
  for (const student of [1, 2]) {
    await expect(page.locator('.memory-who')).toContainText(`Student ${student}`);
    const numbers = await playWithOneMistake(page, student);
    expect(numbers).toHaveLength(21);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-action="show"]')).toBeFocused();
  }
  const card = page.locator('[data-card="class"]');
  await expect(card).toContainText('Sequence B: 2 tries');
  await expect(card).toContainText('95.24 %');
  await expect(card.locator('.spread .column')).toHaveCount(22);
});

test('a fresh draw is the same by its number, and keeps its rule', async ({ page }) => {
  await page.goto(OPEN);
  await page.locator('select[name="exposure"]').selectOption('1');
  await page.locator('[data-kind="B"]').click();
  await page.getByRole('button', { name: 'Fresh sequence' }).click();
  await expect(page.locator('input[name="draw"]')).toHaveValue('1');
  await page.locator('[data-action="show"]').click();
  const first = await shownNumbers(page);
  const step = first[1]! - first[0]!;
  expect(first).toHaveLength(21);
  expect(first.every((value, i) => value === first[0]! + i * step)).toBe(true);
  await page.reload();
  await page.locator('select[name="exposure"]').selectOption('1');
  await page.locator('[data-kind="B"]').click();
  await page.locator('input[name="draw"]').fill('1');
  await page.locator('input[name="draw"]').press('Enter');
  await page.locator('[data-action="show"]').click();
  expect(await shownNumbers(page)).toEqual(first);
});

test('description lengths are reckoned for each sequence', async ({ page }) => {
  await page.goto(OPEN);
  expect(await metric(page, 'bits_one_by_one')).toBeCloseTo(10 * Math.log2(100), 9);
  await expect(page.locator('data.metric[name="bits_by_rule"]')).toHaveCount(0);
  await page.locator('[data-kind="B"]').click();
  await expect.poll(() => metric(page, 'bits_one_by_one')).toBeCloseTo(21 * Math.log2(100), 9);
  expect(await metric(page, 'bits_by_rule')).toBeCloseTo(Math.log2(100 * 199 * 100), 9);
});

/** Waits until the machine has trained to its end. */
async function trained(page: Page): Promise<void> {
  await expect(page.locator('[data-machine]')).toHaveText('finished');
}

test('the machine learns progressions by two numbers and chance by none', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto(OPEN);
  await page.locator('[data-action="train"]').click();
  const digits = page.locator('[data-rule="arithmetic"] .pair').first();
  await expect(digits).toBeVisible();
  const early = await digits.innerText();
  await trained(page);
  expect(await metric(page, 'wrong_share_arithmetic')).toBe(0);
  expect(await metric(page, 'wrong_share_random')).toBeGreaterThanOrEqual(0.8);
  expect(await metric(page, 'wrong_share_hailstone')).toBeGreaterThan(0.5);
  expect(await digits.innerText()).not.toBe(early);
  await expect(page.locator('[data-rule="arithmetic"] .off')).toHaveCount(0);
  expect(await page.locator('[data-rule="random"] .off').count()).toBeGreaterThan(30);
  expect(await metric(page, 'explained_by_two_arithmetic')).toBeCloseTo(1, 6);
  expect(await metric(page, 'explained_by_two_random')).toBeLessThan(0.2);

  const own = page.locator('[data-card="own"]');
  await own.locator('input').fill('50 48 46 44 42 40 38 36 34 32 30 28 26 24 22 20');
  await own.locator('[data-action="try"]').click();
  await expect(own.locator('.pair')).toHaveCount(3);
  await expect(own.locator('.pair').first().locator('.off')).toHaveCount(0);
  expect(await own.locator('.pair').nth(1).locator('.off').count()).toBeGreaterThan(0);
  await own.locator('input').fill('5 120');
  await own.locator('[data-action="try"]').click();
  await expect(own.getByRole('alert')).toContainText('120 lies outside of 0 to 99');
  expect(await findBarriers(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('with one number a progression does not fit, and the slider starts anew', async ({ page }) => {
  await page.goto(OPEN);
  const slider = page.locator('input[name="code-size"]');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.machine-code')).toContainText('Size of the code: 1');
  await trained(page);
  expect(await metric(page, 'wrong_share_arithmetic')).toBeGreaterThan(0.5);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing sticks out while numbers are shown and networks train', async ({ page }) => {
    await page.goto('./?chapter=memory&lang=es');
    await page.locator('[data-kind="B"]').click();
    await page.locator('[data-action="show"]').click();
    await expect(page.locator('.memory-shown li')).toHaveCount(21);
    expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
    await page.locator('[data-action="train"]').click();
    await expect(page.locator('.machine-set')).toHaveCount(3);
    expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
  });
});
