// Measures how fast our own built page trains in headless Chromium: opens its speed chapter and reads its result.
//
// Run:    node page_peer.mjs [--data DIR] [--page URL]; without --page the site in dist/ is served from here
// Prints: one line of JSON. The contract between this program and the page is in README.md.

import { existsSync } from "node:fs";
import path from "node:path";
import { WORKSPACE, collectComplaints, fail, readOptions, withChromium } from "./browser.mjs";
import { serve } from "./static_server.mjs";

const TIME_LIMIT_MS = 3 * 60_000;
const RATES = ["samples_per_second", "gflops", "peak_gflops"];
const NUMBERS = [...RATES, "pca_seconds_k2", "pca_seconds_full", "batch", "updates", "final_loss"];
const OTHERS = ["kernel", "simd", "dataset"];

const options = readOptions();
let server;
try {
  if (!options.page) server = await serveDist();
  const address = new URL(options.page ?? server.origin);
  for (const [name, value] of Object.entries({ chapter: "speed", run: "1", lang: "en" })) {
    address.searchParams.set(name, value);
  }
  const line = await withChromium((page, chromium) => measure(page, address.href, chromium));
  console.log(JSON.stringify(line));
} catch (error) {
  fail(error);
} finally {
  server?.close();
}

/** As a plain static host would serve it: no headers beyond type and length. */
async function serveDist() {
  const dist = path.join(WORKSPACE, "dist");
  if (!existsSync(path.join(dist, "index.html"))) {
    throw new Error("dist/ holds no site; run `cargo xtask dist` first, or name a page with --page URL");
  }
  const mounts = [["/", dist]];
  if (options.data) mounts.unshift(["/data/", options.data]);
  return serve(mounts);
}

async function measure(page, address, chromium) {
  const complaints = collectComplaints(page);
  const start = performance.now();
  await page.goto(address);
  // An element of this type is never rendered, so that this waits only for its text.
  const read = () => document.querySelector('script#speed-result[type="application/json"]')?.textContent.trim();
  const text = await page.waitForFunction(read, undefined, { timeout: TIME_LIMIT_MS, polling: 200 }).catch((error) => {
    throw new Error(["no result in #speed-result", error.message.split("\n")[0], ...complaints].join("; "));
  });
  const wallSeconds = (performance.now() - start) / 1000;
  const result = JSON.parse(await text.jsonValue());
  checkResult(result);
  // The duration of the whole visit by our own clock, as a check on the page's rate, which uses the page's clock.
  // clock.
  return { peer: "this page", ...result, wall_seconds: wallSeconds, versions: { chromium } };
}

/** A number that is missing or impossible must not become a ratio. */
function checkResult(result) {
  const wrong = NUMBERS.filter((name) => !(Number.isFinite(result[name]) && result[name] > 0));
  wrong.push(...OTHERS.filter((name) => result[name] === undefined));
  if (wrong.length > 0) throw new Error(`#speed-result lacks or misstates: ${wrong.join(", ")}`);
}
