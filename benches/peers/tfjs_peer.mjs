// Measures how fast TensorFlow.js trains the lecture's autoencoder in headless Chromium: WASM backend, SIMD and
// threads.
//
// Run:    node tfjs_peer.mjs [--data DIR] [--threads N]; run.mjs does so after installing the packages
// Prints: one line of JSON. The training itself is in tfjs_peer.html.

import path from "node:path";
import { CACHE, HERE, collectComplaints, fail, readOptions, withChromium } from "./browser.mjs";
import { serve } from "./static_server.mjs";

const TIME_LIMIT_MS = 10 * 60_000;

const options = readOptions();
const mounts = [
  ["/packages/", path.join(CACHE, "node_modules")],
  ["/", HERE],
];
if (options.data) mounts.unshift(["/data/", options.data]);
const server = await serve(mounts, { isolated: true });
try {
  const query = new URLSearchParams({
    dataset: options.data ? "mnist" : "random",
    images: options.images,
    epochs: options.epochs,
    threads: options.threads,
  });
  const line = await withChromium(async (page, chromium) => {
    const complaints = collectComplaints(page);
    // The backend always uses half of the cores that a browser reports; the page is given twice as many, so that
    // --threads holds.
    const named = `Object.defineProperty(navigator, "hardwareConcurrency", { value: ${2 * options.threads} })`;
    await page.addInitScript(named);
    await page.goto(`${server.origin}/tfjs_peer.html?${query}`);
    const result = page.waitForFunction(() => globalThis.peerResult, undefined, { timeout: TIME_LIMIT_MS });
    const { error, versions, ...measured } = await (await result).jsonValue();
    if (error) throw new Error([error, ...complaints].join("; "));
    return { ...measured, versions: { ...versions, chromium } };
  });
  console.log(JSON.stringify(line));
} catch (error) {
  fail(error);
} finally {
  server.close();
}
