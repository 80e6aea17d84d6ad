import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const bench = join(import.meta.dirname, "../bench/chaos.mjs");
const summarySchema = z.looseObject({
  rounds: z.number(),
  killed: z.number(),
  responses: z.number(),
  broken: z.number(),
  faults: z.record(z.string(), z.number()),
});

async function play(rounds: number, seed: number) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    bench,
    ...["--rounds", String(rounds), "--seed", String(seed), "--at-once", "2"],
  ]);
  return summarySchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

describe("under an engine that misbehaves, and kill -9 of engine and harness", () => {
  it("every encounter has one final response, and the results are those of a run without faults", async () => {
    const { rounds, killed, responses, broken, faults } = await play(4, 1);
    expect({ rounds, broken }).toEqual({ rounds: 4, broken: 0 });
    expect(killed).toBeGreaterThan(0);
    expect(responses).toBeGreaterThanOrEqual(4 * 40);
    expect(Object.keys(faults).length).toBeGreaterThan(8);
  }, 240_000);
});
