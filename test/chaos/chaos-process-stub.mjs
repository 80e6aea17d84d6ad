/**
 * A process engine that misbehaves by seeded chance:
 *
 *   node chaos-process-stub.mjs <seed> <folder>
 *
 * It says nothing, answers late, twice, out of order, with broken JSON, with ids that nobody
 * asked for, and kills itself with -9. Every answer is a line of `<folder>/stub.ndjson`. Once there is a file
 * `<folder>/calm` it behaves.
 */
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pick, rightAnswer, seededChance } from "./right-answer.mjs";

const [seed, folder] = process.argv.slice(2);
const chance = seededChance(seed, process.pid, process.hrtime.bigint());
const faultShare = 0.4;
const lateMs = 260;

const isCalm = () => existsSync(join(folder, "calm"));
const log = (line) => appendFileSync(join(folder, "stub.ndjson"), `${JSON.stringify(line)}\n`);
const write = (line) => process.stdout.write(`${line}\n`);
const say = (value) => write(JSON.stringify(value));

/** Nobody's id: what an engine says under the id of an open request is its answer, and cannot be told from a right one. */
const strangers = ["0123456789abcdef0123456789abcdef", "", "E001"];

const faults = {
  hang: () => {},
  late: (answer) => setTimeout(say, lateMs, answer),
  twice: (answer) => {
    say(answer);
    say(answer);
  },
  broken_json: (answer) => write(JSON.stringify(answer).slice(0, -9)),
  foreign: () => say(rightAnswer(pick(strangers, chance), `foreign ${chance()}`)),
  noise: (answer) => {
    write("warming up");
    say(answer);
  },
  half: (answer) => {
    process.stdout.write(JSON.stringify(answer).slice(0, 40), () => process.kill(process.pid, "SIGKILL"));
  },
  killed: () => chance() < 0.5 && process.kill(process.pid, "SIGKILL"),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const { request_id: requestId, encounter } = JSON.parse(line);
  const answer = rightAnswer(requestId, encounter.encounter_id);
  const fault = !isCalm() && chance() < faultShare ? pick(Object.keys(faults), chance) : null;
  log({ at: "answer", request_id: requestId, fault });
  if (fault !== null) return faults[fault](answer);
  setTimeout(say, isCalm() ? 0 : chance() * 25, answer);
});
