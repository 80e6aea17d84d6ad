import { z } from "zod";
import { supportAsked } from "../domain/benchmark.ts";
import type { Figure } from "../domain/figure.ts";
import type { ResultsTables } from "../domain/results.ts";
import type { Review } from "../domain/review.ts";
import type { Frame } from "../domain/verdict.ts";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";
import { measureAgreement } from "./agreement/agreement.ts";
import type { AnalysisInput } from "./analysis-input.ts";
import { measureConfidence } from "./automation/confidence.ts";
import { measureChance } from "./chance/chance.ts";
import { readSystemsNotGiven } from "./encode/systems.ts";
import { classifyErrors } from "./errors/errors.ts";
import type { FigureContext } from "./figure-context.ts";
import { fillMeasures } from "./fill-measures.ts";
import { readFrame } from "./frame/frame.ts";
import { measureHuman } from "./human/human.ts";
import { makeThetas } from "./jackknife-thetas.ts";
import { measureMacro } from "./macro/macro.ts";
import { makeTables } from "./make-tables.ts";
import { makeMeasures } from "./measures/measure-table.ts";
import { measureRatios } from "./measures/measures.ts";
import { measureProportions, readSequencing } from "./proportions/proportions.ts";
import { type AnsweredVersion, countAssisted, readResponses, readVersions } from "./responses/responses.ts";
import { buildFlow } from "./scope/flow.ts";
import type { ScopeDrop } from "./scope/scope.ts";
import { measureRepeats, type RepeatFindings } from "./self/self.ts";
import { makeScopes } from "./slices/scopes.ts";
import { measureTruth, noTruthFindings } from "./truth/truth.ts";
import { judgeCodes } from "./validity/judge-codes.ts";

const momentsSql = readSql(new URL("./moments.sql", import.meta.url));
const unitsSql = readSql(new URL("./scope/units.sql", import.meta.url));
const unitRow = z.strictObject({ unit: z.string() });
const countRow = z.strictObject({ received: z.number(), in_scope: z.number() });

/** Everything the run measured, before it is put into results.json. */
export interface Analysis {
  readonly figures: readonly Figure[];
  readonly tables: Omit<ResultsTables, "documents">;
  readonly versions: readonly AnsweredVersion[];
  readonly assisted: number;
  /** What is still to be said of repeats, beyond their figures and tables. */
  readonly repeats: Pick<RepeatFindings, "open" | "versions">;
  readonly encounters: number;
  readonly frame: Frame;
  readonly unit: string;
}

async function countEncounters(store: Store) {
  const [row] = await store.query(
    "SELECT (SELECT count(*) FROM source_encounters) AS received, (SELECT count(*) FROM encounters) AS in_scope",
    countRow,
  );
  return row ?? { received: 0, in_scope: 0 };
}

async function readUnit(store: Store): Promise<string> {
  const rows = await store.query(unitsSql, unitRow);
  return rows.map((row) => row.unit).join(" or ") || "encounter";
}

async function measureFigures(
  store: Store,
  input: AnalysisInput,
  context: FigureContext,
): Promise<readonly Figure[]> {
  const sequencing = await readSequencing(store);
  const agreement = await measureAgreement(store, context);
  const macro = await measureMacro(store, context, supportAsked(input.benchmarks));
  const proportions = await measureProportions(store, context, sequencing);
  const human = await measureHuman(store, context, sequencing);
  const unavailable = await fillMeasures(store, input);
  const ratios = await measureRatios(store, context, unavailable);
  const chance = await measureChance(store, context, input);
  return [...agreement, ...macro, ...proportions, ...human, ...ratios, ...chance];
}

/**
 * Asks every question of the analysis. Needs the tables that `applyScope` and `encode` made. `review`: what reviewers
 * settled, null where nothing was drawn for them.
 */
export async function analyze(
  store: Store,
  input: AnalysisInput,
  systems: readonly string[],
  drops: readonly ScopeDrop[],
  review: Review | null = null,
): Promise<Analysis> {
  await store.execute(momentsSql);
  await makeMeasures(store);
  await makeThetas(store);
  const unit = await readUnit(store);
  const scopes = await makeScopes(store, input);
  const systemsNotGiven = await readSystemsNotGiven(store);
  const context = { scopes, systems, confidence: input.confidence, unit, systemsNotGiven };
  await judgeCodes(store);
  await classifyErrors(store);
  const { received, in_scope: encounters } = await countEncounters(store);
  const responses = await readResponses(store);
  const figures = await measureFigures(store, input, context);
  const confidence = await measureConfidence(store, context, input);
  const repeats = await measureRepeats(store, context, input.repeats);
  const tables = await makeTables(store, input, context);
  const frame = await readFrame(store);
  const truth = review === null ? noTruthFindings : await measureTruth(store, context, review, frame);
  return {
    figures: [...figures, ...repeats.figures, ...confidence.figures, ...truth.figures],
    tables: {
      flow: [...buildFlow(received, drops, responses)],
      responses: [...responses],
      ...tables,
      ...confidence.tables,
      unstable_codes: [...repeats.unstable],
      adjudication: [...truth.strata],
      notices: [...tables.notices, ...truth.notices],
    },
    versions: await readVersions(store),
    assisted: await countAssisted(store),
    repeats: { open: repeats.open, versions: repeats.versions },
    encounters,
    frame,
    unit,
  };
}
