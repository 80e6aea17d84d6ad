/**
 * Rounds of chaos over every kind of live engine (test/chaos/chaos.mjs).
 *
 *   node test/bench/chaos.mjs [--rounds 200] [--seed 1] [--at-once 2]     needs `npm run build`
 *
 * Prints a JSON line for each round with problems, and one summary; exit code 1 where anything did not hold. The folder
 * of a round with problems stays.
 */
import { parseArgs } from "node:util";
import { clear, kinds, playRound, prepare } from "../chaos/chaos.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    "at-once": { type: "string", default: "2" },
  },
});
const [rounds, firstSeed, atOnce] = [values.rounds, values.seed, values["at-once"]].map(Number);
const startedAt = performance.now();
const summary = { rounds: 0, sessions: 0, killed: 0, responses: 0, failed_before_calm: 0, faults: {} };
const broken = [];

function note(round) {
  summary.rounds += 1;
  summary.sessions += round.sessions;
  summary.killed += round.killed;
  summary.responses += round.responses;
  summary.failed_before_calm += round.failed;
  for (const [fault, count] of Object.entries(round.faults))
    summary.faults[fault] = (summary.faults[fault] ?? 0) + count;
  if (round.problems.length === 0) return;
  broken.push(round);
  console.log(JSON.stringify({ bench: "chaos", ...round }));
}

/** The seeds of one kind, one after another on one ground. */
async function playKind(kind, seeds) {
  if (seeds.length === 0) return;
  const ground = await prepare(kind);
  const before = broken.length;
  for (const seed of seeds) note(await playRound(ground, seed));
  if (broken.length === before) clear(ground);
  else console.log(JSON.stringify({ bench: "chaos", kind, kept: ground.folder }));
}

const seeds = Array.from({ length: rounds }, (_, index) => firstSeed + index);
const waiting = kinds.map((kind, at) => [kind, seeds.filter((seed) => seed % kinds.length === at)]);

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await playKind(...next);
}

await Promise.all(Array.from({ length: atOnce }, work));
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(
  JSON.stringify({ bench: "chaos", ...summary, seconds, broken: broken.length, holds: broken.length === 0 }),
);
process.exitCode = broken.length === 0 ? 0 : 1;
