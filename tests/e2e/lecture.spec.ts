// Lecture mode: on a projector the keys that page lead through a chapter, step by step.
import { expect, test } from '@playwright/test';
import { collectTrouble, findBarriers, openChapter } from './lab';

test('the arrows lead from the idea to the run, and back', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&lang=en&present=1');
  const bar = page.locator('.lecture');
  const step = bar.locator('[data-part="lecture-step"]');
  await expect(step).toHaveText('The idea');
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await expect(page.locator('[data-card="saddles"]')).toBeAttached();

  // What the class expects comes before any answer.
  await page.keyboard.press('ArrowRight');
  await expect(step).toHaveText('What does the class expect?');
  await expect(page.locator('.guess').first()).toBeVisible();
  const question = page.locator('.questions details').first();
  await page.keyboard.press('ArrowRight');
  await expect(step).toContainText('Question');
  await expect(question).toBeInViewport();
  await expect(question).not.toHaveAttribute('open');
  await page.keyboard.press('PageDown');
  await expect(step).toHaveText('Answer');
  await expect(question).toHaveAttribute('open');
  await page.keyboard.press('PageUp');
  await expect(step).toContainText('Question');
  await expect(question).not.toHaveAttribute('open');

  // On to the run, past every question.
  const words: string[] = [];
  while (words.at(-1) !== 'Under way' && words.length < 20) {
    await page.keyboard.press('ArrowRight');
    words.push((await step.textContent()) ?? '');
  }
  expect(words.slice(-3)).toEqual(['Answer', 'The lab', 'Under way']);
  await expect(page.locator('#lab')).toBeInViewport();
  await expect(page.locator('data.metric[name="epoch"]')).not.toHaveAttribute('value', '0');

  // The cards, one with a run of its own; then the next chapter.
  await bar.getByRole('button', { name: 'Next step' }).click();
  await expect(page.locator('[data-card][data-step]')).toBeInViewport();
  for (let i = 0; i < 12 && (await page.locator('h1').textContent())?.includes('PCA'); i += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await expect.poll(() => new URL(page.url()).searchParams.get('chapter')).toBe('stacked');
  await expect(step).toHaveText('The idea');
  expect(trouble).toEqual([]);
  expect(await findBarriers(page)).toEqual([]);
});

test('what uses the arrows itself keeps them, and without a projector nothing listens', async ({ page }) => {
  await page.goto('./?chapter=memory&lang=es&present=1');
  const step = page.locator('[data-part="lecture-step"]');
  await expect(step).toHaveText('La idea');
  await page.locator('input[name="draw"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(step).toHaveText('La idea');

  await openChapter(page, 'en', 'memory');
  await expect(page.locator('.lecture')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-step]')).toHaveCount(0);
});

test('a link that hides answers has no step for them', async ({ page }) => {
  await page.goto('./?chapter=pretraining&lang=en&present=1&hide=answers');
  const step = page.locator('[data-part="lecture-step"]');
  await expect(step).toHaveText('The idea');
  await expect(page.locator('[data-action="pretrain"]')).toBeVisible();
  const words: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press('ArrowRight');
    words.push((await step.textContent()) ?? '');
  }
  expect(words.filter((word) => word === 'Answer')).toEqual([]);
  expect(words.slice(1, 4).every((word) => word.startsWith('Question'))).toBe(true);
});
