// Turns the lines of all peers and rounds into the report: Markdown tables, caveats, the machine.
//
// Measures nothing. run.mjs collects the lines.

import os from "node:os";

const OURS = "this page";
// Losses of one recipe on the same images differ by their random draws; a larger difference means another training.
const LOSS_SPREAD = 1.25;

/** The whole report, or what can be said of it when some peers failed. */
export function writeReport(lines, failures, { nRounds, isTrial }) {
  const trained = lines.filter((line) => line.samples_per_second !== undefined);
  return [
    "# Training speed against peers",
    "",
    describeMachine(lines, nRounds),
    "",
    ...trainingTable(trained),
    ...pcaTable(lines),
    ...trained.filter(isOurs).slice(-1).map(describePage),
    ...warnings(trained, failures, isTrial).map((warning) => `**Beware:** ${warning}\n`),
  ].join("\n");
}

function trainingTable(trained) {
  const ours = medianOf(trained.filter(isOurs), "samples_per_second");
  const rows = [...groupByPeer(trained)].map(([peer, lines]) => {
    const rates = sorted(lines.map((line) => line.samples_per_second));
    const [low, high] = [rates[0], rates.at(-1)].map(round);
    const ratio = peer === OURS ? "1" : times(ours / median(rates));
    const loss = medianOf(lines, "final_loss").toFixed(3);
    return `| ${peer} | ${round(median(rates))} (${low} to ${high}) | ${ratio} | ${loss} | ${lines[0].dataset} |`;
  });
  const head = "| who | samples/s, median (min to max of the rounds) | this page / it | final loss | images |";
  return rows.length > 0 ? [head, "| --- | --- | --- | --- | --- |", ...rows, ""] : [];
}

/** PCA: seconds, so that the ratio is theirs by ours and again above 1 where the page is the faster. */
function pcaTable(lines) {
  const rows = [];
  for (const [task, title] of [["k2", "two components"], ["full", "full spectrum"]]) {
    const kinds = [[OURS, `pca_seconds_${task}`]];
    for (const precision of ["float32", "float64"]) {
      kinds.push([`scikit-learn, ${precision} input`, `pca_seconds_${task}_${precision}`]);
    }
    const ours = medianOf(lines, kinds[0][1]);
    for (const [who, key] of kinds) {
      const seconds = sorted(lines.map((line) => line[key]).filter(Number.isFinite));
      if (seconds.length === 0) continue;
      const [low, high] = [seconds[0], seconds.at(-1)].map(round);
      const ratio = who === OURS ? "1" : times(median(seconds) / ours);
      rows.push(`| ${title} | ${who} | ${round(median(seconds))} (${low} to ${high}) | ${ratio} |`);
    }
  }
  const head = "| PCA | who | seconds, median (min to max of the rounds) | its time / this page's |";
  return rows.length > 0 ? [head, "| --- | --- | --- | --- |", ...rows, ""] : [];
}

function describeMachine(lines, nRounds) {
  const versions = Object.assign({}, ...lines.map((line) => line.versions));
  const names = Object.entries({ ...versions, Node: process.versions.node }).map((entry) => entry.join(" "));
  const cpus = os.cpus();
  return [
    `- Machine: ${cpus[0].model.trim()}, ${cpus.length} cores, ${os.type()} ${os.arch()}`,
    `- Date: ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC; ${nRounds} round(s)`,
    `- Versions: ${names.join(", ")}`,
  ].join("\n");
}

function describePage(line) {
  const share = Math.round((100 * line.gflops) / line.peak_gflops);
  return (
    `The page: ${line.kernel}, SIMD ${line.simd}, ${round(line.gflops)} GFLOP/s of ${round(line.peak_gflops)} at its ` +
    `peak (${share} %), batch ${line.batch}, ${line.updates} updates; last round.\n`
  );
}

/** What would make a row of the table mean something else than its neighbours. */
function warnings(trained, failures, isTrial) {
  const found = failures.map(({ peer, round: at, error }) => `${peer} failed in round ${at}: ${error}`);
  if (isTrial) found.push("a short trial: the peers did less than the page, whose work cannot be shortened.");
  const distinct = (key) => [...new Set(trained.map((line) => line[key]).filter((value) => value !== undefined))];
  for (const key of ["dataset", "batch", "images"]) {
    if (distinct(key).length > 1) found.push(`the peers differ in ${key}: ${distinct(key).join(", ")}.`);
  }
  const losses = sorted(trained.map((line) => line.final_loss));
  if (losses.some((loss) => !Number.isFinite(loss)) || losses.at(-1) / losses[0] > LOSS_SPREAD) {
    found.push(`final losses from ${losses[0]} to ${losses.at(-1)}: not everyone trained the same.`);
  }
  if (!trained.some(isOurs)) found.push("the page was not measured, so there are no ratios.");
  return found;
}

function isOurs(line) {
  return line.peer === OURS;
}

function groupByPeer(lines) {
  const groups = new Map();
  for (const line of lines) groups.set(line.peer, [...(groups.get(line.peer) ?? []), line]);
  return groups;
}

function sorted(values) {
  return [...values].sort((a, b) => a - b);
}

/** NaN of nothing. */
function median(ordered) {
  const last = ordered.length - 1;
  return (ordered[Math.floor(last / 2)] + ordered[Math.ceil(last / 2)]) / 2;
}

function medianOf(lines, key) {
  return median(sorted(lines.map((line) => line[key]).filter(Number.isFinite)));
}

/** Three digits: more would be noise. */
function round(value) {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
}

function times(ratio) {
  return Number.isFinite(ratio) ? ratio.toFixed(2) : "";
}
