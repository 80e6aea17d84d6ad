import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder, runCli } from "./run-cli.ts";

it("writes a scenario and a dataset that validate and run as they are", async () => {
  const cwd = makeFolder();
  const made = await runCli(["init", "pilot", "--json"], { cwd });
  expect([made.status, JSON.parse(made.stdout)]).toMatchObject([0, { folder: "pilot" }]);
  const valid = await runCli(["validate", "pilot/scenario.yaml", "--data"], { cwd });
  expect([valid.status, valid.stderr]).toEqual([0, "Reading the dataset\n"]);
  const ran = await runCli(["run", "pilot/scenario.yaml", "--out", "out"], { cwd });
  expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("Nothing was decided")]);
  expect(existsSync(join(cwd, "out/report.html"))).toBe(true);
});

it("never writes over what is there", async () => {
  const cwd = makeFolder({ "pilot/scenario.yaml": "mine" });
  const { status, stderr } = await runCli(["init", "pilot"], { cwd });
  expect(status).toBe(2);
  expect(stderr).toContain("nothing is overwritten");
});
