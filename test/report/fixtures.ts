import { type Figure, figureSchema, type Slice } from "../../src/domain/figure.ts";
import { type Results, resultsSchema } from "../../src/domain/results.ts";
import { type Service, serviceSchema } from "../../src/domain/service.ts";
import {
  type BenchmarkResult,
  benchmarkResultSchema,
  type Verdict,
  verdictSchema,
} from "../../src/domain/verdict.ts";
import { seededRandom } from "../../src/effects.ts";
import { codeTables, makeErrorTables } from "./error-fixtures.ts";

const digest = (letter: string) => letter.repeat(64);
const systems = ["ICD-10-CM", "ICD-10-PCS", "CPT"];

type Draft = Partial<Figure> & Pick<Figure, "metric">;

export function makeFigure(draft: Draft): Figure {
  return figureSchema.parse({
    system: null,
    slice: null,
    value: null,
    lower: null,
    upper: null,
    confidence: 0.95,
    method: "linearised, clustered by patient",
    scale: "logit",
    se: null,
    df: null,
    n_effective: null,
    rare_clusters: null,
    numerator: null,
    denominator: null,
    encounters: 1480,
    clusters: 1102,
    note: null,
    ...draft,
  });
}

function around(
  metric: string,
  system: string | null,
  value: number,
  half: number,
  more: Partial<Figure> = {},
) {
  return makeFigure({ metric, system, value, lower: value - half, upper: value + half, ...more });
}

const bySystem: Record<
  string,
  [f1: number, precision: number, recall: number, exact: number, encounters: number]
> = {
  all: [0.874, 0.902, 0.848, 0.613, 1480],
  "ICD-10-CM": [0.881, 0.907, 0.856, 0.655, 1480],
  "ICD-10-PCS": [0.712, 0.74, 0.686, 0.58, 212],
  CPT: [0.906, 0.931, 0.882, 0.812, 1268],
};

function makeSystemFigures(system: string): Figure[] {
  const [f1, precision, recall, exact, encounters] = bySystem[system] ?? [0, 0, 0, 0, 0];
  const half = 0.6 / Math.sqrt(encounters);
  const more = { encounters, clusters: Math.round(encounters * 0.74) };
  return [
    around("codes.precision", system, precision, half, more),
    around("codes.recall", system, recall, half, more),
    around("codes.f1", system, f1, half, more),
    around("codes.net_accuracy", system, 0.756, half, { ...more, scale: "identity" }),
    around("encounters.exact_match", system, exact, half * 1.6, { ...more, scale: "binomial" }),
    around("encounters.jaccard", system, f1 - 0.05, half, more),
    around("encounters.f1", system, f1 - 0.01, half, more),
    around("codes.f1_macro.reference", system, f1 - 0.2, half * 2, more),
    around("codes.f1.answered", system, f1 + 0.038, half, {
      ...more,
      encounters: Math.round(encounters * 0.92),
    }),
    around("encounters.exact_match.answered", system, exact + 0.05, half, { ...more, scale: "binomial" }),
  ];
}

const slices: Record<string, readonly (readonly [string | null, number, number])[]> = {
  setting: [
    ["outpatient", 640, 0.903],
    ["emergency", 402, 0.871],
    ["inpatient", 212, 0.806],
    ["observation", 188, 0.862],
    [null, 38, 0.79],
  ],
  payer: [
    ["Medicare", 521, 0.868],
    ["Blue Cross Blue Shield of the Greater North-Eastern Counties, preferred provider plan", 310, 0.889],
    ["Medicaid", 287, 0.824],
    ["Self-pay", 190, 0.892],
    [null, 118, 0.901],
    ["Workers' compensation", 54, 0.9],
  ],
  specialty: [
    ["internal_medicine", 430, 0.861],
    ["emergency_medicine", 402, 0.871],
    ["family_medicine", 240, 0.912],
    ["cardiology", 148, 0.833],
    ["orthopedic_surgery", 122, 0.852],
    ["obstetrics_and_gynecology", 84, 0.871],
    ["physical_medicine_and_rehabilitation", 31, 0.88],
    ["transplant_surgery", 9, 0],
  ],
};

function makeSliceFigures(slice: Slice, encounters: number, f1: number): Figure[] {
  const half = 0.7 / Math.sqrt(encounters);
  const more = { slice, encounters, clusters: Math.round(encounters * 0.8) };
  if (f1 === 0) {
    const note = "no reference code and no engine code in this slice";
    return [makeFigure({ metric: "codes.f1", system: "all", ...more, scale: null, method: null, note })];
  }
  return [
    around("codes.f1", "all", f1, Math.min(half, (1 - f1) * 0.9), more),
    around("encounters.exact_match", "all", f1 - 0.25, half, more),
    around("engine.answered_rate", null, 0.91, Math.min(half, 0.05), more),
    around("codes.f1.answered", "all", f1 + 0.03, Math.min(half, 0.04), more),
  ];
}

function makeHumanFigures(): Figure[] {
  const twice = { encounters: 296, clusters: 251 };
  const pair = (metric: string, system: string | null, human: number, engine: number) => [
    around(`human.${metric}`, system, human, 0.024, twice),
    around(`excess.${metric}`, system, human - engine, 0.021, { ...twice, scale: "identity" }),
  ];
  return [
    ...pair("codes.f1", "all", 0.913, 0.869),
    ...pair("codes.f1", "ICD-10-CM", 0.918, 0.877),
    ...pair("codes.f1", "ICD-10-PCS", 0.841, 0.706),
    ...pair("codes.f1", "CPT", 0.934, 0.902),
    ...pair("codes.precision", "all", 0.915, 0.897),
    ...pair("codes.recall", "all", 0.911, 0.844),
    ...pair("encounters.exact_match", "all", 0.702, 0.608),
    ...pair("principal.agreement", null, 0.925, 0.931),
  ];
}

function makeFigures(): Figure[] {
  return [
    ...["all", ...systems].flatMap(makeSystemFigures),
    around("principal.agreement", null, 0.928, 0.013),
    around("engine.answered_rate", null, 0.917, 0.014, {
      numerator: 1357,
      denominator: 1480,
      scale: "binomial",
    }),
    around("engine.abstention_rate", null, 0.072, 0.013),
    around("engine.error_rate", null, 0.011, 0.006),
    ...Object.entries(slices).flatMap(([column, values]) =>
      values.flatMap(([value, encounters, f1]) => makeSliceFigures({ [column]: value }, encounters, f1)),
    ),
    ...makeHumanFigures(),
    ...makeFurtherFigures(),
  ];
}

const noWeights = { note: "no DRG weights are loaded", method: null, scale: null };

function makeFurtherFigures(): Figure[] {
  const share = (metric: string, value: number, system: string | null = null) =>
    around(metric, system, value, 0.02);
  return [
    ...["all", "ICD-10-CM", "ICD-10-PCS"].flatMap((system) => [
      share("codes.category_f1", 0.921, system),
      share("codes.category_f1.answered", 0.944, system),
      share("codes.hierarchical_f1", 0.934, system),
    ]),
    ...["CPT"].flatMap((system) => [
      share("lines.f1", 0.81, system),
      share("lines.precision", 0.83, system),
      share("lines.recall", 0.79, system),
    ]),
    ...["all", "ICD-10-CM"].map((system) => share("agreement.kappa", 0.86, system)),
    share("em.agreement", 0.79),
    share("em.agreement.answered", 0.84),
    share("em.higher", 0.12),
    share("em.lower", 0.05),
    around("em.distance", null, 0.08, 0.03, { scale: "identity" }),
    share("drg.agreement", 0.88, "MS-DRG"),
    makeFigure({ metric: "drg.overpayment_rate", system: "MS-DRG", ...noWeights }),
    makeFigure({ metric: "drg.underpayment_rate", system: "MS-DRG", ...noWeights }),
    makeFigure({ metric: "drg.cmi.engine", system: "MS-DRG", ...noWeights }),
    share("severity.mcc_precision", 0.81),
    share("severity.mcc_recall", 0.88),
    share("severity.cc_precision", 0.84),
    makeFigure({ metric: "severity.cc_recall", note: "the reference holds no CC here" }),
    ...["V24", "V28"].flatMap((model) => [
      share(`hcc.precision.${model}`, 0.9),
      share(`hcc.recall.${model}`, 0.87),
    ]),
    share("poa.agreement", 0.96),
    share("poa.n_to_y", 0.21),
    share("modifiers.agreement", 0.9),
    around("units.difference", null, 0.04, 0.02, { scale: "identity" }),
    ...["all", "ICD-10-CM", "CPT"].flatMap((system) => [
      share("validity.unknown", 0.021, system),
      share("validity.header", 0.023, system),
      share("validity.expired", 0.022, system),
    ]),
    makeFigure({ metric: "evidence.present", system: "all", note: "a recorded engine gives no evidence" }),
    share("encounters.claim_ready", 0.41),
  ];
}

function makeCodeRow(index: number, random: () => number) {
  const system = systems[index % 3] ?? "CPT";
  const code =
    system === "CPT"
      ? String(99000 + index)
      : system === "ICD-10-CM"
        ? `E${10 + (index % 89)}.${index % 10}`
        : `0DT${index % 10}4Z${index % 9}`;
  const both = Math.floor(random() * 400);
  const over = Math.floor(random() ** 4 * 120);
  const missed = Math.floor(random() ** 4 * 120);
  const ratio = both + missed === 0 || both + over === 0 ? null : (both + over) / (both + missed);
  const proved = Math.abs(over - missed) > 30;
  return {
    system,
    code: `${code}`,
    both,
    over,
    missed,
    neither: 1480 - both - over - missed,
    precision: both + over === 0 ? null : both / (both + over),
    recall: both + missed === 0 ? null : both / (both + missed),
    f1: null,
    ratio,
    ratio_lower: ratio === null ? null : ratio * 0.85,
    ratio_upper: ratio === null ? null : ratio * 1.18,
    p: proved ? 0.00001 : 0.4,
    q: proved ? 0.0004 : over + missed < 6 ? null : 0.62,
    q_all: proved ? 0.0009 : 0.8,
    direction: proved ? (over > missed ? "over" : "under") : null,
  };
}

function makeCodes() {
  const random = seededRandom(7);
  const rows = Array.from({ length: 298 }, (_, index) => makeCodeRow(index, random));
  const named = { ...makeCodeRow(0, random), both: 210, over: 50, missed: 6, direction: "over" };
  return [{ ...named, code: "I50.9" }, { ...named, system: "CPT", code: "99214" }, ...rows];
}

const flow = [
  { step: "received", encounters: 2000, dropped: [] },
  {
    step: "eligible",
    encounters: 1520,
    dropped: [
      { reason: "setting is none of inpatient, outpatient, emergency, observation", encounters: 441 },
      { reason: "no reference coding of role final", encounters: 39 },
    ],
  },
  { step: "sent", encounters: 1480, dropped: [{ reason: "no document may be sent", encounters: 40 }] },
  {
    step: "answered",
    encounters: 1357,
    dropped: [
      { reason: "abstained", encounters: 107 },
      { reason: "failed", encounters: 16 },
    ],
  },
  { step: "compared", encounters: 1480, dropped: [] },
];

const responses = [
  { status: "coded", reason: null, count: 1357 },
  { status: "abstained", reason: "low_confidence", count: 88 },
  { status: "abstained", reason: "missing_document", count: 19 },
  { status: "failed", reason: "timed out after 4 attempts", count: 16 },
];

const documents = [
  { kind: "progress_note", sent: 2211, withheld: 0 },
  { kind: "discharge_summary", sent: 212, withheld: 0 },
  { kind: "ed_note", sent: 402, withheld: 0 },
  { kind: "psychotherapy_note", sent: 0, withheld: 44 },
  { kind: "coding_summary", sent: 0, withheld: 1480 },
];

const notices = [
  { notice: "diagnoses given twice, collapsed to one", side: "reference", system: "ICD-10-CM", count: 31 },
  { notice: "CPT code labelled HCPCS, relabelled", side: "engine", system: "CPT", count: 204 },
  { notice: "codes of abstained responses, kept apart", side: "engine", system: null, count: 391 },
  { notice: "not judged: no code table covers the day", side: "engine", system: "CPT", count: 3120 },
  { notice: "headers: not billable on any date", side: "engine", system: "ICD-10-CM", count: 40 },
  { notice: "codes of a system nobody asked for", side: "engine", system: "MS-DRG", count: 1357 },
];

const run: Results["run"] = {
  scenario: "vendor-a-pilot",
  scenario_digest: digest("5"),
  dataset: "community-hospital",
  dataset_version: "1",
  provenance: "synthetic",
  tables: ["encounters", "codes", "documents", "codings"].map((table, index) => ({
    table,
    file: table === "documents" ? "documents.ndjson" : `${table}.csv`,
    sha256: digest("abcd"[index] ?? "e"),
    rows: 1480 * (index + 1),
  })),
  engine: {
    kind: "http",
    name: "vendor-a",
    version: ["3.2"],
    answered_versions: [
      { version: "3.2", responses: 1464 },
      { version: null, responses: 16 },
    ],
  },
  reference: { role: "final", sources: ["coder"] },
  systems,
  slices: ["setting", "payer", "specialty"],
  unit: "patient",
  seed: 7,
  confidence: 0.95,
  tool_version: "0.1.0",
  code_tables: codeTables,
  frame: null,
  baseline: null,
  min_support: null,
  adjudication: null,
  repeats: 1,
  complete: true,
  incomplete_because: [],
};

export function makeResults(changes: Partial<Results["run"]> = {}): Results {
  return resultsSchema.parse({
    schema: "shadowbench.results/1",
    run: { ...run, ...changes },
    figures: makeFigures(),
    tables: { flow, responses, documents, codes: makeCodes(), notices, ...makeErrorTables() },
    truncated: [{ table: "codes", rows: 412, shown: 300 }],
  });
}

export function makeService(): Service {
  const latency = (point: string, value: number) =>
    makeFigure({ metric: `engine.latency_ms.${point}`, value, method: null, scale: null });
  return serviceSchema.parse({
    schema: "shadowbench.service/1",
    measured: true,
    responses: 1480,
    attempts: 1533,
    retries: 53,
    wall_ms: 184_300,
    encounters_per_second: 8.03,
    figures: [latency("p50", 812), latency("p95", 2410), latency("p99", 5188)],
  });
}

function makeBenchmark(
  draft: Partial<BenchmarkResult> & Pick<BenchmarkResult, "metric" | "outcome">,
): BenchmarkResult {
  return benchmarkResultSchema.parse({
    system: null,
    slice: null,
    requirement: { at_least: 0.9, on: "bound" },
    value: null,
    bound: null,
    lower: null,
    upper: null,
    encounters: 1480,
    reason: "",
    encounters_needed: null,
    ...draft,
  });
}

const met: BenchmarkResult[] = [
  makeBenchmark({
    metric: "codes.precision",
    system: "ICD-10-CM",
    outcome: "met",
    requirement: { at_least: 0.88, on: "bound" },
    value: 0.907,
    bound: 0.893,
    lower: 0.893,
    upper: 0.919,
    reason: "The lower bound, 89.3 %, is at least 88 %.",
  }),
  makeBenchmark({
    metric: "principal.agreement",
    outcome: "met",
    requirement: { at_least: 0.9, on: "bound" },
    value: 0.928,
    bound: 0.916,
    lower: 0.916,
    upper: 0.938,
    reason: "The lower bound, 91.6 %, is at least 90 %.",
  }),
  makeBenchmark({
    metric: "engine.abstention_rate",
    outcome: "met",
    requirement: { at_most: 0.1, on: "bound" },
    value: 0.072,
    bound: 0.084,
    lower: 0.061,
    upper: 0.084,
    reason: "The upper bound, 8.4 %, is at most 10 %.",
  }),
  makeBenchmark({
    metric: "engine.latency_ms.p95",
    outcome: "met",
    requirement: { at_most: 5000, on: "point" },
    value: 2410,
    encounters: 1464,
    reason: "The value, 2,410 ms, is at most 5,000 ms.",
  }),
];

const undecided: BenchmarkResult[] = [
  makeBenchmark({
    metric: "codes.f1",
    system: "all",
    slice: { payer: "Blue Cross Blue Shield of the Greater North-Eastern Counties, preferred provider plan" },
    outcome: "inconclusive",
    requirement: { at_least: 0.88, on: "bound" },
    value: 0.889,
    bound: 0.862,
    lower: 0.862,
    upper: 0.912,
    encounters: 310,
    encounters_needed: 2140,
    reason: "88 % lies between the bounds, 86.2 % and 91.2 %.",
  }),
  makeBenchmark({
    metric: "codes.f1",
    system: "all",
    slice: { specialty: "transplant_surgery" },
    outcome: "inconclusive",
    requirement: { at_least: 0.85, on: "bound" },
    encounters: 9,
    reason: "the figure could not be computed: no reference code and no engine code in this slice",
  }),
];

const notMet: BenchmarkResult[] = [
  makeBenchmark({
    metric: "codes.recall",
    system: "ICD-10-CM",
    outcome: "not-met",
    requirement: { at_least: 0.9, on: "bound" },
    value: 0.856,
    bound: 0.87,
    lower: 0.841,
    upper: 0.87,
    reason: "The upper bound, 87.0 %, is below 90 %: with 95 % confidence the engine misses it.",
  }),
  makeBenchmark({
    metric: "codes.f1",
    system: "all",
    slice: { setting: "inpatient" },
    outcome: "not-met",
    requirement: { at_least: 0.87, on: "bound" },
    value: 0.806,
    bound: 0.845,
    lower: 0.76,
    upper: 0.845,
    encounters: 212,
    reason: "The upper bound, 84.5 %, is below 87 %.",
  }),
];

export type Case = "go" | "no-go" | "inconclusive" | "incomplete";

const cases: Record<Case, Pick<Verdict, "reasons" | "benchmarks">> = {
  go: { reasons: ["Every benchmark is met."], benchmarks: met },
  "no-go": {
    reasons: [
      "Recall of codes in ICD-10-CM is 85.6 %, and with 95 % confidence below the 90 % required.",
      "F1 of codes for inpatient stays is 80.6 %, and with 95 % confidence below the 87 % required.",
      "F1 of codes in specialty transplant_surgery could not be computed.",
    ],
    benchmarks: [...notMet, ...undecided, ...met],
  },
  inconclusive: {
    reasons: [
      "F1 of codes for one payer is 88.9 %, but 310 encounters do not settle whether it reaches 88 %.",
    ],
    benchmarks: [...undecided, ...met],
  },
  incomplete: { reasons: ["12 encounters have no final response."], benchmarks: met },
};

export function makeVerdict(verdict: Case): Verdict {
  return verdictSchema.parse({
    schema: "shadowbench.verdict/1",
    run: "vendor-a-pilot-5555555555",
    verdict,
    confidence: 0.95,
    ...cases[verdict],
  });
}
