// A picture of every chapter, as the README shows them: 1280x800, English, light, after the chapter's default run has finished.
//
// Run:    node docs/pictures.mjs ADDRESS [CHROME [CHAPTER...]]
//         (ADDRESS of a served lab, such as http://127.0.0.1:8080/; CHROME is the browser, /usr/bin/chromium by default;
//         all chapters by default; playwright-core is that of tests/e2e, installed by `npm ci` there)
// Writes: docs/chapters/<chapter>.png

import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [address, chrome = "/usr/bin/chromium", ...wanted] = process.argv.slice(2);
if (!address) {
  console.error("Usage: node docs/pictures.mjs ADDRESS [CHROME [CHAPTER...]]");
  process.exit(2);
}

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(path.join(here, "../tests/e2e/package.json"))("playwright-core");
const folder = path.join(here, "chapters");

// A training takes minutes on a slow machine, and nothing here depends on how long.
const LONGEST_RUN_MS = 15 * 60_000;
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The run of the page has come to its end: nothing is left to play, and no epoch is missing. */
const untilRunEnds = (page) =>
  page.waitForFunction(
    () => {
      const bar = document.querySelector('[data-instrument="run-bar"]');
      const progress = bar?.querySelector("progress");
      const isResting = bar?.querySelector(".play")?.dataset.state === "resting";
      return isResting && progress !== null && progress !== undefined && progress.value >= 1;
    },
    undefined,
    { timeout: LONGEST_RUN_MS },
  );

/** The pretraining of chapter 5 is over. */
const untilPretrainingEnds = (page) =>
  page.locator('[data-instrument="progress"][data-state="over"]').waitFor({ timeout: LONGEST_RUN_MS });

/** The speed panel has its result. */
const untilMeasured = (page) =>
  page.waitForFunction(() => (document.querySelector("#speed-result")?.textContent ?? "").trim() !== "", undefined, {
    timeout: LONGEST_RUN_MS,
  });

const nothing = async () => {};

// The chapters in the order of the lecture, with what is waited for after the start of each.
const CHAPTERS = [
  { name: "memory", query: "", until: nothing },
  { name: "anatomy", query: "&run=1&paced=0", until: untilRunEnds },
  { name: "pca", query: "&run=1&paced=0", until: untilRunEnds },
  { name: "stacked", query: "&run=1&paced=0", until: untilRunEnds },
  { name: "pretraining", query: "&run=1", until: untilPretrainingEnds },
  { name: "exercises", query: "", until: nothing },
  { name: "bibliography", query: "", until: nothing },
  { name: "speed", query: "&run=1", until: untilMeasured },
];

const chosen = CHAPTERS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: chrome, args: ARGUMENTS });
try {
  for (const { name, query, until } of chosen) {
    // A context of its own: no chapter finds what another has left in the browser.
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en",
      colorScheme: "light",
      reducedMotion: "reduce",
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    await page.goto(new URL(`?chapter=${name}&lang=en&theme=light${query}`, address).href);
    await page.locator("h1").first().waitFor();
    await until(page);
    // What is still being fetched has its sentence on the page; the last frame is drawn after that.
    await page.waitForFunction(() => document.querySelector(".fetching") === null);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    console.log(`docs/chapters/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
}
