// The chess experiment of chapter 1, by keyboard alone: a real and a random board, the score, and what a reload keeps.
//
// How positions come about is tested natively (tests/native/chess.rs, src/lab/chess).

import { expect, test, type Locator, type Page } from "@playwright/test";
import { openChapter } from "./lab";

/** Presses the focused control; the keyboard gets to it by the tab key elsewhere. */
async function pressByKey(control: Locator): Promise<void> {
  await control.focus();
  await control.press("Enter");
}

/** Names of squares and the letters of their pieces, as the board says them to scripts. */
async function readBoard(board: Locator): Promise<Map<string, string>> {
  const pairs = await board
    .locator("[data-square]")
    .evaluateAll((squares) => squares.map((square) => [square.getAttribute("data-square"), square.getAttribute("data-piece")]));
  return new Map(pairs.flatMap(([square, piece]) => (square && piece ? [[square, piece] as const] : [])));
}

/** Shows a board, remembers it, and waits until it is gone. */
async function memorise(page: Page, button: Locator): Promise<Map<string, string>> {
  await pressByKey(button);
  const shown = page.locator('[data-phase="showing"]');
  await expect(shown).toBeVisible();
  const pieces = await readBoard(shown);
  await expect(page.locator('[data-phase="rebuilding"]')).toBeVisible();
  await expect(shown).toHaveCount(0);
  return pieces;
}

/** Moves the cursor of the board from one square to another by arrows. */
async function go(page: Page, from: string, to: string): Promise<void> {
  const columns = to.charCodeAt(0) - from.charCodeAt(0);
  const rows = Number(from[1]) - Number(to[1]);
  for (let step = 0; step < Math.abs(columns); step++) await page.keyboard.press(columns > 0 ? "ArrowRight" : "ArrowLeft");
  for (let step = 0; step < Math.abs(rows); step++) await page.keyboard.press(rows > 0 ? "ArrowDown" : "ArrowUp");
  await expect(page.locator(`#chess-${to}`)).toBeFocused();
}

/** What a count of the last try says. */
function count(page: Page, name: string): Locator {
  return page.locator(`data[name="${name}"]`);
}

test("a real and a random board are played by keyboard, and a reload keeps the tally", async ({ page }) => {
  await openChapter(page, "en", "memory");
  const seconds = page.locator('input[name="chess-seconds"]');
  await expect(seconds).toHaveValue("5");
  await seconds.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1");
  await page.keyboard.press("Tab");

  // Real: two of its pieces are placed right, and one where nothing stood.
  const real = await memorise(page, page.locator(".chess-show"));
  expect(real.size).toBeGreaterThan(15);
  await expect(page.locator("#chess-e1")).toBeFocused();
  const [first, second] = [...real.entries()];
  const free = ["e4", "d4", "e5", "d5", "a5", "h4", "a4", "h5", "c3", "f6", "b6", "g3"].find((square) => !real.has(square))!;
  await go(page, "e1", first[0]);
  await page.keyboard.press(first[1]);
  await expect(page.locator(`#chess-${first[0]}`)).toHaveAttribute("data-piece", first[1]);
  await go(page, first[0], second[0]);
  await page.keyboard.press("p");
  await page.keyboard.press("Delete");
  await expect(page.locator(`#chess-${second[0]}`)).toHaveAttribute("data-piece", "");
  await page.keyboard.press(second[1]);
  await go(page, second[0], free);
  await page.keyboard.press("Q");
  await page.keyboard.press("Control+z");
  await expect(page.locator(`#chess-${free}`)).toHaveAttribute("data-piece", "");
  await page.keyboard.press("Q");
  await pressByKey(page.locator(".chess-done"));

  await expect(count(page, "chess_right")).toHaveText("2");
  await expect(count(page, "chess_wrong")).toHaveText("1");
  await expect(count(page, "chess_missing")).toHaveText(String(real.size - 2));
  const [original, attempt] = [page.locator(".chess-pair svg.chess-board").nth(0), page.locator(".chess-pair svg.chess-board").nth(1)];
  expect(await readBoard(original)).toEqual(real);
  await expect(attempt.locator(`[data-square="${first[0]}"]`)).toHaveAttribute("data-mark", "right");
  await expect(attempt.locator(`[data-square="${free}"]`)).toHaveAttribute("data-mark", "wrong");
  await expect(page.locator(".chess-stage")).toContainText(/\((1–0|0–1|½–½)\)/);
  await expect(count(page, "chess_mean_real")).toHaveText("2.0");
  await expect(count(page, "chess_mean_random")).toHaveCount(0);

  // Random: one piece.
  const random = await memorise(page, page.locator(".chess-next"));
  const [only] = [...random.entries()];
  await go(page, "e1", only[0]);
  await page.keyboard.press(only[1]);
  await pressByKey(page.locator(".chess-done"));
  await expect(count(page, "chess_right")).toHaveText("1");
  await expect(count(page, "chess_mean_random")).toHaveText("1.0");
  await expect(page.locator(".chess-stage")).toContainText("64 squares");

  await page.reload();
  await expect(count(page, "chess_mean_real")).toHaveText("2.0");
  await expect(count(page, "chess_mean_random")).toHaveText("1.0");
  await expect(seconds).toHaveValue("1");

  // The two means as a code, for a lecturer's collection.
  await page.locator(".chess .code-offer summary").click();
  const code = (await page.locator('.chess [data-part="code"]').textContent())!;
  await expect(page.locator(".chess .my-code")).toContainText("real boards: 2.0 pieces on their squares (tries: 1)");

  const download = page.waitForEvent("download");
  await pressByKey(page.locator(".chess-export"));
  expect((await download).suggestedFilename()).toBe("chess-tries.csv");

  await pressByKey(page.locator(".chess-ask"));
  await pressByKey(page.locator(".chess-forget"));
  await expect(count(page, "chess_mean_real")).toHaveCount(0);
  await page.reload();
  await expect(count(page, "chess_mean_random")).toHaveCount(0);

  await openChapter(page, "en", "exercises");
  await page.locator(".class-offer summary").click();
  const collection = page.locator('[data-part="class-collection"]');
  await collection.locator("textarea").fill(code);
  await expect(collection.locator(".class-bars caption").nth(0)).toContainText("Chess, real boards: pieces on their squares");
  await expect(collection.locator(".class-bars").nth(0).locator("tr").last()).toHaveText(/2\s*1/);
  await expect(collection.locator(".class-bars caption").nth(1)).toContainText("mean of the class 1.0");
});

test("pieces are placed and taken away by pressing squares", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("autoencoder-lab.chess-exposure", "1"));
  await openChapter(page, "es", "memory");
  await memorise(page, page.locator(".chess-show"));
  const square = page.locator("#chess-d4");
  await page.locator('.chess-palette [data-piece="n"]').click();
  await square.click();
  await expect(square).toHaveAttribute("data-piece", "n");
  await expect(square).toHaveAttribute("aria-label", "d4, caballo negro");
  await square.click();
  await expect(square).toHaveAttribute("data-piece", "");
  await square.click();
  await page.locator(".chess-palette .eraser").click();
  await square.click();
  await expect(square).toHaveAttribute("data-piece", "");
  // In Spanish, R is the king.
  await page.keyboard.press("R");
  await expect(square).toHaveAttribute("data-piece", "K");
});
