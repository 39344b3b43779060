// Every chapter opens, in both languages, without complaint, for everybody, and on a small screen.
//
// What the chapters do is left to their own *.spec.ts files.

import { expect, test } from "@playwright/test";
import { CHAPTERS, collectTrouble, findBarriers, findOverflow, openChapter } from "./lab";

test("the first page opens in Spanish without complaint", async ({ page }) => {
  const trouble = collectTrouble(page);
  await openChapter(page, "es");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.waitForLoadState("networkidle");
  expect(trouble).toEqual([]);
});

for (const chapter of CHAPTERS) {
  test(`${chapter} in en: opens, speaks its language, has no barriers`, async ({ page }) => {
    const trouble = collectTrouble(page);
    await openChapter(page, "en", chapter);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    expect(await findBarriers(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });

  test(`${chapter} in es: likewise, and on a screen of 360 pixels needs no scrolling sideways`, async ({ page }) => {
    const trouble = collectTrouble(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await openChapter(page, "es", chapter);
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
    expect(await findBarriers(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });
}

test("each chapter has a heading and a text of its own", async ({ page }) => {
  await openChapter(page, "es", CHAPTERS[0]);
  const texts = new Set<string>();
  for (const chapter of CHAPTERS) {
    const link = chapter === "speed" ? page.locator(".foot a") : page.locator(`.rail a[href="?chapter=${chapter}"]`);
    await link.click();
    await expect(page).toHaveURL(new RegExp(`chapter=${chapter}`));
    await expect(page.locator("main h1")).toBeVisible();
    await expect.poll(async () => texts.has(await page.locator("main").innerText())).toBe(false);
    texts.add(await page.locator("main").innerText());
  }
  expect(texts.size).toBe(CHAPTERS.length);
});

test.describe("in the dark", () => {
  test.use({ colorScheme: "dark" });

  for (const chapter of ["pca", "stacked"] as const) {
    test(`${chapter} has no barriers`, async ({ page }) => {
      await openChapter(page, "es", chapter);
      expect(await findBarriers(page)).toEqual([]);
    });
  }
});
