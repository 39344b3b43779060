// The page opens without a network once it was open with one: everything it needs is kept by its service worker.

import { expect, test, type Page } from "@playwright/test";
import { CHAPTERS, collectTrouble } from "./lab";

test.use({ serviceWorkers: "allow" });

async function epoch(page: Page): Promise<number> {
  return Number(await page.locator('data.metric[name="epoch"]').first().getAttribute("value"));
}

test("opened once, it is opened again without a network, and trains", async ({ page, context }) => {
  await page.goto("./?chapter=stacked&data=digits&lang=en");
  await expect(page.locator('[data-kept="page"]')).toBeAttached();
  await context.setOffline(true);
  const trouble = collectTrouble(page);
  await page.reload();
  await page.locator(".run-bar .play").click();
  await expect.poll(() => epoch(page)).toBeGreaterThan(0);
  // Whatever was not looked at before is there too, and so is any link.
  for (const chapter of CHAPTERS) {
    await page.goto(`./?chapter=${chapter}&lang=es`);
    await expect(page.locator("main h1")).toBeVisible();
  }
  await page.goto("./?chapter=pca&data=digits&preset=nonlinear&epochs=2&paced=0&run=1&lang=en");
  await expect(page.locator(".run-bar")).toContainText("finished");
  expect(trouble).toEqual([]);
});

test("only the worker that this browser runs is kept, and nothing twice", async ({ page }) => {
  await page.goto("./?chapter=memory&lang=en");
  const kept = () =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("autoencoder-lab page"));
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return { n_builds: names.length, paths: requests.flat().map((request) => new URL(request.url).pathname) };
    });
  await expect.poll(async () => (await kept()).paths.length).toBeGreaterThan(20);
  const { n_builds, paths } = await kept();
  expect(n_builds).toBe(1);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.some((path) => path.includes("/worker_relaxed-"))).toBe(true);
  expect(paths.filter((path) => /\/worker-/.test(path) || path.includes("/data/"))).toEqual([]);
});
