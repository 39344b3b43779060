// Measures how long the page waits for an answer about a trained network, from sending the question to receiving the
// reply.
//
// Run:    node benches/answers.mjs [--data DIR] [--page URL]    (once `node benches/peers/run.mjs` has installed its packages)
// Prints: a Markdown table of milliseconds: median and 95th percentile of the answers to a moving pointer.

import { existsSync } from "node:fs";
import path from "node:path";
import { WORKSPACE, readOptions, withChromium } from "./peers/browser.mjs";
import { serve } from "./peers/static_server.mjs";

const MNIST = "data=mnist&take=10000&epochs=1&paced=0";
// The question, the link of its chapter, and the element that the pointer moves over.
const TOOLS = [
  ["plane of codes, 784-…-2", `preset=plane&${MNIST}&tool=plane`, '[data-figure="plane"]'],
  ["a drawn digit: code, reconstruction, neighbours, score", `preset=lecture&${MNIST}&tool=drawing`, '[data-tool="drawing"] canvas'],
];
const N_MOVES = 120;

const options = readOptions();
let server;
if (!options.page) {
  const dist = path.join(WORKSPACE, "dist");
  if (!existsSync(path.join(dist, "index.html"))) throw new Error("dist/ holds no site; run `cargo xtask dist` first");
  const mounts = [["/", dist]];
  if (options.data) mounts.unshift(["/data/", options.data]);
  server = await serve(mounts);
}
const address = options.page ?? server.origin;

/** In the page, before anything of it: notes when a message goes to the worker, and when the next one comes. */
function listen() {
  const send = Worker.prototype.postMessage;
  window.waits = [];
  Worker.prototype.postMessage = function (...message) {
    if (!this.isHeard) {
      this.isHeard = true;
      this.addEventListener("message", () => {
        if (this.askedAt !== undefined) window.waits.push(performance.now() - this.askedAt);
        this.askedAt = undefined;
      });
    }
    this.askedAt = performance.now();
    return send.apply(this, message);
  };
}

const rows = await withChromium(async (page, chromium) => {
  await page.addInitScript(listen);
  const measured = [];
  for (const [what, query, target] of TOOLS) {
    await page.goto(`${address}?chapter=stacked&lang=en&run=1&${query}`);
    await page.locator(".run-bar", { hasText: "finished" }).waitFor({ timeout: 180_000 });
    const place = page.locator(target).first();
    await page.locator('[data-card="exploring"]').scrollIntoViewIfNeeded();
    await place.waitFor();
    await place.scrollIntoViewIfNeeded();
    // Results computed once for the network (codes, errors) do not count as answers to the pointer.
    await page.waitForTimeout(3000);
    const box = await place.boundingBox();
    await page.evaluate(() => (window.waits = []));
    await page.mouse.move(box.x + 30, box.y + 30);
    await page.mouse.down();
    for (let i = 0; i < N_MOVES; i++) {
      const turn = (2 * Math.PI * i) / N_MOVES;
      await page.mouse.move(box.x + box.width * (0.5 + 0.3 * Math.cos(turn)), box.y + box.height * (0.5 + 0.3 * Math.sin(3 * turn)));
      await page.waitForTimeout(25);
    }
    await page.mouse.up();
    await page.waitForTimeout(300);
    const waits = (await page.evaluate(() => window.waits)).sort((a, b) => a - b);
    if (waits.length < N_MOVES / 4) throw new Error(`${what}: only ${waits.length} answers`);
    const at = (share) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))].toFixed(1);
    measured.push(`| ${what} | ${at(0.5)} | ${at(0.95)} | ${waits.length} |`);
  }
  return [`Chromium ${chromium}`, ...measured];
});
server?.close();
console.log(rows[0]);
console.log("\n| what is asked | median, ms | 95th percentile, ms | answers |\n| --- | --- | --- | --- |");
console.log(rows.slice(1).join("\n"));
