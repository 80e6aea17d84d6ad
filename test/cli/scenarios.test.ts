import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verdictSchema } from "../../src/domain/verdict.ts";
import { makeFolder, root, runCli } from "./run-cli.ts";

/** What each committed scenario comes to, and the exit code that says so. */
const expected: Record<string, { readonly verdict: string; readonly status: number }> = {
  "demo.yaml": { verdict: "no-go", status: 1 },
  "vendor-a.yaml": { verdict: "go", status: 0 },
  "vendor-b.yaml": { verdict: "no-go", status: 1 },
};

const files = readdirSync(join(root, "scenarios")).filter((file) => file.endsWith(".yaml"));

it("every committed scenario is run here", () => {
  expect(files.sort()).toEqual(Object.keys(expected).sort());
});

describe.each(files)("scenarios/%s", (file) => {
  it("comes to the verdict that its first lines promise, and leaves every file of a run", async () => {
    const out = join(makeFolder(), "out");
    const { status, stdout } = await runCli(["run", `scenarios/${file}`, "--out", out, "--json"]);
    const verdict = verdictSchema.parse(JSON.parse(stdout));
    expect({ verdict: verdict.verdict, status }).toEqual(expected[file]);
    expect(verdict.benchmarks.every(({ value }) => value !== null)).toBe(true);
    expect(readdirSync(out)).toEqual(
      expect.arrayContaining([
        "codes.html",
        "junit.xml",
        "manifest.json",
        "report.html",
        "results.json",
        "service.json",
        "verdict.json",
      ]),
    );
    rmSync(out, { recursive: true, force: true });
  });
});

describe("the stages one by one", () => {
  it("come to what run comes to in one go", async () => {
    const folder = makeFolder();
    const scenario = "scenarios/vendor-a.yaml";
    const whole = await runCli(["run", scenario, "--out", join(folder, "whole")]);
    const steps = join(folder, "steps");
    expect((await runCli(["replay", scenario, "--out", steps])).status).toBe(0);
    expect((await runCli(["analyze", steps])).status).toBe(0);
    expect((await runCli(["gate", steps])).status).toBe(whole.status);
    expect((await runCli(["report", steps])).status).toBe(0);
    for (const document of ["results.json", "verdict.json"])
      expect(readFileSync(join(steps, document), "utf8")).toBe(
        readFileSync(join(folder, "whole", document), "utf8"),
      );
    rmSync(folder, { recursive: true, force: true });
  });
});
