import { z } from "zod";
import { sliceSchema } from "./figure.ts";

export const gateSchemaName = "shadowbench.gate/1";

/** A slice value as YAML writes it: numbers and booleans are read as the text of the table. */
const sliceValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const writtenSlice = z
  .record(z.string(), sliceValue)
  .transform((slice) =>
    Object.fromEntries(
      Object.entries(slice).map(([key, value]) => [key, value === null ? null : String(value)]),
    ),
  )
  .pipe(sliceSchema);

/**
 * A required bound on one figure: exactly one of `at_least`, `at_most`, `no_worse_by`, `better_by`.
 *
 * - `each`: a column of `slices`; the benchmark is held for every value of it.
 * - `no_worse_by`, `better_by`: a margin, 0 or more, against a `baseline` (the folder of another run over the same
 *   encounters) or `relative_to: human` (the second coder, on doubly coded encounters).
 * - `on: point` ignores the interval.
 * - `level: warn` shows the outcome and leaves the verdict alone.
 * - `min_encounters`: with fewer in the figure it is inconclusive.
 * - `min_support`: of a macro figure, codes with fewer encounters in the reference are left out.
 * - `expected`: the true value that `plan` reckons with.
 */
export const benchmarkSchema = z.strictObject({
  name: z.string().min(1).optional(),
  metric: z.string(),
  system: z.string().optional(),
  slice: writtenSlice.optional(),
  each: z.string().min(1).optional(),
  at_least: z.number().optional(),
  at_most: z.number().optional(),
  no_worse_by: z.number().optional(),
  better_by: z.number().optional(),
  baseline: z.string().min(1).optional(),
  relative_to: z.enum(["human"]).optional(),
  on: z.enum(["bound", "point"]).default("bound"),
  level: z.enum(["block", "warn"]).default("block"),
  min_encounters: z.int().min(1).optional(),
  min_support: z.int().min(1).optional(),
  expected: z.number().optional(),
});

const day = z.iso.date("a date, YYYY-MM-DD");

/** A benchmark that somebody answers for not being met: by its name, or by metric, system and slice. */
export const waiverSchema = z.strictObject({
  benchmark: z.union([
    z.string().min(1),
    z.strictObject({ metric: z.string(), system: z.string().optional(), slice: writtenSlice.optional() }),
  ]),
  reason: z.string().trim().min(1),
  approver: z.string().trim().min(1),
  expires: day,
});

/** How often the data may be judged: once, or again and again as they grow. `tuned_for`: clusters at which the sequential bound is tightest. */
export const looksSchema = z.strictObject({
  mode: z.enum(["once", "sequential"]),
  tuned_for: z.int().min(300).default(1000),
});

const writtenLooks = z.union([
  z.enum(["once", "sequential"]).transform((mode) => looksSchema.parse({ mode })),
  looksSchema,
]);

const gateParts = {
  extends: z
    .union([
      z
        .string()
        .min(1)
        .transform((file) => [file]),
      z.array(z.string().min(1)).min(1),
    ])
    .optional(),
  confidence: z.number().gt(0.5).lt(1).optional(),
  looks: writtenLooks.optional(),
  benchmarks: z.array(benchmarkSchema).default([]),
  waivers: z.array(waiverSchema).default([]),
};

/** The gate as a scenario writes it; `extends` names files of benchmarks that it shares. */
export const gateSpecSchema = z.strictObject(gateParts);

/** A file of benchmarks that scenarios share. */
export const gateFileSchema = z.strictObject({ schema: z.literal(gateSchemaName), ...gateParts });

export type Benchmark = z.infer<typeof benchmarkSchema>;
export type Waiver = z.infer<typeof waiverSchema>;
export type Looks = z.infer<typeof looksSchema>;
export type GateSpec = z.infer<typeof gateSpecSchema>;

/** The run that relative benchmarks are held against: its folder as written, and as an absolute path. */
export interface GateBaseline {
  readonly written: string;
  readonly folder: string;
}

/**
 * The gate that decides: what the scenario writes, with the files it extends and the defaults put in. `baseline` null:
 * no benchmark names one. `notes`: what of a file that it extends it holds less strictly, in sentences.
 */
export interface Gate {
  readonly confidence: number;
  readonly looks: Looks;
  readonly benchmarks: readonly Benchmark[];
  readonly waivers: readonly Waiver[];
  readonly baseline: GateBaseline | null;
  readonly notes?: readonly string[];
}

export const gateDefaults = { confidence: 0.95, looks: looksSchema.parse({ mode: "once" }) } as const;

/** The one min_support that the benchmarks of a gate name; null where none names any. */
export function supportAsked(benchmarks: readonly Benchmark[]): number | null {
  return benchmarks.find(({ min_support: support }) => support !== undefined)?.min_support ?? null;
}
