import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lookRecordSchema } from "../../src/domain/verdict.ts";
import { systemClock } from "../../src/effects.ts";
import { findEarlierVerdicts } from "../../src/run/looks.ts";
import { gateRun, reportRun, runScenario } from "../../src/run/stages.ts";
import {
  makeRunFolder,
  openContext,
  readResults,
  readText,
  refusalOf,
  runFiles,
  writeFiles,
} from "./making-runs.ts";

const benchmarks = `  benchmarks:
    - {metric: engine.error_rate, at_most: 0.6}
    - {metric: engine.error_rate, at_most: 0.6, each: payer, level: warn}
    - {name: recall, metric: codes.recall, at_least: 0.99}
`;
const waiver = `  waivers:
    - {benchmark: recall, reason: pilot, approver: CMIO, expires: 2026-10-31}
`;

function scenarioOf(settings: string, looks: string, rest = ""): string {
  const base = runFiles()["scenario.yaml"] ?? "";
  const scope = `include: {setting: ${settings}}\nslices: [setting, payer]\nreplay: {retries: 0}\n`;
  return `${base}${scope}gate:\n  looks: ${looks}\n${benchmarks}${waiver}${rest}`;
}

function at(day: string) {
  return openContext({ clock: { ...systemClock, now: () => new Date(`${day}T12:00:00Z`) } });
}

describe("verdicts on encounters that were judged before", () => {
  it("are repeated looks in every output, unless they are sequential; waivers go by the day", async () => {
    const folder = makeRunFolder({
      ...runFiles({ encounters: 110 }),
      "first.yaml": scenarioOf("[inpatient]", "once"),
      "second.yaml": scenarioOf("[inpatient, outpatient]", "once"),
    });
    const run = (name: string, day: string) =>
      runScenario(join(folder, `${name}.yaml`), { out: join(folder, "runs", name) }, at(day));
    const second = join(folder, "runs/second");

    expect((await run("first", "2026-09-07")).verdict).toMatchObject({
      verdict: "go",
      looks: { number: 1, is_guaranteed: true },
    });
    const repeated = (await run("second", "2026-09-14")).verdict;
    expect(repeated).toMatchObject({ verdict: "inconclusive", looks: { number: 2, is_guaranteed: false } });
    expect(repeated?.looks?.earlier[0]).toMatchObject({ folder: "first", verdict: "go" });
    expect(repeated?.benchmarks.map(({ each, level }) => [each, level])).toEqual([
      [null, "block"],
      ...["Blue", "Green", "Public"].map(() => ["payer", "warn"]),
      [null, "block"],
    ]);
    for (const file of ["report.html", "junit.xml", "summary.md"]) {
      expect(readText(second, file)).toMatch(/repeated look, level not guaranteed/i);
      expect(readText(second, file)).toMatch(/waived by CMIO until 2026-10-31/i);
    }

    expect((await gateRun(join(folder, "runs/first"), {}, at("2026-09-15"))).verdict?.verdict).toBe("go");

    expect(await refusalOf(reportRun(second, {}, at("2026-11-01")))).toMatchObject({
      code: "digest-differs",
      hint: "run `shadowbench gate` first",
    });
    expect((await gateRun(second, {}, at("2026-11-01"))).verdict?.verdict).toBe("no-go");
    expect((await reportRun(second, {}, at("2026-11-01"))).exitCode).toBe(0);
    expect(readText(second, "report.html")).toContain("expired on 2026-10-31");

    writeFiles(folder, { "second.yaml": scenarioOf("[inpatient, outpatient]", "sequential") });
    const sequential = (await gateRun(second, {}, at("2026-09-14"))).verdict;
    expect(sequential?.looks).toMatchObject({ mode: "sequential", number: 2, flaw: "fixed-before" });
    expect(readText(second, "looks.ndjson").trim().split("\n")).toHaveLength(3);

    const frame = { encounters: 1, digest: "d", answers: "a", sample: ["00"] };
    const looked = lookRecordSchema.parse(JSON.parse(readText(second, "looks.ndjson").split("\n")[0] ?? ""));
    expect(looked).toMatchObject({ at: "2026-09-14T12:00:00.000Z", verdict: "inconclusive", mode: "once" });
    const results = readResults(second);
    const earlier = (changes: Partial<typeof results.run>) =>
      findEarlierVerdicts(
        second,
        { ...results, run: { ...results.run, ...changes } },
        new Date("2026-09-10"),
      );
    expect((await earlier({})).map(({ folder: name }) => name)).toEqual(["first"]);
    expect((await earlier({ frame })).map(({ folder: name, verdict }) => [name, verdict])).toEqual([
      ["first", "go"],
      ["second", "inconclusive"],
      ["second", "inconclusive"],
      ["second", "no-go"],
    ]);
  });
});
