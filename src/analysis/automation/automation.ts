import type { AutomationSpec } from "../../domain/automation-spec.ts";
import { isDrgSystem } from "../../domain/code-system.ts";
import type { AutomationRow } from "../../domain/evidence-tables.ts";
import type { Figure } from "../../domain/figure.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { AnalysisInput } from "../analysis-input.ts";
import type { FigureContext } from "../figure-context.ts";
import { type MomentsRow, momentsOf, momentsRow, noMoments } from "../moments-row.ts";
import { automationFigures, figuresWithout } from "./automation-figures.ts";
import { automationRow } from "./automation-row.ts";
import { type CandidateRow, candidateRow, sizeRow } from "./rows.ts";
import { type Claim, drawUpClaims, type Trial, tryThresholds } from "./trials.ts";

const sizesSql = readSql(new URL("./sizes.sql", import.meta.url));
const candidatesSql = readSql(new URL("./candidates.sql", import.meta.url));
const reportedSql = readSql(new URL("./reported.sql", import.meta.url));

/** What may go direct to bill: figures, and a row for the whole run and each value of `by`. */
export interface Automation {
  readonly figures: readonly Figure[];
  readonly rows: readonly AutomationRow[];
}

async function fillTable(
  store: Store,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly number[])[],
): Promise<void> {
  const definitions = columns.map((column) => `${column} DOUBLE`).join(", ");
  await store.execute(`CREATE OR REPLACE TABLE ${table} (slice_ix INTEGER, ${definitions})`);
  await store.append(table, ["slice_ix", ...columns], rows);
}

function groupBySlice(rows: readonly CandidateRow[]): ReadonlyMap<number, readonly CandidateRow[]> {
  const bySlice = new Map<number, CandidateRow[]>();
  for (const row of rows) {
    const known = bySlice.get(row.slice_ix);
    if (known === undefined) bySlice.set(row.slice_ix, [row]);
    else known.push(row);
  }
  return bySlice;
}

async function tryAll(store: Store, claims: readonly Claim[], unit: string): Promise<readonly Trial[]> {
  const sizes = claims.map((claim) => [claim.size.slice_ix, claim.leastAccepted, claim.enoughAtTarget]);
  await fillTable(store, "automation_tests", ["least_accepted", "enough_at_target"], sizes);
  const candidates = groupBySlice(await store.query(candidatesSql, candidateRow));
  return claims.map((claim) => tryThresholds(claim, candidates.get(claim.size.slice_ix) ?? [], unit));
}

async function readReported(store: Store, trials: readonly Trial[]) {
  const proved = trials.flatMap(({ claim, proved }) =>
    proved === null ? [] : [[claim.size.slice_ix, proved.confidence] as const],
  );
  await fillTable(store, "automation_proved", ["threshold"], proved);
  const rows = await store.query(reportedSql, momentsRow);
  const byKey = new Map(rows.map((row) => [`${row.scope_ix}|${row.metric}`, row]));
  return (trial: Trial, metric: string) => {
    const row: MomentsRow | undefined = byKey.get(`${trial.claim.size.slice_ix}|${metric}`);
    return row === undefined ? noMoments : momentsOf(row);
  };
}

function whyNothing({ scopes, systems }: FigureContext): string {
  if ((scopes[0]?.encounters ?? 0) === 0) return "no encounter in scope matches";
  return systems.length > 0 && systems.every(isDrgSystem)
    ? "no code system but DRGs is compared"
    : "neither side holds a code here";
}

async function proveThresholds(
  store: Store,
  context: FigureContext,
  input: AnalysisInput,
  spec: AutomationSpec,
): Promise<Automation> {
  const claims = drawUpClaims(await store.query(sizesSql, sizeRow, { dates: input.dates }), spec);
  if (claims.length === 0) return { figures: figuresWithout(context, whyNothing(context)), rows: [] };
  const trials = await tryAll(store, claims, context.unit);
  const momentsFor = await readReported(store, trials);
  const made = trials.map((trial) => ({
    trial,
    figures: automationFigures(trial, context, (metric) => momentsFor(trial, metric)),
  }));
  return {
    figures: made.flatMap(({ figures }) => Object.values(figures)),
    rows: made.map(({ trial, figures }) => automationRow(trial, figures)),
  };
}

/**
 * `automation.*` for the whole run and each value of `by` (METRICS.md, Guarantees); null with the reason where the
 * scenario asks for none or none is proved. Needs `automation_members`.
 */
export async function measureAutomation(
  store: Store,
  context: FigureContext,
  input: AnalysisInput,
): Promise<Automation> {
  if (input.automation === null)
    return { figures: figuresWithout(context, "the scenario asks for no automation threshold"), rows: [] };
  return proveThresholds(store, context, input, input.automation);
}
