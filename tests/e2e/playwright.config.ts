// How the built page is tested in a real browser: Chromium alone, two files of tests at a time, nothing tried twice.
//
// `cargo xtask test` serves dist/ below a sub-path, names it in BASE_URL and the browser in CHROME, and sets LAB_DATA=1
// where the data sets are served too. What is tested is written in the *.spec.ts files.

import { defineConfig } from "@playwright/test";

const baseURL = process.env.BASE_URL;
if (!baseURL) {
  throw new Error("BASE_URL is not set; run `cargo xtask test --only e2e`, which serves the site and names its address.");
}

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/e2e/results",
  reporter: [["list"]],
  // Bounds against waiting for ever, far above what anything takes: on a busy machine a test waits, it does not fail.
  timeout: 400_000,
  expect: { timeout: 120_000 },
  maxFailures: 4,
  // One waits for its page while the other computes.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  use: {
    baseURL,
    // What a page keeps for times without a network would answer in place of the server; offline.spec.ts allows it.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
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
    },
  },
});
