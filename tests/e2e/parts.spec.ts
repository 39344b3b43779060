// The page comes in parts: it goes on without a network once they are here, and says so when one cannot be fetched.

import { expect, test } from "@playwright/test";
import { collectTrouble, openChapter } from "./lab";

test("once open, the page needs no network for its other chapters", async ({ page, context }) => {
  const trouble = collectTrouble(page);
  // The browser lists 250 resources by default; there are more parts than that.
  await page.addInitScript(() => performance.setResourceTimingBufferSize(5_000));
  await openChapter(page, "en", "memory");
  const fetched = () =>
    page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/parts-")).length);
  // All the parts follow by themselves: as many as the folder holds, however many that is.
  let before = 0;
  await expect(async () => {
    const now = await fetched();
    const isStill = now === before && now > 0;
    before = now;
    expect(isStill).toBe(true);
  }).toPass({ intervals: [2_500] });
  await context.setOffline(true);
  for (const chapter of ["anatomy", "pca", "stacked", "bibliography", "speed", "memory"]) {
    const link = chapter === "speed" ? page.locator(".foot a") : page.locator(`.rail a[href="?chapter=${chapter}"]`);
    await link.click();
    await expect(page).toHaveURL(new RegExp(`chapter=${chapter}`));
    await expect(page.locator("main h1")).toBeVisible();
    await expect(page.locator("main .notice.fault")).toHaveCount(0);
  }
  // The browser asks for the page's icon by itself, and can do without.
  expect(trouble.filter((line) => !line.includes("/icon-"))).toEqual([]);
});

test("a part that cannot be fetched is explained, and fetched at the next try", async ({ page }) => {
  let isBroken = true;
  await page.route(/\/parts-[^/]*\/split_run_chapters\.wasm/, (route) =>
    isBroken ? route.abort() : route.continue(),
  );
  await page.goto("./?lang=en&chapter=stacked");
  const fault = page.locator("main .notice.fault");
  await expect(fault).toContainText("could not be fetched");
  // Everything else still works.
  await page.locator('.rail a[href="?chapter=bibliography"]').click();
  await expect(page.locator("main h1")).toBeVisible();
  await page.locator('.rail a[href="?chapter=stacked"]').click();
  await expect(fault).toBeVisible();
  isBroken = false;
  await fault.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("main h1")).toBeVisible();
  await expect(fault).toHaveCount(0);
});
