import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCli } from "./run-cli.ts";
import { moduleEngine, recallGate, smallRun } from "./small-run.ts";

const slow = {
  encounters: 300,
  gate: recallGate,
  engine: moduleEngine({ delayMs: 20 }),
  replay: "replay: {concurrency: 2}",
};

function interruptWith(signal: NodeJS.Signals, cwd: string) {
  let isSent = false;
  return runCli(["run", "scenario.yaml", "--out", "out"], {
    cwd,
    onStderr: (text, child) => {
      if (isSent || !text.includes("Asking the engine")) return;
      isSent = true;
      setTimeout(() => child.kill(signal), 500);
    },
  });
}

function results(folder: string, out: string): string {
  return readFileSync(join(folder, out, "results.json"), "utf8");
}

describe("an interrupted run", () => {
  it("ends with 130 after Ctrl-C, prints the command to go on, and goes on from there", async () => {
    const folder = makeFolder(smallRun(slow));
    const { status, stderr } = await interruptWith("SIGINT", folder);
    expect(status).toBe(130);
    expect(stderr).toContain("shadowbench run scenario.yaml --resume --out out");
    const answered = readFileSync(join(folder, "out/journal.ndjson"), "utf8").trim().split("\n").length;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(300);

    const resumed = await runCli(["run", "scenario.yaml", "--resume", "--out", "out"], { cwd: folder });
    expect(resumed.status).toBe(0);
    const whole = await runCli(["run", "scenario.yaml", "--out", "whole"], { cwd: folder });
    expect(whole.status).toBe(0);
    expect(results(folder, "out")).toBe(results(folder, "whole"));
  });

  it("ends with 143 after SIGTERM", async () => {
    const { status } = await interruptWith("SIGTERM", makeFolder(smallRun(slow)));
    expect(status).toBe(143);
  });
});

describe("progress", () => {
  it("is plain lines where nobody looks at a terminal", async () => {
    const folder = makeFolder(smallRun({ encounters: 5 }));
    const { stderr } = await runCli(["run", "scenario.yaml", "--out", "out"], { cwd: folder });
    expect(stderr).toMatch(/^Asking the engine: 5 of 5 \(100 %\)/m);
    expect(stderr).not.toContain("\r");
    expect(stderr).not.toContain("\u001b");
  });
});
