import type {
  CodeErrorRow,
  CodeLevelRow,
  Concentration,
  DrgShiftRow,
  EmLevelRow,
  ErrorClass,
  ErrorClassRow,
  ErrorSetRow,
  HccChangeRow,
  PcsAxisRow,
  RecurringError,
  SliceRow,
} from "../../src/domain/error-tables.ts";
import type { CodeTable } from "../../src/domain/results.ts";

const examples = (count: number) =>
  Array.from({ length: count }, (_, index) => `enc-${String(1000 + index * 37)}`);

const place = (
  column: string,
  value: string | null,
  encounters: number,
  lift: number | null,
): Concentration => ({
  column,
  value,
  encounters,
  opportunities: encounters * 3,
  lift,
  p: 0.0001,
  q: 0.0008,
});

/** A recurring error with the facts of a frequent one; what matters to a test is in `draft`. */
export function makeRecurring(
  draft: Partial<RecurringError> & Pick<RecurringError, "class">,
): RecurringError {
  return {
    id: "RE-1a2b3c4d",
    system: "ICD-10-CM",
    from: null,
    to: null,
    from_title: null,
    to_title: null,
    detail: null,
    direction: "other",
    encounters: 41,
    opportunities: 120,
    expected: 9.3,
    share: 0.0904,
    p: 0.00001,
    q: 0.0002,
    weeks: 12,
    weeks_of: 14,
    first_week: "2026-W10",
    last_week: "2026-W23",
    weight: null,
    dollars: null,
    concentrations: [],
    examples: examples(20),
    ...draft,
  };
}

type Draft = readonly [ErrorClass, Partial<RecurringError>];

const heart = {
  from: "I50.23",
  to: "I50.9",
  from_title: "Acute on chronic systolic (congestive) heart failure",
  to_title: "Heart failure, unspecified",
};
const visit = { system: "CPT", from: "99213", to: "99214", direction: "over" } as const;

const drafts: readonly Draft[] = [
  [
    "specificity_lost",
    {
      ...heart,
      direction: "under",
      concentrations: [place("specialty", "cardiology", 29, 3.1), place("facility", "north", 22, 2.2)],
      weight: -11.3021,
      dollars: -74_120,
    },
  ],
  ["em_level_higher", { ...visit, encounters: 36, weeks: 14, dollars: 1296.4 }],
  [
    "missed",
    { from: "E66.9", from_title: "Obesity, unspecified", direction: "under", encounters: 33, share: 0.031 },
  ],
  [
    "added",
    { to: "Z79.899", to_title: "Other long term (current) drug therapy", direction: "over", encounters: 31 },
  ],
  [
    "laterality",
    { from: "M17.11", to: "M17.12", encounters: 28, concentrations: [place("payer", null, 28, null)] },
  ],
  ["seventh_character", { from: "S82.51XA", to: "S82.51XD", encounters: 26 }],
  ["invalid_code", { from: "Z59.10", to: "Z59.1", direction: "over", encounters: 24 }],
  ["pcs_axis", { system: "ICD-10-PCS", from: "0DTJ0ZZ", to: "0DTJ4ZZ", detail: "approach", encounters: 22 }],
  ["history_active", { from: "C50.911", to: "Z85.3", encounters: 21, weeks: null, weeks_of: null }],
  ["symptom", { from: "J18.9", to: "R05.9", direction: "under", encounters: 19 }],
  ["poa", { from: "L89.153", detail: "N→Y", encounters: 18, share: 0.0007 }],
  ["modifier", { system: "CPT", from: "99214", detail: "−25", encounters: 17 }],
  ["units", { system: "CPT", from: "97110", detail: "2→3", direction: "over", encounters: 16 }],
  [
    "wrong_principal",
    { from: "A41.9", to: "J18.9", encounters: 15, weeks: 1, weeks_of: 1, last_week: "2026-W10" },
  ],
  ["sibling", { from: "E11.22", to: "E11.21", encounters: 14 }],
  ["same_chapter", { from: "I25.10", to: "I48.91", encounters: 13 }],
  ["specificity_gained", { from: "N18.9", to: "N18.4", direction: "over", encounters: 12 }],
  ["em_level_lower", { system: "CPT", from: "99215", to: "99213", direction: "under", encounters: 11 }],
  ["em_family", { system: "CPT", from: "99203", to: "99213", encounters: 10 }],
  ["poa_on_exempt", { from: "Z79.4", encounters: 9 }],
  ["invalid_code", { to: "M60-M79", direction: "over", encounters: 8 }],
  ["symptom", { to: "R06.02", direction: "over", encounters: 7 }],
];

function makeList(count: number): RecurringError[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, draft] = drafts[index % drafts.length] ?? ["added", {}];
    const id = `RE-${index.toString(16).padStart(8, "0")}`;
    const encounters = index < drafts.length ? draft.encounters : 6;
    return makeRecurring({ class: name, ...draft, id, ...(encounters === undefined ? {} : { encounters }) });
  });
}

const classCounts: readonly (readonly [string, ErrorClass, number, number])[] = [
  ["ICD-10-CM", "missed", 0, 412],
  ["ICD-10-CM", "added", 301, 0],
  ["ICD-10-CM", "specificity_lost", 88, 88],
  ["ICD-10-CM", "specificity_gained", 31, 31],
  ["ICD-10-CM", "laterality", 28, 28],
  ["ICD-10-CM", "seventh_character", 26, 26],
  ["ICD-10-CM", "sibling", 60, 60],
  ["ICD-10-CM", "same_chapter", 44, 44],
  ["ICD-10-CM", "invalid_code", 40, 24],
  ["ICD-10-CM", "symptom", 19, 19],
  ["ICD-10-CM", "history_active", 21, 21],
  ["ICD-10-PCS", "pcs_axis", 41, 41],
  ["ICD-10-PCS", "missed", 0, 12],
  ["CPT", "em_level_higher", 52, 52],
  ["CPT", "em_level_lower", 20, 20],
  ["CPT", "em_family", 10, 10],
  ["CPT", "missed", 0, 77],
  ["CPT", "added", 61, 0],
];

function makeClasses(): ErrorClassRow[] {
  const codes = classCounts.map(([system, name, over, missed]) => {
    const all = classCounts.filter(([other]) => other === system);
    const sum = all.reduce((total, [, , more, less]) => total + more + less, 0);
    const count = over + missed;
    return {
      system,
      class: name,
      of: "codes",
      count,
      over,
      missed,
      encounters: count,
      share: count / sum,
    } as const;
  });
  const attribute = (system: string, name: ErrorClass, count: number, share: number) =>
    ({ system, class: name, of: "attributes", count, over: 0, missed: 0, encounters: count, share }) as const;
  return [...codes, attribute("ICD-10-CM", "poa", 33, 0.021), attribute("CPT", "modifier", 40, 0.08)];
}

const axes: PcsAxisRow[] = [
  { system: "ICD-10-PCS", section: "0", character: 5, axis: "approach", pairs: 31 },
  { system: "ICD-10-PCS", section: "0", character: 4, axis: "body part", pairs: 12 },
];

const sets: ErrorSetRow[] = [
  {
    system: "ICD-10-CM",
    first: "RE-00000000",
    second: "RE-00000002",
    encounters: 14,
    expected: 3.2,
    lift: 4.4,
    p: 0.0001,
    q: 0.002,
  },
];

function gap(draft: Partial<SliceRow>): SliceRow {
  return {
    system: "all",
    column: "setting",
    value: "inpatient",
    metric: "codes.f1",
    encounters: 212,
    value_of_slice: 0.806,
    value_of_rest: 0.885,
    difference: -0.079,
    lower: -0.11,
    upper: -0.048,
    p: 0.00001,
    q: 0.0002,
    ...draft,
  };
}

const gaps: SliceRow[] = [
  gap({}),
  gap({ metric: "codes.recall", difference: -0.06 }),
  gap({ system: "ICD-10-CM", metric: "codes.f1", difference: -0.09 }),
  gap({ column: "specialty", value: "family_medicine", encounters: 240, difference: 0.041 }),
  gap({
    column: "payer",
    value: null,
    encounters: 118,
    metric: "engine.abstention_rate",
    system: null,
    difference: 0.1,
  }),
  gap({ column: "payer", value: "Medicaid", q: 0.4, difference: -0.01 }),
  gap({
    column: "setting × payer",
    value: "inpatient × Medicaid",
    encounters: 41,
    difference: -0.121,
    lower: -0.16,
    upper: -0.082,
    value_of_slice: 0.76,
    value_of_rest: 0.881,
  }),
];

const level = (
  name: CodeLevelRow["level"],
  code: string,
  title: string | null,
  over: number,
  missed: number,
): CodeLevelRow => ({
  level: name,
  title,
  system: "ICD-10-CM",
  code,
  both: 120,
  over,
  missed,
  neither: 1300,
  precision: 0.9,
  recall: 0.8,
  f1: 0.85,
  ratio: (120 + over) / (120 + missed),
  ratio_lower: 0.6,
  ratio_upper: 0.9,
  p: 0.0001,
  q: 0.001,
  q_all: 0.002,
  direction: over > missed ? "over" : "under",
});

const levels: CodeLevelRow[] = [
  level("category", "I50", "Heart failure", 12, 61),
  level("category", "Z79", "Long term (current) drug therapy", 55, 8),
  level("HCC V28", "226", "Heart Failure, Except End-Stage and Acute", 41, 6),
];

const em = (
  provider: string | null,
  code: string,
  rank: number,
  reference: number,
  engine: number,
): EmLevelRow => ({
  system: "CPT",
  provider_id: provider,
  family: "established office visit",
  code,
  rank,
  engine,
  reference,
});

const emLevels: EmLevelRow[] = ["prov-01", "prov-02", null].flatMap((provider, index) => [
  em(provider, "99212", 1, 9, 7),
  em(provider, "99213", 2, 40, 22 + index * 8),
  em(provider, "99214", 3, 30, 48 - index * 8),
  em(provider, "99215", 4, 6, 8),
]);

const shift = (
  from: string,
  to: string | null,
  kind: DrgShiftRow["kind"],
  weight: number | null,
): DrgShiftRow => ({
  system: "MS-DRG",
  from,
  to,
  from_title: "HEART FAILURE AND SHOCK WITH CC",
  to_title: to === null ? null : "HEART FAILURE AND SHOCK WITH MCC",
  kind,
  encounters: 12,
  weight,
  dollars: weight === null ? null : weight * 6500,
});

const shifts: DrgShiftRow[] = [
  shift("292", "291", "same family, higher severity", 4.512),
  shift("291", "292", "same family, lower severity", -3.12),
  shift("193", null, "none given", null),
];

const hcc = (model: string, code: string, added: number, deleted: number): HccChangeRow => ({
  system: "ICD-10-CM",
  model,
  hcc: code,
  both: 80,
  added,
  deleted,
});

const codeError = (draft: Partial<CodeErrorRow>): CodeErrorRow => ({
  system: "ICD-10-CM",
  code: "I50.9",
  title: "Heart failure, unspecified",
  side: "over",
  class: "specificity_lost",
  partner: "I50.23",
  partner_title: heart.from_title,
  encounters: 41,
  examples: examples(5),
  ...draft,
});

const codeErrors: CodeErrorRow[] = [
  codeError({}),
  codeError({ class: "added", partner: null, partner_title: null, encounters: 9 }),
  codeError({ side: "missed", class: "missed", partner: null, partner_title: null, encounters: 6 }),
  codeError({
    system: "CPT",
    code: "99214",
    title: null,
    class: "em_level_higher",
    partner: "99213",
    partner_title: null,
  }),
  codeError({
    code: "M60-M79",
    title: null,
    class: "invalid_code",
    partner: null,
    partner_title: null,
    encounters: 8,
  }),
];

/** The tables of errors of a run with something in each; `recurring` is their number. */
export function makeErrorTables(recurring = 40) {
  return {
    code_levels: levels,
    error_classes: makeClasses(),
    pcs_axes: axes,
    recurring_errors: makeList(recurring),
    error_sets: sets,
    code_errors: codeErrors,
    slices: gaps,
    em_levels: emLevels,
    drg_shifts: shifts,
    hcc_changes: [hcc("V28", "226", 41, 6), hcc("V28", "38", 3, 9), hcc("V24", "85", 30, 30)],
  };
}

/** The tables of errors of a run in which nothing was found. */
export const noErrorTables = {
  code_levels: [],
  error_classes: [],
  pcs_axes: [],
  recurring_errors: [],
  error_sets: [],
  code_errors: [],
  slices: [],
  em_levels: [],
  drg_shifts: [],
  hcc_changes: [],
  automation: [],
  risk_coverage: [],
  calibration_bins: [],
  unstable_codes: [],
  adjudication: [],
};

const codeTable = (kind: string, name: string, letter: string): CodeTable => ({
  id: `${kind}-${letter}`,
  kind,
  name,
  sha256: letter.repeat(64),
  valid_from: "2025-10-01",
  valid_to: "2026-09-30",
});

export const codeTables: CodeTable[] = [
  codeTable("code-table", "icd10cm-order-2026.txt", "1"),
  codeTable("severity", "cc-mcc-v43.csv", "2"),
  codeTable("hcc", "hcc-2026.csv", "3"),
];
