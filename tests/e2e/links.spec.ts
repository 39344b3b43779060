// What links hold besides a run: the card to begin at, the small labs, the user's own file; and codes before a camera.
import { chromium, expect, test, type Locator, type Page } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { file, table } from './files';
import { collectTrouble, findBarriers } from './lab';

/** Waits until a card stands still with its head in sight. */
async function inSight(card: Locator): Promise<void> {
  await card.waitFor();
  await expect
    .poll(() => card.evaluate((element) => Math.round(element.getBoundingClientRect().top)))
    .toBeLessThan(200);
  expect(await card.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(-60);
}

const query = (page: Page) => new URL(page.url()).searchParams;

test('a link leads to the saddles, sets them and starts them, and not the run of the chapter', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&at=saddles&start-2=0&start-3=1&nudge=0.1&run=1&lang=en');
  const card = page.locator('[data-card="saddles"]');
  await inSight(card);
  await expect(card.locator('input[name="along-3"]')).toHaveValue('1');
  await expect(card.locator('tbody tr').first()).toContainText('(0.00; 0.00; 1.00)');
  await expect(page.locator('.run-bar')).toContainText('ready to train');
  // What is changed goes into the address, and what is at its default is left out.
  await card.locator('[data-start="second"]').click();
  await expect.poll(() => query(page).has('start-2')).toBe(false);
  await card.locator('input[name="along-1"]').fill('0.5');
  await expect.poll(() => query(page).get('start-1')).toBe('0.5');
  expect(query(page).get('nudge')).toBe('0.1');
  expect(trouble).toEqual([]);
});

test('links set the labs of chapters 1 and 2', async ({ page }) => {
  await page.goto('./?chapter=memory&at=machine&machine-code=3&machine-seed=4&run=1&lang=en');
  await inSight(page.locator('[data-card="machine"]'));
  await expect(page.locator('input[name="code-size"]')).toHaveValue('3');
  const epoch = () => page.locator('[data-card="machine"] progress').evaluate((bar) => (bar as HTMLProgressElement).value);
  await expect.poll(epoch).toBeGreaterThan(0);
  // It stays with the link, so that a reload starts again there, until something changes.
  await page.goto('./?chapter=memory&sequence=B&at=machine&machine-code=3&run=1&lang=en');
  await inSight(page.locator('[data-card="machine"]'));
  expect([query(page).get('at'), query(page).get('run')]).toEqual(['machine', '1']);
  await page.locator('input[name="code-size"]').fill('4');
  await expect.poll(() => query(page).get('machine-code')).toBe('4');
  expect([query(page).get('at'), query(page).get('run')]).toEqual([null, null]);
  await page.goto('./?chapter=memory&at=chess&boards=random&board-seconds=3&lang=en');
  await inSight(page.locator('[data-card="chess"]'));
  await expect(page.locator('input[name="chess-seconds"]')).toHaveValue('3');
  await expect(page.locator('.chess-setup .seg[aria-pressed="true"]')).toHaveText(/random/i);
  await page.goto('./?chapter=anatomy&at=copying&copy-code=20&lang=en');
  await inSight(page.locator('[data-card="copying"]'));
  await expect(page.locator('input[name="copy-size"]')).toHaveValue('20');
  await page.locator('input[name="copy-size"]').fill('30');
  await expect.poll(() => query(page).get('copy-code')).toBe('30');
  expect(query(page).get('at')).toBeNull();
  // What cannot be used is named.
  await page.goto('./?chapter=anatomy&at=moon&copy-code=900&lang=en');
  const faults = page.getByRole('alert').first();
  await expect(faults).toContainText('moon');
  await expect(faults).toContainText('copy-code');
  await expect(page.locator('input[name="copy-size"]')).toHaveValue('8');
});

test('links set the components, the turned code and the class mode', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=pca&data=digits&preset=nonlinear&at=spectrum&kept=20&turn-11=2&turn-12=0.5&lang=en');
  await inSight(page.locator('[data-card="spectrum"]'));
  await expect(page.locator('input[name="kept"]')).toHaveValue('20');
  await page.locator('input[name="kept"]').fill('30');
  await expect.poll(() => query(page).get('kept')).toBe('30');
  const explained = page.locator('data.metric[name="spectrum_explained"]');
  await expect.poll(async () => Number(await explained.getAttribute('value'))).toBeGreaterThan(0.95);
  const turn = page.locator('[data-card="turn"]');
  await expect(turn.locator('input[name="a11"]')).toHaveValue('2');
  await expect(turn.locator('input[name="a12"]')).toHaveValue('0.5');
  await turn.locator('input[name="a21"]').fill('-1');
  await expect.poll(() => query(page).get('turn-21')).toBe('-1');
  await turn.locator('[data-turn="identity"]').click();
  await expect.poll(() => [...query(page).keys()].filter((key) => key.startsWith('turn'))).toEqual([]);
  await page.goto('./?chapter=memory&class-mode=1&lang=en');
  await expect(page.locator('input[name="class-mode"]')).toBeChecked();
  await expect(page.locator('.memory-who')).toContainText('Student 1');
  await page.locator('input[name="class-mode"]').uncheck();
  await expect.poll(() => query(page).has('class-mode')).toBe(false);
  expect(trouble).toEqual([]);
});

test('links set the tools for a trained network', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&epochs=5&paced=0&tool=anomalies&normal=2&odd-class=8&threshold=4&at=exploring&lang=en');
  const card = page.locator('[data-card="exploring"]');
  await inSight(card);
  await expect(card.locator('select[name="normal"]')).toHaveValue('1');
  await expect(card.locator('select[name="odd"] option:checked')).toHaveText('7');
  await expect(card.locator('input[name="threshold"]')).toHaveValue('3');
  // Another plan has another best threshold.
  await card.locator('select[name="odd"]').selectOption({ label: 'the normal ones upside down' });
  await expect.poll(() => [query(page).get('odd'), query(page).get('odd-class'), query(page).get('threshold')]).toEqual(['upside-down', null, null]);
  // What is chosen stays from tool to tool, and is in the address of all.
  await card.locator('[data-tool-button="search"]').click();
  await card.locator('[data-pick="sought-7"]').click();
  await expect.poll(() => Number(query(page).get('sought'))).toBeGreaterThan(0);
  await card.locator('[data-tool-button="denoising"]').click();
  await card.locator('select[name="noise"]').selectOption('strokes');
  await card.locator('input[name="strength"]').fill('0.4');
  await expect.poll(() => [query(page).get('noise'), query(page).get('noise-strength')]).toEqual(['strokes', '0.4']);
  await page.reload();
  await card.locator('h2').scrollIntoViewIfNeeded();
  await expect(card.locator('select[name="noise"]')).toHaveValue('strokes');
  await expect(card.locator('input[name="strength"]')).toHaveValue('0.4');
  await card.locator('[data-tool-button="search"]').click();
  await expect(card.locator('[data-pick="sought-7"]')).toHaveAttribute('aria-pressed', 'true');
  // What the network does not have is replaced by what it has.
  await page.goto('./?chapter=stacked&epochs=5&tool=walk&way-from=90000&turned-unit=4000&grid=8&way-step=99&lang=en');
  await card.locator('h2').scrollIntoViewIfNeeded();
  await expect(card.locator('[data-pick="from-0"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(card.locator('select[name="density"]')).toHaveValue('8');
  await expect(card.locator('input[name="way"]')).toHaveValue('40');
  await expect(card).toContainText('unit 1 from its least to its greatest value');
  expect(trouble).toEqual([]);
});

test('the panel offers the place, and closes by a press elsewhere and by Escape', async ({ page }) => {
  await page.goto('./?chapter=anatomy&lang=en');
  await page.locator('.share > summary').click();
  const panel = page.locator('[data-part="share"]');
  await panel.locator('select[name="at"]').selectOption('copying');
  await panel.locator('input[name="run"]').check();
  await expect(panel).toContainText('not the run of the chapter');
  const link = panel.locator('[data-part="share-link"]');
  await expect(link).toHaveValue(/[?&]at=copying&run=1/);
  const address = await link.inputValue();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.locator('.share > summary')).toBeFocused();
  await page.locator('.share > summary').click();
  await expect(panel).toBeVisible();
  await page.locator('h1').click();
  await expect(panel).toBeHidden();
  await page.goto(address);
  await inSight(page.locator('[data-card="copying"]'));
  await expect(page.locator('[data-copies="training"]')).toBeVisible();
});

test('a link on a file of one’s own asks for it, knows it again and runs with its settings', async ({ page, browser }) => {
  const trouble = collectTrouble(page);
  await page.goto('./?chapter=stacked&lang=en');
  await expect(page.locator('.run-bar .play')).toBeEnabled();
  await page.locator('input[name="own-files"]').first().setInputFiles([file('points.csv', table())]);
  const dialogue = page.locator('dialog.own-files');
  await dialogue.locator('select[name="own-scaling"]').selectOption({ index: 2 });
  await expect(dialogue.locator('.found')).toContainText('points.csv');
  await dialogue.locator('.primary').click();
  await expect(dialogue).toBeHidden();
  await page.locator('input[name="layers"]').fill('5-2');
  await page.locator('input[name="layers"]').press('Tab');
  await expect.poll(() => query(page).get('layers')).toBe('5-2');
  const asked = query(page);
  expect(asked.get('file')).toBe('points.csv');
  expect(asked.get('file-bytes')).toBe(String(table().length));
  expect(asked.get('file-hash')).toMatch(/^[0-9a-f]{16}$/);
  expect(asked.get('file-reading')).toContain('label-3');
  const address = `${page.url()}&run=1`;

  const context = await browser.newContext();
  const student = await context.newPage();
  await student.goto(address);
  const alert = student.locator('.notice.fault[role="alert"]').first();
  await expect(alert).toContainText('points.csv');
  await expect(alert).toContainText('kB');
  expect(await findBarriers(student)).toEqual([]);
  const opened = student.locator('dialog.own-files');
  await alert.locator('input[name="own-files"]').setInputFiles([file('points.csv', table().replace('label', 'class'))]);
  await expect(opened.locator('[data-compared="false"]')).toContainText('another content');
  // Read as the link says it could not be read at all.
  await opened.locator('input[name="own-files"]').setInputFiles([file('narrow.csv', 'a,b\n1,2\n3,5\n4,4\n')]);
  await expect(opened.locator('[data-compared="false"]')).toBeVisible();
  await expect(opened.locator('.found')).toContainText('narrow.csv');
  await opened.locator('input[name="own-files"]').setInputFiles([file('renamed.csv', table())]);
  await expect(opened.locator('[data-compared="true"]')).toBeVisible();
  await opened.locator('.primary').click();
  await expect(student.locator('.run-bar')).toContainText('finished');
  await expect(student.locator('input[name="layers"]')).toHaveValue('5-2');
  expect(new URL(student.url()).searchParams.get('file-hash')).toBe(asked.get('file-hash'));
  await context.close();
  expect(trouble).toEqual([]);
});

/** A film of one picture in YUV4MPEG2, 640 x 480, of which a fake camera is made: the modules of a code, dark on light paper. */
function filmOf(path: string): Buffer {
  const modules = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map((match) => [Number(match[1]), Number(match[2])]);
  const side = Math.max(...modules.flat()) + 5;
  const [width, height, scale] = [640, 480, Math.floor(440 / side)];
  const luma = Buffer.alloc(width * height, 200);
  const [left, top] = [Math.floor((width - side * scale) / 2), Math.floor((height - side * scale) / 2)];
  for (const [column, row] of modules) {
    for (let y = top + row * scale; y < top + (row + 1) * scale; y++) {
      luma.fill(40, y * width + left + column * scale, y * width + left + (column + 1) * scale);
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

test('the lecturer’s camera reads a student’s code', async ({ page, baseURL }) => {
  await page.goto('./?chapter=stacked&epochs=2&seed=7&paced=0&run=1&lang=en');
  await expect(page.locator('.run-bar')).toContainText('finished');
  await page.locator('[data-card="runs"] .code-offer summary').click();
  const code = (await page.locator('[data-part="code"]').textContent())!;
  const path = (await page.locator('.my-code .qr-ink').getAttribute('d'))!;
  const folder = await mkdtemp(join(tmpdir(), 'camera-'));
  const film = join(folder, 'code.y4m');
  await writeFile(film, filmOf(path));
  const launch = test.info().project.use.launchOptions!;
  const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const browser = await chromium.launch({ ...launch, args: [...launch.args!, ...camera] });
  try {
    const lecturer = await (await browser.newContext({ baseURL })).newPage();
    const trouble = collectTrouble(lecturer);
    await lecturer.goto('./?chapter=exercises&lang=en');
    await lecturer.locator('.class-offer summary').click();
    const collection = lecturer.locator('[data-part="class-collection"]');
    await collection.locator('[data-action="scan"]').click();
    await expect(collection.locator('textarea')).toHaveValue(code);
    await expect(collection).toContainText('Codes read: 1');
    expect(await findBarriers(lecturer)).toEqual([]);
    await collection.locator('[data-action="scan"]').click();
    await expect(collection.locator('video')).toBeHidden();
    expect(trouble).toEqual([]);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
