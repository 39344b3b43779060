// The common code of the two peers in the browser: options, folders, Chromium.
//
// The pages and the measurements are left to tfjs_peer.mjs and page_peer.mjs.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** This folder, the workspace, and where packages are installed: never beside these files. */
export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const WORKSPACE = path.resolve(HERE, "../..");
export const CACHE = path.resolve(process.env.PEERS_CACHE || path.join(WORKSPACE, "target/peers"));

/** The command line of a peer; numbers as numbers. */
export function readOptions() {
  const text = { type: "string" };
  const { values } = parseArgs({
    options: {
      data: text,
      page: text,
      images: { ...text, default: "10000" },
      epochs: { ...text, default: "5" },
      threads: { ...text, default: "2" },
    },
  });
  const numbers = ["images", "epochs", "threads"].map((name) => [name, Number(values[name])]);
  return { ...values, ...Object.fromEntries(numbers) };
}

/** Opens a headless Chromium for one piece of work, and closes it whatever happens. */
export async function withChromium(work) {
  const { chromium } = createRequire(path.join(CACHE, "package.json"))("playwright-core");
  const browser = await chromium.launch({
    executablePath: process.env.CHROME || "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    return await work(await browser.newPage(), browser.version());
  } finally {
    await browser.close();
  }
}

/** Collects what a page complains about, for the sentence that says why it failed. */
export function collectComplaints(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return complaints;
}

/** Says in one line what went wrong; Playwright adds pages of its log to its messages. */
export function fail(error) {
  console.error(error.message.split("\n")[0]);
  process.exitCode = 1;
}
