// Measures the parts of a training step one by one in Chromium, on one thread, with our products and ndarray's.
//
// Run:    node benches/step.mjs     (once `node benches/peers/run.mjs` has installed its packages)
// Prints: a Markdown table of microseconds a batch, the median of seven measurements of some 50 ms each.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { WORKSPACE, withChromium } from "./peers/browser.mjs";

// Name of the part, its number in the program, the kernel, and its share of the step's products in MFLOP.
const PARTS = [
  ["products forward", 0, 0, 10.42],
  ["the same by ndarray", 0, 1, 10.42],
  ["products to the weights", 1, 0, 10.42],
  ["the same by ndarray", 1, 1, 10.42],
  ["products back to the inputs", 2, 0, 5.4],
  ["the same by ndarray", 2, 1, 5.4],
  ["cross-entropy, sigmoid and gradient", 3, 0, 0],
  ["SELU and its gradient", 4, 0, 0],
  ["a batch from bytes", 5, 0, 0],
  ["the whole step, without the bytes", 6, 0, 26.24],
  ["the whole step of strokes on black", 7, 0, 26.24],
];

/** The program's bytes, built with or without relaxed SIMD. */
function build(isRelaxed) {
  const features = isRelaxed ? "+simd128,+relaxed-simd" : "+simd128";
  const target = path.join(WORKSPACE, "target", isRelaxed ? "relaxed" : "plain");
  const options = ["--no-default-features", "--features", "worker", "--target", "wasm32-unknown-unknown"];
  execFileSync("cargo", ["build", "--quiet", "--profile", "worker", "--example", "step_parts", ...options, "--target-dir", target], {
    cwd: WORKSPACE,
    env: { ...process.env, RUSTFLAGS: `-C target-feature=${features}` },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return readFileSync(path.join(target, "wasm32-unknown-unknown", "worker", "examples", "step_parts.wasm"));
}

/** In the page: microseconds of every part. */
async function measure({ base64, parts }) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const module = await WebAssembly.compile(bytes);
  // No browser function is called; the imports only have to exist.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = await WebAssembly.instantiate(module, imports);
  const time = (part, kernel, rounds) => {
    const start = performance.now();
    exports.part(part, kernel, rounds);
    return performance.now() - start;
  };
  return parts.map(([, part, kernel]) => {
    // Warm, and long enough for the engine to optimise; the setup of each call is then negligible.
    const rounds = Math.max(20, Math.round(50 / (time(part, kernel, 200) / 200)));
    const times = Array.from({ length: 7 }, () => (1000 * time(part, kernel, rounds)) / rounds);
    return times.sort((a, b) => a - b)[3];
  });
}

const columns = await withChromium(async (page) => {
  const measured = [];
  for (const isRelaxed of [false, true]) {
    const base64 = build(isRelaxed).toString("base64");
    measured.push(await page.evaluate(measure, { base64, parts: PARTS }));
  }
  return measured;
});
console.log("| part | simd128, µs a batch | GFLOP/s | relaxed SIMD, µs a batch | GFLOP/s |");
console.log("| --- | --- | --- | --- | --- |");
PARTS.forEach(([name, , , megaflops], idx) => {
  const cells = columns.flatMap((column) => {
    const rate = megaflops > 0 ? ((megaflops / column[idx]) * 1000).toFixed(1) : "";
    return [column[idx].toFixed(1), rate];
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
});
