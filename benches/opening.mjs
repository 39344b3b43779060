// Measures how soon the page opens: cold visits (empty caches) of one chapter, alternating between sites.
//
// Run:    node benches/opening.mjs [--page URL]... [--chapter stacked] [--visits 9]
//         (once `node benches/peers/run.mjs` has installed its packages; without --page, of dist/)
// Prints: a Markdown table: requests until the run can be started, milliseconds until the heading appears and until
// then.

import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { WORKSPACE, withChromium } from "./peers/browser.mjs";
import { serve } from "./peers/static_server.mjs";

const { values } = parseArgs({
  options: {
    page: { type: "string", multiple: true, default: [] },
    chapter: { type: "string", default: "stacked" },
    visits: { type: "string", default: "9" },
  },
});
let server;
const sites = values.page;
if (sites.length === 0) {
  const dist = path.join(WORKSPACE, "dist");
  if (!existsSync(path.join(dist, "index.html"))) throw new Error("dist/ holds no site; run `cargo xtask dist` first");
  server = await serve([["/", dist]]);
  sites.push(server.origin);
}

/** One visit by a browser that has never been there. */
async function visit(browser, site) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  let nRequests = 0;
  page.on("request", () => (nRequests += 1));
  const start = performance.now();
  await page.goto(`${site}?chapter=${values.chapter}&lang=en`);
  await page.locator("main h1").waitFor();
  const heading = performance.now() - start;
  await page.locator(".run-bar .play:enabled").waitFor();
  const ready = performance.now() - start;
  const seen = { nRequests, heading, ready };
  await context.close();
  return seen;
}

const sorted = (visits, name) => visits.map((visit) => visit[name]).sort((a, b) => a - b);
const median = (numbers) => numbers[Math.floor(numbers.length / 2)];
const cell = (visits, name) => {
  const numbers = sorted(visits, name);
  return `${Math.round(median(numbers))} (${Math.round(numbers[0])} to ${Math.round(numbers.at(-1))})`;
};

const measured = await withChromium(async (page, version) => {
  const browser = page.context().browser();
  const visits = new Map(sites.map((site) => [site, []]));
  for (let i = 0; i < Number(values.visits); i += 1) {
    for (const site of sites) visits.get(site).push(await visit(browser, site));
  }
  return { visits, version };
});
server?.close();

console.log(`Chromium ${measured.version}, ${values.visits} cold visits of chapter ${values.chapter} each, in turn\n`);
console.log("| site | requests | heading, ms: median (least to most) | ready to train, ms |");
console.log("| --- | --- | --- | --- |");
for (const [site, visits] of measured.visits) {
  console.log(`| ${site} | ${median(sorted(visits, "nRequests"))} | ${cell(visits, "heading")} | ${cell(visits, "ready")} |`);
}
