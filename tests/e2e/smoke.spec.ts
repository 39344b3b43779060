// Every chapter opens, in both languages, without complaint, for everybody, and on a small screen.
//
// What the chapters do is left to their own *.spec.ts files.

import { expect, test } from "@playwright/test";
import { CHAPTERS, LANGUAGES, collectTrouble, findBarriers, findOverflow, openChapter } from "./lab";

test("the first page opens in Spanish without complaint", async ({ page }) => {
  const trouble = collectTrouble(page);
  await openChapter(page, "es");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.waitForLoadState("networkidle");
  expect(trouble).toEqual([]);
});

for (const language of LANGUAGES) {
  for (const chapter of CHAPTERS) {
    test(`${chapter} in ${language}: opens, speaks its language, has no barriers`, async ({ page }) => {
      const trouble = collectTrouble(page);
      await openChapter(page, language, chapter);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      expect(await findBarriers(page)).toEqual([]);
      expect(trouble).toEqual([]);
    });
  }
}

test("each chapter has a text of its own", async ({ page }) => {
  const texts = new Set<string>();
  for (const chapter of CHAPTERS) {
    await openChapter(page, "es", chapter);
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

test.describe("on a screen of 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const chapter of CHAPTERS) {
    test(`${chapter} needs no scrolling sideways`, async ({ page }) => {
      await openChapter(page, "es", chapter);
      expect(await findOverflow(page)).toEqual({ pixels: 0, culprits: [] });
    });
  }
});
