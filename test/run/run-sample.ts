import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Results, resultsSchema } from "../../src/domain/results.ts";

const root = join(import.meta.dirname, "../..");

/** The results of one of the committed scenarios, run by the program as a person would, without a code library. */
export async function runSample(scenario: string): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-planted-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const out = join(folder, "run");
  const args = [join(root, "dist/cli.js"), "run", join(root, `scenarios/${scenario}.yaml`), "--out", out];
  const env = { ...process.env, XDG_DATA_HOME: join(folder, "data") };
  await new Promise<void>((resolve) => execFile(process.execPath, args, { env }, () => resolve()));
  return resultsSchema.parse(JSON.parse(readFileSync(join(out, "results.json"), "utf8")));
}
