import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder, runCli } from "./run-cli.ts";

it("makes as many encounters as were asked for, and refuses to write over a dataset", async () => {
  const cwd = makeFolder();
  const made = await runCli(["synth", "practice", "--encounters", "20", "--json"], { cwd });
  expect([made.status, JSON.parse(made.stdout)]).toMatchObject([0, { encounters: 20, name: "practice" }]);
  const rows = readFileSync(join(cwd, "practice/encounters.csv"), "utf8").trim().split("\n");
  expect(rows).toHaveLength(21);
  const again = await runCli(["synth", "practice", "--encounters", "20"], { cwd });
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("holds a dataset already")]);
  expect((await runCli(["synth", "practice", "--encounters", "20", "--force"], { cwd })).status).toBe(0);
});

it("says which numbers it cannot use", async () => {
  const { status, stderr } = await runCli(["synth", "practice", "--encounters", "many"], {
    cwd: makeFolder(),
  });
  expect(status).toBe(2);
  expect(stderr).toContain("encounters must be a whole number");
});
