// The page as a test meets it: opening a chapter, noticing trouble, measuring.
//
// What has to hold is left to the *.spec.ts files.

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const CHAPTERS = [
  "memory",
  "anatomy",
  "pca",
  "stacked",
  "pretraining",
  "exercises",
  "bibliography",
  "speed",
] as const;
export const LANGUAGES = ["es", "en"] as const;

export type Chapter = (typeof CHAPTERS)[number];
export type Language = (typeof LANGUAGES)[number];

// WCAG 2.2 at level AA includes the rules of the versions before.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Opens a chapter (the first one without a name) and waits until its heading stands. */
export async function openChapter(page: Page, language: Language, chapter?: Chapter): Promise<void> {
  const place = chapter ? `&chapter=${chapter}` : "";
  // Relative to BASE_URL: an absolute address would leave the sub-path.
  await page.goto(`./?lang=${language}${place}`);
  await expect(page.locator("h1").first()).toBeVisible();
  // Where something trains, the chapter is whole once it can be played.
  if (chapter === undefined || ["anatomy", "pca", "stacked"].includes(chapter)) {
    await expect(page.locator(".run-bar .play")).toBeEnabled();
  }
}

/** Collects what the page complains about from now on: console errors, uncaught errors, requests that fail. */
export function collectTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !isAboutMissingData(message.location().url)) {
      trouble.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => trouble.push(`uncaught: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !isAboutMissingData(response.url())) {
      trouble.push(`${response.status()}: ${response.url()}`);
    }
  });
  return trouble;
}

/** Looks for what hinders people who use the page by keyboard, screen reader or with low vision. */
export async function findBarriers(page: Page): Promise<string[]> {
  // A colour caught half-way through a transition is nobody's choice.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.map((node) => `    ${node.target.join(" ")}: ${node.failureSummary ?? ""}`);
    return [`${id}: ${help}`, ...places].join("\n");
  });
}

/** By how many pixels the page is wider than its window, and which elements stick out. */
export async function findOverflow(page: Page): Promise<{ pixels: number; culprits: string[] }> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const pixels = document.documentElement.scrollWidth - width;
    const culprits = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
    return { pixels, culprits: pixels > 0 ? culprits.slice(0, 10) : [] };
  });
}

/** Where no data sets are served the page looks for them in vain, and says so itself. */
function isAboutMissingData(url: string): boolean {
  return process.env.LAB_DATA !== "1" && /\/data\/(mnist|fashion-mnist)\//.test(url);
}
