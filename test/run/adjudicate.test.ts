import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Figure } from "../../src/domain/figure.ts";
import { type ReviewSample, reviewSampleSchema } from "../../src/domain/review.ts";
import { missedItem } from "../../src/review/worklist.ts";
import { importAnswers } from "../../src/run/review/adjudicate-import.ts";
import { type SampleOptions, sampleForReview } from "../../src/run/review/adjudicate-sample.ts";
import { analyzeRun, gateRun, reportRun, runScenario } from "../../src/run/stages.ts";
import {
  gate,
  makeRunFolder,
  openContext,
  readResults,
  readText,
  refusalOf,
  runFiles,
} from "./making-runs.ts";

const context = openContext();
const usual: SampleOptions = { encounters: 500, reviewers: 1, allocation: "informative" };

type Item = ReviewSample["encounters"][number]["items"][number];

/** Fills the worklist in `run`: each item as `judge` says, nothing missed. */
function fillWorklist(run: string, judge: (item: Item) => boolean): string {
  const sample = reviewSampleSchema.parse(JSON.parse(readText(run, "review/sample.json")));
  const answers = new Map(
    sample.encounters.flatMap(({ encounter, items }) => [
      ...items.map((item): [string, string] => [item.item, judge(item) ? "yes" : "no"]),
      [missedItem(encounter), "none"] as const,
    ]),
  );
  const text = readText(run, "review/worklist.csv").replaceAll(/^(R[^,]+)(.*),,$/gm, (_, item, rest) => {
    return `${item}${rest},${answers.get(item) ?? ""},`;
  });
  const file = join(run, "filled.csv");
  writeFileSync(file, text);
  return file;
}

function pick(figures: readonly Figure[], metric: string, system = "all"): Figure | undefined {
  return figures.find(
    (figure) => figure.metric === metric && figure.system === system && figure.slice === null,
  );
}

const inCodersList = ({ listed }: Item) => listed !== "engine";

it("gives the engine's agreement as its accuracy where all is drawn and reviewers find the coders right", async () => {
  const folder = makeRunFolder(runFiles({ scenario: `slices: [setting]\n${gate}` }));
  const run = join(folder, "run");
  await runScenario(join(folder, "scenario.yaml"), { out: run }, context);
  const plain = readResults(run);
  expect(plain.run.adjudication).toBeNull();
  const sources = ["journal.ndjson", "../data/codes.csv"].map((file) => readText(run, file));

  const { sample } = await sampleForReview(run, usual);
  expect(sample.strata.map(({ stratum }) => stratum)).toEqual(["abstained", "alike", "different", "failed"]);
  expect(sample.strata.every(({ probability }) => probability === 1)).toBe(true);
  expect((await refusalOf(sampleForReview(run, usual))).message).toContain("drawn already");

  const file = fillWorklist(run, inCodersList);
  const { status } = await importAnswers(run, file, { reviewer: "Ann B.", role: "reviewer" });
  expect(status).toMatchObject({ drawn: 120, settled: 120, open: 0 });
  expect(existsSync(join(run, "review/reviewers/ann-b.json"))).toBe(true);
  expect((await refusalOf(gateRun(run, {}, context))).code).toBe("digest-differs");
  const again = importAnswers(run, file, { reviewer: "Ann B.", role: "reviewer" });
  expect((await refusalOf(again)).hint).toContain("--replace");
  expect((await refusalOf(sampleForReview(run, { ...usual, force: true }))).message).toContain("answered");

  await analyzeRun(run, {}, context);
  const { figures, tables, run: told } = readResults(run);
  expect(told.adjudication).toMatchObject({ drawn: 120, settled: 120, reviewers: ["Ann B."] });
  for (const metric of ["codes.precision", "codes.recall", "codes.f1"]) {
    const [agreement, accuracy] = [pick(figures, metric), pick(figures, `true.${metric}`)];
    for (const part of ["value", "lower", "upper", "se", "df", "n_effective"] as const)
      expect([metric, part, accuracy?.[part]]).toEqual([
        metric,
        part,
        expect.closeTo(agreement?.[part] ?? NaN, 9),
      ]);
    expect(accuracy?.rare_clusters).toBe(agreement?.rare_clusters);
    expect(pick(figures, `true.coder.${metric}`)?.value).toBe(1);
  }
  expect(pick(figures, "true.encounters.exact_match", "ICD-10-CM")?.value).toBeCloseTo(
    pick(figures, "encounters.exact_match", "ICD-10-CM")?.value ?? NaN,
    12,
  );
  expect(
    tables.adjudication.reduce((sum, row) => sum + row.both_wrong + row.engine_right + row.missed, 0),
  ).toBe(0);
  expect(figures.filter(({ metric }) => !metric.startsWith("true."))).toEqual(plain.figures);
  expect(["journal.ndjson", "../data/codes.csv"].map((path) => readText(run, path))).toEqual(sources);

  const replaced = await importAnswers(run, file, { reviewer: "Ann B.", role: "reviewer", replace: true });
  expect(replaced.replaced).toBe(join(run, "review/reviewers/replaced/ann-b-1.json"));
  const [before, now] = ["replaced/ann-b-1", "ann-b"].map((name) =>
    readText(run, `review/reviewers/${name}.json`),
  );
  expect(before).toBe(now);

  const looked = (await gateRun(run, {}, context)).verdict;
  expect(looked?.looks?.is_guaranteed).toBe(true);
  await reportRun(run, {}, context);
  const report = readFileSync(join(run, "report.html"), "utf8");
  expect(report).toContain("Against adjudicated truth");
  expect(report).toContain("reviewed by one reviewer, blind to whose codes were judged");
}, 60_000);
