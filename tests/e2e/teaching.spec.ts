// What a teacher does with the page: exercises, links that hide, guesses before a run, the codes of a class.
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { collectTrouble, findBarriers, findOverflow } from './lab';

async function finish(page: Page): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText('finished');
}

async function write(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).fill(text);
  await page.locator(selector).press('Tab');
}

test('a teacher makes exercises, and a student opens them by the link and by the file', async ({ page }) => {
  const trouble = collectTrouble(page);
  // The lab as the teacher wants it.
  await page.goto('./?chapter=pca&preset=exact&seed=5&lang=en');
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await page.locator('.rail a').nth(5).click();
  await page.locator('.editor-offer summary').click();
  const editor = page.locator('[data-part="editor"]');
  await write(page, 'input[name="set-title"]', 'Week 3');
  await editor.locator('[data-action="add-task"]').click();
  await write(page, 'input[name="task-title"]', 'When is it PCA?');
  await write(page, 'textarea[name="task-text"]', 'Train it **to the end**. <script>alert(1)</script>\n\n1. Look at the ratio.');
  await expect(editor.locator('.preview strong')).toHaveText('to the end');
  await expect(editor.locator('.preview script')).toHaveCount(0);
  await editor.locator('select[name="task-lab"]').selectOption('pca');
  await expect(page.locator('input[name="task-link"]')).toHaveValue('chapter=pca&preset=exact&seed=5');
  await write(page, 'textarea[name="task-expected"]', 'The ratio is *1.000*.');
  await editor.locator('[data-action="add-task"]').click();
  const second = editor.locator('[data-draft]').nth(1);
  await second.locator('input[name="task-title"]').fill('Second');
  await second.locator('input[name="task-link"]').fill('https://example.org/lab/?chapter=stacked&layers=wide');
  await second.locator('input[name="task-link"]').press('Tab');
  await expect(second.getByRole('alert')).toContainText('cannot be “wide”');
  await second.locator('[data-action="task-up"]').click();
  await expect(editor.locator('[data-draft] input[name="task-title"]').first()).toHaveValue('Second');
  await editor.locator('[data-draft]').first().locator('[data-action="remove-task"]').click();
  await expect(editor.locator('[data-draft]')).toHaveCount(1);
  const link = await editor.locator('[data-part="set-link"]').inputValue();
  expect(link).toMatch(/\?chapter=exercises&set=[\w-]+&lang=en$/);
  await expect(editor.locator('.qr')).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), editor.locator('[data-action="set-out"]').click()]);
  expect(await findBarriers(page)).toEqual([]);
  expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
  // What is written stays.
  await page.reload();
  await page.locator('.editor-offer summary').click();
  await expect(page.locator('input[name="set-title"]')).toHaveValue('Week 3');

  // A student, in another browser.
  const student = await (await page.context().browser()!.newContext()).newPage();
  await student.goto(link);
  const task = student.locator('[data-set] [data-task]');
  await expect(student.locator('[data-set] h2')).toHaveText('Week 3');
  await expect(task).toHaveCount(1);
  await expect(task.locator('.task-text strong')).toHaveText('to the end');
  await expect(task.locator('.expected')).toHaveCount(0);
  await expect(student.locator('[data-part="done"]')).toHaveText('0 of 1 answered');
  // The lecture's exercises are an offer beside them.
  const lecture = student.locator('.lecture-tasks');
  await expect(lecture.locator('[data-task="copying"]')).toBeHidden();
  await lecture.locator('summary').first().click();
  await lecture.locator('[data-task="copying"] textarea').fill('Digits can be narrowed.');
  await expect(student.locator('[data-part="done"]')).toHaveText('1 of 2 answered');
  await task.locator('[data-action="open-lab"]').click();
  await expect(student).toHaveURL(/chapter=pca&preset=exact&seed=5/);
  await student.locator('[data-action="back-to-exercise"]').click();
  await task.locator('textarea').fill('At the end.');
  await task.locator('.expected summary').click();
  await expect(task.locator('.expected em')).toHaveText('1.000');
  const [report] = await Promise.all([student.waitForEvent('download'), student.locator('[data-action="report-html"]').click()]);
  const text = await readFile(await report.path(), 'utf8');
  expect(text).toContain('When is it PCA?');
  expect(text).toContain('<strong>to the end</strong>');
  expect(text).toContain('Digits can be narrowed.');
  expect(text).not.toContain('Not answered');
  // It is kept, and goes when it is put away.
  await student.goto('./?chapter=exercises&lang=en');
  await expect(task).toHaveCount(1);
  await student.locator('[data-action="forget-set"]').click();
  await expect(task).toHaveCount(0);
  await expect(student.locator('[data-part="done"]')).toHaveText('1 of 13 answered');
  await expect(student.locator('.lecture-tasks [data-task="copying"]')).toBeVisible();
  await student.locator('[data-input="set-in"]').setInputFiles(await file.path());
  await expect(task).toHaveCount(1);
  await student.goto('./?chapter=exercises&set=nonsense&lang=en');
  await expect(student.locator('[data-part="set-fault"]')).toContainText('the link is incomplete');
  await student.context().close();
  expect(trouble).toEqual([]);
});

test('a guess is committed before the run and stands beside its outcome, also in the report', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&preset=exact&paced=0&lang=en');
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await page.locator('.prediction > summary').click();
  const guess = page.locator('[data-guess="becomes-pca"]');
  await expect(guess.locator('[data-action="commit-guess"]')).toBeDisabled();
  await guess.getByText('more than twice as large').click();
  await guess.locator('[data-action="commit-guess"]').click();
  await expect(guess.locator('[data-part="outcome"]')).toContainText('when the lab has run');
  await page.locator('.run-bar .play').click();
  await finish(page);
  await expect(guess.locator('[data-part="outcome"]')).toContainText('It came out: the same, within 1 %. Other than you expected');
  expect(await findBarriers(page)).toEqual([]);
  await page.locator('.rail a').nth(5).click();
  const [report] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="report-html"]').click()]);
  const text = await readFile(await report.path(), 'utf8');
  expect(text).toContain('What I expected');
  expect(text).toContain('<td>more than twice as large</td><td>the same, within 1 %</td>');
  // Who comes while it runs, or after it, is told so; begun anew, it can be guessed.
  const late = await (await page.context().browser()!.newContext()).newPage();
  await late.goto('./?chapter=stacked&epochs=5000&run=1&lang=en');
  await expect(late.locator('.run-bar')).toContainText(/Epoch [1-9]\d* of/);
  await late.locator('.prediction > summary').first().click();
  await expect(late.locator('.guess')).toContainText('The lab has already begun');
  await late.locator('.run-bar').getByRole('button', { name: 'Reset' }).click();
  await expect(late.locator('[data-action="commit-guess"]')).toBeVisible();
  await late.context().close();
  expect(trouble).toEqual([]);
});

test('a table is pinned as it stands, and is in the report', async ({ page }) => {
  await page.goto('./?chapter=pretraining&labels=50-100&seeds=2&updates=40&epochs=3&layers=20&lang=en&run=1');
  await expect(page.locator('.pretraining-progress')).toHaveAttribute('data-state', 'over');
  const card = page.locator('[data-card="outcome"]');
  await card.locator('[data-action="pin-table"]').click();
  await expect(card.locator('.pin-table')).toContainText('Pinned');
  const gain = (await card.locator('tbody tr').nth(1).locator('td').nth(3).textContent())!;
  // The epochs exercise has a column of buttons, which says nothing on paper.
  await page.goto('./?chapter=stacked&epochs=4&checkpoints=2-4&paced=0&run=1&lang=en');
  await finish(page);
  await page.locator('[data-table="epochs"] tbody tr').nth(2).waitFor();
  const epochs = page.locator('section', { has: page.locator('[data-table="epochs"]') }).last();
  await epochs.locator('[data-action="pin-table"]').click();
  await expect(epochs.locator('.pin-table')).toContainText('Pinned');
  await page.goto('./?chapter=exercises&lang=en');
  const pins = page.locator('[data-part="other-pins"] [data-pin] table');
  await expect(pins).toHaveCount(2);
  await expect(pins.first()).toContainText(gain);
  const rows = await pins.last().locator('tr').evaluateAll((rows) => rows.map((row) => (row as HTMLTableRowElement).cells.length));
  expect(new Set(rows)).toEqual(new Set([5]));
  expect(await findBarriers(page)).toEqual([]);
  const [report] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="report-html"]').click()]);
  expect(await readFile(await report.path(), 'utf8')).toContain(`<td>${gain}</td>`);
});

test('results become codes, and the lecturer sees what the class found', async ({ page }) => {
  await page.goto('./?chapter=stacked&epochs=2&seed=7&paced=0&run=1&lang=en');
  await finish(page);
  await page.locator('[data-card="runs"] .code-offer summary').click();
  const code = (await page.locator('[data-part="code"]').textContent())!;
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{1,4})+$/);
  await expect(page.locator('.my-code')).toContainText('seed 7');
  await expect(page.locator('.my-code .qr')).toBeVisible();
  await page.goto('./?chapter=exercises&lang=en');
  await page.locator('.class-offer summary').click();
  const collection = page.locator('[data-part="class-collection"]');
  await collection.locator('textarea').fill(`${code.toLowerCase()}\n${code.replaceAll('-', ' ')}\nABCD-EFGH`);
  await expect(collection).toContainText('Codes read: 2');
  await expect(collection.locator('[data-part="code-faults"]')).toContainText('ABCD-EFGH: no code, or a letter of it is wrong');
  await expect(collection.locator('.class-bars caption')).toContainText('Validation loss after epoch 2');
  await expect(collection.locator('.class-bars td').last()).toHaveText('2');
  expect(await findBarriers(page)).toEqual([]);
  // They are there after a reload.
  await page.reload();
  await page.locator('.class-offer summary').click();
  await expect(collection).toContainText('Codes read: 2');
});

test('the link for a class hides, starts and shows itself as QR', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&layers=20-4&lang=en');
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await page.locator('.share > summary').click();
  const panel = page.locator('[data-part="share"]');
  await expect(panel.locator('.qr')).toBeVisible();
  await panel.locator('input[name="run"]').check();
  await panel.locator('summary').click();
  await panel.locator('input[name="hide-form"]').check();
  await panel.locator('input[name="hide-answers"]').check();
  const link = await panel.locator('[data-part="share-link"]').inputValue();
  expect(link).toMatch(/\?chapter=stacked&layers=20-4&lang=en&run=1&hide=form,answers$/);
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(link);
  await expect(page.locator('.controls')).toBeHidden();
  await expect(page.locator('.questions details p').first()).toBeHidden();
  // A press does nothing, and a key that unfolds it all the same finds nothing there.
  await page.locator('.questions summary').first().press('Enter');
  await expect(page.locator('.questions details p').first()).toBeHidden();
  await finish(page);
  await expect(page).toHaveURL(/hide=form,answers/);
  // Cards too, as a lesson needs.
  await page.goto('./?chapter=pca&hide=turn,spectrum&lang=en');
  await expect(page.locator('[data-card="saddles"]')).toBeVisible();
  await expect(page.locator('[data-card="turn"]')).toBeHidden();
  await expect(page.locator('[data-card="spectrum"]')).toBeHidden();
  await page.locator('.share > summary').click();
  await panel.locator('summary').click();
  await expect(panel.locator('input[name="hide-saddles"]')).toBeVisible();
  await expect(panel.locator('input[name="hide-chess"]')).toHaveCount(0);
  await page.goto('./?chapter=pca&hide=everything&v=9&lang=en');
  await expect(page.getByRole('alert')).toContainText('everything');
  await expect(page.getByRole('alert')).toContainText('“9”');
  expect(trouble).toEqual([]);
});

test('chapters without a run have their configuration in the address', async ({ page }) => {
  await page.goto('./?chapter=pretraining&labels=50-100&seeds=2&updates=40&epochs=3&layers=20&lang=en&run=1');
  await expect(page.locator('.pretraining-progress')).toHaveAttribute('data-state', 'over');
  await expect(page.locator('[data-part="plan"]')).toContainText('layers 20');
  await expect(page.locator('[data-table="pretraining"] tbody tr')).toHaveCount(2);
  await page.locator('[data-preset="quick"]').click();
  await expect(page).toHaveURL(/\?chapter=pretraining&lang=en$/);
  await page.goto('./?chapter=pretraining&labels=51&lang=en');
  await expect(page.getByRole('alert')).toContainText('51');
  await page.goto('./?chapter=memory&sequence=B&draw=3&seconds=5&lang=en');
  await expect(page).toHaveURL(/sequence=B&draw=3&seconds=5/);
});

test('the works cited leave as BibTeX', async ({ page }) => {
  await page.goto('./?chapter=bibliography&lang=en');
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="bibtex"]').click()]);
  expect(file.suggestedFilename()).toBe('autoencoder-lab.bib');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('@article{chase1973perception,');
  expect(text.match(/^@/gm)).toHaveLength(await page.locator('.works li').count());
  expect(await findBarriers(page)).toEqual([]);
});
