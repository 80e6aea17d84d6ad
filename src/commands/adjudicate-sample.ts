import { allocations } from "../domain/review.ts";
import { HarnessError } from "../errors.ts";
import { formatCount } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

export interface SampleCommandOptions {
  readonly encounters: string;
  readonly reviewers: string;
  readonly allocation: string;
  readonly by?: string;
  readonly seed?: string;
  readonly hideLists?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

function refuse(option: string, text: string, wanted: string): HarnessError {
  return new HarnessError("command-invalid", `${option} ${text}: ${wanted}`.slice(0, 120));
}

function readCount(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw refuse(option, text, `a whole number of at least ${least} is needed`);
}

function readOptions({ by, seed, hideLists, force, ...options }: SampleCommandOptions) {
  const allocation = allocations.find((known) => known === options.allocation);
  if (allocation === undefined)
    throw refuse("--allocation", options.allocation, `one of ${allocations.join(", ")} is needed`);
  return {
    encounters: readCount("--encounters", options.encounters, 1),
    reviewers: readCount("--reviewers", options.reviewers, 1),
    allocation,
    by,
    seed: seed === undefined ? undefined : readCount("--seed", seed, 0),
    hideLists,
    force,
  };
}

const columns = [
  { title: "stratum", shrinks: true },
  { title: "encounters", align: "right" },
  { title: "drawn", align: "right" },
] as const;

/** Said where more encounters were asked for than the run has. */
function tellAll(wanted: number, drawn: number): readonly string[] {
  if (drawn >= wanted) return [];
  return [`The run has no more than ${formatCount(drawn)} encounters: all of them are drawn.`, ""];
}

/** `shadowbench adjudicate sample`: draws encounters and writes the worklist. */
export async function drawSample(run: string, options: SampleCommandOptions, shell: Shell): Promise<void> {
  const wanted = readOptions(options);
  const { sampleForReview } = await import("../run/review/adjudicate-sample.ts");
  const { sample, worklist } = await sampleForReview(run, wanted);
  const rows = sample.strata.map((row) => [row.stratum, formatCount(row.encounters), formatCount(row.drawn)]);
  const { width, palette } = textStyle(shell);
  const { strata, systems, seed, allocation } = sample;
  present(shell, options.json, {
    document: {
      worklist,
      drawn: sample.encounters.length,
      reviewers: sample.reviewers,
      systems,
      strata,
      allocation,
      seed,
    },
    lines: [
      ...renderTable(columns, rows, { width, title: palette.dim }),
      "",
      ...tellAll(wanted.encounters, sample.encounters.length),
      `Hand ${worklist} to each of ${sample.reviewers} reviewers; keep sample.json beside it from them.`,
      `Next: shadowbench adjudicate import ${run} <file> --reviewer <name>`,
    ],
  });
}
