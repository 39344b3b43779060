// Data as a student comes by them: files of one's own, published sets, the browser's store, and what goes wrong.
import { gzipSync } from 'node:zlib';
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { collectTrouble } from './lab';
import { file, idx, png, table, type OwnFile } from './files';

const HAS_DATA = process.env.LAB_DATA === '1';
const NO_DATA = 'skipped: no data folder was given';
const STACKED = './?chapter=stacked&data=digits&epochs=2000&lang=en';
const MNIST_TEST = './?chapter=stacked&data=mnist&part=test&lang=en';

// Nothing ever leaves the machine; a test that plays a mirror answers in its place.
test.beforeEach(async ({ context }) => {
  await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
});

async function metric(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`data.metric[name="${name}"]`).first().getAttribute('value'));
}

async function ready(page: Page): Promise<void> {
  await expect(page.locator('.run-bar .play')).toBeEnabled();
}

/** Plays until an epoch after the one at hand is done. */
async function expectTraining(page: Page): Promise<void> {
  await ready(page);
  const before = await metric(page, 'epoch');
  if (await page.locator('.run-bar .play').getAttribute('data-state') === 'resting') {
    await page.locator('.run-bar .play').click();
  }
  await expect.poll(() => metric(page, 'epoch')).toBeGreaterThan(before);
}

async function open(page: Page, files: OwnFile[]): Promise<Locator> {
  await page.locator('input[name="own-files"]').first().setInputFiles(files);
  const dialogue = page.locator('dialog.own-files');
  await expect(dialogue).toBeVisible();
  return dialogue;
}

/** What the dialogue says of the files: samples, numbers a sample, values, classes. */
async function expectFacts(dialogue: Locator, facts: (string | RegExp)[]): Promise<void> {
  await expect(dialogue.locator('.facts dd')).toHaveText(facts);
}

/** Uses what the dialogue shows. */
async function use(dialogue: Locator): Promise<void> {
  await dialogue.getByRole('button', { name: 'Use these data' }).click();
  await expect(dialogue).toBeHidden();
}

/** From now on nothing is fetched: neither the site's data nor anything of others. */
async function cutOff(context: BrowserContext): Promise<void> {
  await context.route('**/data/**', (route) => route.abort());
}

/** Keeps a file of MNIST from coming until the function is called that this returns. */
async function holdBack(context: BrowserContext, name: string): Promise<() => void> {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => { letGo = resolve; });
  await context.route(`**/data/mnist/${name}*`, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return letGo;
}

/** How many files the browser keeps. */
async function countKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    return (await Promise.all(stores.map((store) => store.keys()))).flat().length;
  });
}

for (const chapter of ['pca', 'stacked'] as const) {
  test(`a table of one's own is understood, read otherwise, and trained on in ${chapter}`, async ({ page }) => {
    const trouble = collectTrouble(page);
    await page.goto(`./?chapter=${chapter}&lang=en`);
    await ready(page);
    const dialogue = await open(page, [file('points.csv', table())]);
    await expect(dialogue).toContainText('points.csv');
    await expectFacts(dialogue, ['60', '3', 'from 0.00 to 1.00', '1 (20), 2 (20), 3 (20)']);
    const labels = dialogue.locator('select[name="own-labels"]');
    await expect(labels.locator('option:checked')).toHaveText('label');
    await labels.selectOption({ label: 'none' });
    await expectFacts(dialogue, ['60', '4', 'from 0.00 to 1.00', 'no labels']);
    await expect(labels).toBeFocused();
    await labels.selectOption({ label: 'label' });
    await expectFacts(dialogue, ['60', '3', 'from 0.00 to 1.00', '1 (20), 2 (20), 3 (20)']);
    await dialogue.locator('select[name="own-scaling"]').selectOption({ label: 'mean 0, deviation 1' });
    await expectFacts(dialogue, ['60', '3', /^from [-−]\d\.\d\d to \d\.\d\d$/, '1 (20), 2 (20), 3 (20)']);
    await use(dialogue);
    await expect(page.locator('select[name="data"] option:checked')).toHaveText('Your own: points.csv');
    await expectTraining(page);
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(trouble).toEqual([]);
  });
}

for (const [how, pack] of [['plain', (bytes: Buffer) => bytes], ['packed', gzipSync]] as const) {
  test(`images and labels of one's own as IDX files, ${how}, are trained on`, async ({ page }) => {
    const trouble = collectTrouble(page);
    await page.goto(STACKED);
    await ready(page);
    const dialogue = await open(page, [
      file('mine-labels-idx1-ubyte', pack(idx([40], 4))),
      file('mine-images-idx3-ubyte', pack(idx([40, 5, 7]))),
    ]);
    await expectFacts(dialogue, ['40', '35 (7×5 pixels)', 'from 0.00 to 0.98', '0 (10), 1 (10), 2 (10), 3 (10)']);
    // Eight images a row.
    await expect(dialogue.locator('.sheet canvas')).toHaveCount(3);
    await use(dialogue);
    await expectTraining(page);
    await expect(page.locator('canvas.image-row').first()).toBeVisible();
    expect(trouble).toEqual([]);
  });
}

test('pictures are scaled as chosen, and what is no picture is named', async ({ page }) => {
  const trouble = collectTrouble(page);
  await page.goto(STACKED);
  await ready(page);
  const dialogue = await open(page, [
    file('broken.png', 'This is no picture.'),
    ...[1, 2, 3].map((tone) => file(`slope-${tone}.png`, png(20, tone * 5))),
  ]);
  await expectFacts(dialogue, ['3', '784 (28×28 pixels)', /^from/, 'no labels']);
  await expect(dialogue).toContainText('Not pictures, and left out: broken.png');
  await expect(dialogue.locator('.found')).toContainText('slope-1.png and 2 more');
  await dialogue.locator('select[name="own-side"]').selectOption('16');
  await expectFacts(dialogue, ['3', '256 (16×16 pixels)', /^from/, 'no labels']);
  await expect(dialogue).toContainText('left out: broken.png');
  await use(dialogue);
  await expectTraining(page);
  expect(trouble).toEqual([]);
});

const IMAGES = idx([40, 5, 7]);
const UNUSABLE: [string, OwnFile[], string][] = [
  ['a table with a short row', [file('a.csv', 'a,b\n1,2\n3\n')], 'row 3 has 1 cells and the others 2'],
  ['a table with text among its numbers', [file('a.csv', 'a,b,class\n1,tall,p\n2,3,q\n')], 'row 2, column “b” says “tall”'],
  ['a table with NaN', [file('a.csv', 'a,b\n1,2\nNaN,4\n')], 'column “a” says “NaN”, which is not a finite number'],
  ['a table with a gap', [file('a.csv', 'a,b\n1,2\n,4\n')], 'the value of row 3, column “a” is missing'],
  ['a table of one value', [file('a.csv', 'a,b\n1,2\n1,2\n1,2\n')], 'every column has a single value'],
  ['an empty file', [file('a.csv', '')], 'it has no rows of numbers'],
  ['an IDX file that is too short', [file('a.idx', idx([40, 5, 7], 251, 1399))], 'announces 1400 bytes of values, but there are 1399'],
  ['labels alone', [file('labels.idx', idx([40], 4))], '“labels.idx” holds labels alone'],
  ['labels of other images', [file('a.idx', IMAGES), file('b.idx', idx([39], 4))], 'there are 40 images but 39 labels'],
  ['a gzip file that breaks off', [file('a.gz', gzipSync(IMAGES).subarray(0, 200))], 'the file is damaged or incomplete'],
  ['images that are too wide', [file('a.idx', idx([3, 1, 129]))], 'The images measure 129×1 pixels'],
  ['a broken picture alone', [file('broken.png', 'no picture')], 'no picture in what was opened (“broken.png”'],
  ['a program', [file('program.bin', Buffer.from([0x4d, 0x5a, 0x90, 0]))], '“program.bin” is neither an IDX file nor a CSV'],
];
for (const [what, files, sentence] of UNUSABLE) {
  test(`${what} cannot be used, which is said, and the run stays`, async ({ page }) => {
    const trouble = collectTrouble(page);
    await page.goto(STACKED);
    await ready(page);
    for (const epoch of ['1', '2']) {
      await page.getByRole('button', { name: 'Train one epoch' }).click();
      await expect(page.locator('data.metric[name="epoch"]')).toHaveAttribute('value', epoch);
    }
    const dialogue = await open(page, files);
    await expect(dialogue.getByRole('alert')).toContainText(sentence);
    await expect(dialogue.getByRole('button', { name: 'Use these data' })).toHaveCount(0);
    await dialogue.getByRole('button', { name: 'Discard' }).click();
    await expect(dialogue).toBeHidden();
    expect(await metric(page, 'epoch')).toBe(2);
    await expect(page.locator('select[name="data"]')).toHaveValue('digits');
    await expectTraining(page);
    expect(trouble).toEqual([]);
  });
}

test('after a file that cannot be used another one can, and Escape discards it', async ({ page }) => {
  await page.goto(STACKED);
  await ready(page);
  let dialogue = await open(page, [file('bad.csv', 'a,b\n1,2\n3\n')]);
  await expect(dialogue.getByRole('alert')).toContainText('bad.csv');
  await dialogue.locator('input[name="own-files"]').setInputFiles([file('good.csv', table())]);
  await expectFacts(dialogue, ['60', '3', 'from 0.00 to 1.00', '1 (20), 2 (20), 3 (20)']);
  await expect(dialogue.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();
  await expect(page.locator('select[name="data"]')).toHaveValue('digits');
  // It opens again: closing it by the browser's own key has not left it half open.
  dialogue = await open(page, [file('good.csv', table())]);
  await use(dialogue);
  await expectTraining(page);
});

test('files are dropped on the page', async ({ page }) => {
  await page.goto(STACKED);
  await ready(page);
  const dataTransfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return data;
  }, table());
  const target = page.locator('.drop-target');
  await page.dispatchEvent('main', 'dragover', { dataTransfer });
  await expect(target).toBeVisible();
  await page.dispatchEvent('main', 'dragleave', { dataTransfer });
  await expect(target).toHaveCount(0);
  await page.dispatchEvent('main', 'dragover', { dataTransfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer });
  await expect(target).toHaveCount(0);
  const dialogue = page.locator('dialog.own-files');
  await expect(dialogue).toBeVisible();
  await expect(dialogue.locator('.found')).toContainText('dropped.csv');
  await use(dialogue);
  await expectTraining(page);
});

test('a link to a file of somebody\'s own asks for the file', async ({ page }) => {
  await page.goto('./?chapter=stacked&data=file&lang=en');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('This link uses a file of somebody’s own');
  await expect(alert.getByRole('button', { name: 'Open files…' })).toBeVisible();
  await alert.locator('input[name="own-files"]').setInputFiles([file('points.csv', table())]);
  await use(page.locator('dialog.own-files'));
  await expectTraining(page);
  await expect(alert).toHaveCount(0);
});

test('MNIST is fetched once, kept, used without a network, and forgotten', async ({ page, context }) => {
  test.skip(!HAS_DATA, NO_DATA);
  await page.goto(STACKED);
  await ready(page);
  await page.locator('select[name="data"]').selectOption('mnist');
  await expect(page).toHaveURL(/data=mnist/);
  await ready(page);
  await page.locator('select[name="part"]').selectOption('test');
  await expect(page).toHaveURL(/part=test/);
  await expectTraining(page);
  await page.locator('details.about summary').click();
  const kept = page.locator('li[data-stored="mnist"]');
  await expect(kept).toContainText(/MNIST: \d+\.\d MB/);
  await expect.poll(() => countKept(page)).toBe(4);

  await cutOff(context);
  await page.reload();
  await expectTraining(page);
  await page.locator('details.about summary').click();
  await kept.getByRole('button', { name: 'Delete MNIST from this browser' }).click();
  await expect(kept).toHaveCount(0);
  expect(await countKept(page)).toBe(0);

  await page.reload();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('option --data');
  await expect(alert.locator('.attempts li')).toHaveText([
    'this site: t10k-images-idx3-ubyte.gz no connection',
    ...['raw.githubusercontent.com', 'storage.googleapis.com', 'ossci-datasets.s3.amazonaws.com']
      .map((host) => `${host}: t10k-images-idx3-ubyte.gz no connection`),
  ]);
  await alert.getByRole('button', { name: 'Use the 8×8 digits' }).click();
  await expectTraining(page);
  await expect(alert).toHaveCount(0);
});

test('the test images can be chosen while the training images are on their way', async ({ page, context }) => {
  test.skip(!HAS_DATA, NO_DATA);
  await holdBack(context, 'train-images');
  await page.goto(STACKED);
  await ready(page);
  await page.locator('select[name="data"]').selectOption('mnist');
  await page.locator('select[name="part"]').selectOption('test');
  await expect(page).toHaveURL(/data=mnist.*part=test/);
  await expectTraining(page);
  await expect(page.locator('select[name="data"]')).toHaveValue('mnist');
});

// The images' bytes have come in the second case, none in the first.
for (const [when, slow] of [['before its first byte', 'train-images'], ['in its middle', 'train-labels']] as const) {
  test(`a download is cancelled ${when}, and the run of before goes on`, async ({ page, context }) => {
    test.skip(!HAS_DATA, NO_DATA);
    const letGo = await holdBack(context, slow);
    await page.goto(STACKED);
    await expectTraining(page);
    await page.locator('select[name="data"]').selectOption('mnist');
    const cancel = page.locator('.notice.loading').getByRole('button', { name: 'Cancel' });
    await expect(cancel).toBeVisible();
    await expectTraining(page);
    const reached = await metric(page, 'epoch');
    await cancel.click();
    await expect(page.locator('select[name="data"]')).toHaveValue('digits');
    await expect(page.locator('.notice.loading')).toHaveCount(0);
    await expect(page.getByRole('alert')).toContainText('The download was cancelled.');
    await expect(page.getByRole('alert')).toContainText('What was loaded before is still there.');
    await expect(page).toHaveURL(/^(?!.*mnist)/);
    await expect.poll(() => metric(page, 'epoch')).toBeGreaterThan(reached);
    // What arrives late changes nothing.
    letGo();
    await page.waitForTimeout(1_000);
    await expect(page.locator('select[name="data"]')).toHaveValue('digits');
    await expect(page.locator('.run-bar .play')).toHaveAttribute('data-state', 'running');
  });
}

test('a file of the right size with other bytes is refused', async ({ page, context }) => {
  test.skip(!HAS_DATA, NO_DATA);
  const body = gzipSync(Buffer.alloc(7_840_016));
  await context.route('**/data/mnist/t10k-images*', (route) => route.fulfill({ body, contentType: 'application/gzip' }));
  await page.goto(MNIST_TEST);
  const alert = page.getByRole('alert');
  await expect(alert.locator('.attempts li').first())
    .toHaveText('this site: t10k-images-idx3-ubyte.gz its content is not the published one (SHA-256)');
  expect(await countKept(page)).toBe(0);
  await alert.getByRole('button', { name: 'Use the 8×8 digits' }).click();
  await expectTraining(page);
});

test('what the site does not have comes from a mirror', async ({ page, context }) => {
  test.skip(!HAS_DATA, NO_DATA);
  await context.route('**/data/**', (route) => route.fulfill({ status: 404, body: 'There is nothing here.' }));
  const asked: string[] = [];
  await context.route('https://raw.githubusercontent.com/**', async (route) => {
    const name = route.request().url().split('/').pop() ?? '';
    asked.push(name);
    // Asked by the test itself, which no route stands in the way of.
    const answer = await page.request.get(`./data/mnist/${name}`);
    await route.fulfill({ body: await answer.body(), headers: { 'access-control-allow-origin': '*' } });
  });
  await page.goto(MNIST_TEST);
  await expectTraining(page);
  expect(asked).toEqual(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']);
});

test('a browser that refuses to keep the data says so, and the run goes on', async ({ page, context }) => {
  test.skip(!HAS_DATA, NO_DATA);
  const session = await context.newCDPSession(page);
  await page.goto('./?chapter=bibliography');
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
  await page.goto(MNIST_TEST);
  await expectTraining(page);
  await expect(page.getByText('does not let the data be kept')).toBeVisible();
});

test('Fashion-MNIST trains, and its classes have names', async ({ page }) => {
  test.skip(!HAS_DATA, NO_DATA);
  await page.goto('./?chapter=stacked&data=fashion-mnist&take=2000&lang=es');
  await expectTraining(page);
  await expect(page.locator('.hero .legend.classes')).toContainText('zapatilla');
});
