// The main command: measures our page and its peers in alternation and prints a Markdown report.
//
//   node benches/peers/run.mjs [--data DIR] [--page URL] [--rounds N] [--out FILE]
//
// For a short trial: --images N --epochs N --only torch1,page. Each peer is described in its own file; report.mjs
// builds the tables, packages.mjs installs. Progress goes to stderr, the report to stdout.

import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { HERE } from "./browser.mjs";
import { PYTHON, installNode, installPython } from "./packages.mjs";
import { writeReport } from "./report.mjs";

const TIME_LIMIT_MS = 15 * 60_000;

// Name for --only, program, number of threads, and the options that it accepts.
const TRAINING = ["images", "epochs"];
const PEERS = [
  { name: "page", file: "page_peer.mjs", passes: ["page"] },
  { name: "torch1", file: "torch_peer.py", threads: 1, passes: TRAINING },
  { name: "torch2", file: "torch_peer.py", threads: 2, passes: TRAINING },
  { name: "keras", file: "keras_peer.py", threads: 2, passes: TRAINING },
  { name: "tfjs", file: "tfjs_peer.mjs", threads: 2, passes: TRAINING },
  { name: "sklearn", file: "sklearn_peer.py", threads: 2, passes: ["images"] },
];

function readOptions() {
  const text = { type: "string" };
  const names = ["data", "page", "out", "images", "epochs", "only"];
  const own = Object.fromEntries(names.map((name) => [name, text]));
  const { values } = parseArgs({ options: { ...own, rounds: { ...text, default: "3" } } });
  for (const name of ["rounds", "images", "epochs"]) {
    const isCount = values[name] === undefined || /^[1-9]\d*$/.test(values[name]);
    if (!isCount) throw new Error(`--${name} takes a whole number above 0`);
  }
  if (values.data) {
    values.data = path.resolve(values.data);
    const images = path.join(values.data, "mnist", "train-images-idx3-ubyte.gz");
    if (!existsSync(images)) throw new Error(`${images} is missing`);
  }
  const wanted = values.only?.split(",") ?? PEERS.map((peer) => peer.name);
  const unknown = wanted.filter((name) => !PEERS.some((peer) => peer.name === name));
  if (unknown.length > 0) throw new Error(`--only knows ${PEERS.map((peer) => peer.name).join(", ")}`);
  return { ...values, rounds: Number(values.rounds), peers: PEERS.filter((peer) => wanted.includes(peer.name)) };
}

/** One peer in a process of its own, so that no thread pool or heap outlives its measurement. */
function measure(peer, options) {
  const args = [path.join(HERE, peer.file)];
  if (peer.threads) args.push("--threads", String(peer.threads));
  for (const name of ["data", ...peer.passes]) {
    if (options[name]) args.push(`--${name}`, options[name]);
  }
  return new Promise((resolve, reject) => {
    const child = spawn(isPython(peer) ? PYTHON : process.execPath, args, {
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }, // no __pycache__ next to the sources
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIME_LIMIT_MS,
    });
    let result;
    let said = "";
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) result = JSON.parse(line);
    });
    // The last line is the message: Python's tracebacks end with it, and our own programs print nothing else.
    child.stderr.setEncoding("utf8").on("data", (chunk) => (said += chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0 && result) resolve(result);
      else reject(new Error(said.trim().split("\n").at(-1) || `ended with ${signal ?? code}`));
    });
  });
}

function isPython(peer) {
  return peer.file.endsWith(".py");
}

async function main() {
  const options = readOptions();
  installNode();
  if (options.peers.some(isPython)) installPython();
  const [lines, failures] = [[], []];
  for (let round = 1; round <= options.rounds; round++) {
    // Every second round is reversed, so that a machine whose speed drifts favours nobody.
    const order = round % 2 === 1 ? options.peers : options.peers.toReversed();
    for (const peer of order) {
      console.error(`Round ${round} of ${options.rounds}: ${peer.name}`);
      try {
        lines.push({ ...(await measure(peer, options)), round });
      } catch (error) {
        failures.push({ peer: peer.name, round, error: error.message });
      }
    }
  }
  // Rows in the order of the list, independent of the rounds.
  const rank = new Map(lines.filter((line) => line.round === 1).map((line, at) => [line.peer, at]));
  lines.sort((a, b) => (rank.get(a.peer) ?? Infinity) - (rank.get(b.peer) ?? Infinity) || a.round - b.round);
  const isTrial = Boolean(options.images || options.epochs);
  const report = writeReport(lines, failures, { nRounds: options.rounds, isTrial });
  console.log(report);
  if (options.out) {
    const raw = lines.map((line) => JSON.stringify(line)).join("\n");
    writeFileSync(options.out, `${report}\nEvery measurement:\n\n\`\`\`json\n${raw}\n\`\`\`\n`);
  }
  if (failures.length > 0) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
