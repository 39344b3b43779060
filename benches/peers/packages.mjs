// Installs the packages of the peers, in pinned versions, below target/peers: nothing global, nothing next to these
// files.
//
// The packages are listed in requirements.txt and package-lock.json; a change of either triggers a new installation.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CACHE, HERE } from "./browser.mjs";

const VENV = path.join(CACHE, "venv");

/** The interpreter of the peers' own environment. */
export const PYTHON = path.join(VENV, "bin", "python");

/** Python packages: several gigabytes once, because PyTorch brings its GPU libraries along; none of them is used. */
export function installPython() {
  const base = process.env.PYTHON || ["python3.11", "python3"].find((name) => !spawnSync(name, ["-V"]).error);
  if (!base) throw new Error("Python is missing: install Python 3.11, or name one in PYTHON");
  once("python", ["requirements.txt"], () => {
    rmSync(VENV, { recursive: true, force: true });
    run(base, ["-m", "venv", VENV]);
    run(PYTHON, ["-m", "pip", "install", "--no-cache-dir", "-r", path.join(HERE, "requirements.txt")]);
  });
}

/** Packages of the two peers in the browser. Their install scripts do nothing that is needed here. */
export function installNode() {
  const files = ["package.json", "package-lock.json"];
  once("node", files, () => {
    for (const file of files) copyFileSync(path.join(HERE, file), path.join(CACHE, file));
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], CACHE);
  });
}

/** Installs unless a stamp says that these very files were installed before; an interrupted one leaves no stamp. */
function once(name, files, install) {
  const wanted = files.map((file) => readFileSync(path.join(HERE, file), "utf8")).join("\n");
  const stamp = path.join(CACHE, `${name}.installed`);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error(`Installing the ${name} packages below ${CACHE}`);
  mkdirSync(CACHE, { recursive: true });
  rmSync(stamp, { force: true });
  install();
  writeFileSync(stamp, wanted);
}

function run(program, args, cwd = CACHE) {
  // Output of installers goes to stderr, because stdout carries only the report.
  const { error, status } = spawnSync(program, args, { cwd, stdio: ["ignore", 2, 2] });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}`);
}
