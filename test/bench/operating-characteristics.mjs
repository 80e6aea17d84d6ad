/**
 * How often the gate, the intervals, the plan and the automation threshold are wrong, over simulated shadow periods
 * whose truth is known. Every figure, bound and decision is made by the program itself, from dist/.
 *
 *   node test/bench/operating-characteristics.mjs [--replicates 2000] [--seed 20261123] [--only gate,power]
 *     [--json | --write]
 *
 * Needs `npm run build`; takes some fifteen minutes on two cores. Prints Markdown tables, with --json one JSON document;
 * --write puts the tables into docs/operating-characteristics.md and -tables.md. The same seed and replicates give
 * the same counts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { chanceOf } from "./operating-characteristics/chance.mjs";
import { parts } from "./operating-characteristics/parts.mjs";

async function runJob({ part, index, replicates, seed }) {
  const { settings, run } = parts[part];
  const setting = settings[index];
  const random = chanceOf(`${seed}|${part}|${JSON.stringify(setting)}`);
  return { setting, ...(await run(setting, replicates, random)) };
}

function serveJobs() {
  parentPort.on("message", async (job) => parentPort.postMessage({ job, row: await runJob(job) }));
}

/** Runs every job on two threads; rows come back in the order of the settings. */
function runJobs(jobs) {
  const waiting = [...jobs];
  const rows = Object.fromEntries(jobs.map(({ part }) => [part, []]));
  let running = 0;
  return new Promise((resolve, reject) => {
    const give = (worker) => {
      const job = waiting.shift();
      if (job !== undefined) return worker.postMessage(job);
      worker.terminate();
      running -= 1;
      if (running === 0) resolve(rows);
    };
    for (let thread = 0; thread < 2; thread += 1) {
      const worker = new Worker(new URL(import.meta.url));
      running += 1;
      worker.on("error", reject);
      worker.on("message", ({ job, row }) => {
        rows[job.part][job.index] = row;
        give(worker);
      });
      give(worker);
    }
  });
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      replicates: { type: "string", default: "2000" },
      seed: { type: "string", default: "20261123" },
      only: { type: "string", default: Object.keys(parts).join(",") },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const names = values.only.split(",");
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`no such part: ${unknown}; there are ${Object.keys(parts)}`);
  return { ...values, names, replicates: Number(values.replicates) };
}

function renderTables(names, rows, replicates) {
  return names.flatMap((name) =>
    Object.entries(parts[name].tables).map(([title, render]) => [title, render(rows[name], replicates)]),
  );
}

const folder = join(import.meta.dirname, "../../docs");
const pages = ["operating-characteristics.md", "operating-characteristics-tables.md"].map((name) =>
  join(folder, name),
);

/** Each table has its place in one of the pages, between two comments that bear its name. */
function writePages(tables) {
  const texts = new Map(pages.map((page) => [page, readFileSync(page, "utf8")]));
  for (const [title, table] of tables) {
    const place = new RegExp(`(<!-- ${title} -->\n)[\\s\\S]*?(<!-- /${title} -->)`);
    const page = pages.find((each) => place.test(texts.get(each)));
    if (page === undefined) throw new Error(`no page of ${folder} has a place for ${title}`);
    texts.set(page, texts.get(page).replace(place, `$1\n${table}\n\n$2`));
  }
  for (const [page, text] of texts) writeFileSync(page, text);
}

async function main() {
  const { names, replicates, seed, json, write } = readOptions();
  const jobs = names.flatMap((part) =>
    parts[part].settings.map((_, index) => ({ part, index, replicates, seed })),
  );
  const started = performance.now();
  const rows = await runJobs(jobs);
  const seconds = Math.round((performance.now() - started) / 1000);
  const tables = renderTables(names, rows, replicates);
  if (json)
    console.log(JSON.stringify({ bench: "operating-characteristics", replicates, seed, seconds, rows }));
  else for (const [title, table] of tables) console.log(`### ${title}\n\n${table}\n`);
  if (write) writePages(tables);
  console.error(`${jobs.length} settings of ${replicates} shadow periods each in ${seconds} s`);
}

if (isMainThread) await main();
else serveJobs();
