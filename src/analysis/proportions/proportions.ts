import { z } from "zod";
import type { Figure } from "../../domain/figure.ts";
import { metricCatalogue } from "../../domain/metric-catalogue.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { FigureContext } from "../figure-context.ts";
import { type MomentsRow, momentsOf, momentsRow, noMoments } from "../moments-row.ts";
import { nullReason } from "../null-reason.ts";
import { type CountedMoments, ratioFigure } from "../ratio-figure.ts";
import type { Scope } from "../slices/scopes.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));

const sequencingRow = z.strictObject({ engine_sequences: z.boolean(), second_sequences: z.boolean() });
export type Sequencing = z.infer<typeof sequencingRow>;

const metrics = metricCatalogue.filter(
  ({ name, form, stage }) =>
    /^(principal|engine)\./.test(name) && form === "proportion" && stage === "analysis",
);

/** Whether each side numbers its codes at all; without that a first diagnosis cannot be compared. */
export async function readSequencing(store: Store): Promise<Sequencing> {
  const rows = await store.query("SELECT engine_sequences, second_sequences FROM sequencing", sequencingRow);
  return rows[0] ?? { engine_sequences: false, second_sequences: false };
}

function judge(scope: Scope, metric: string, row: MomentsRow | undefined, sequencing: Sequencing) {
  const cannotTell = metric.startsWith("principal.") && !sequencing.engine_sequences && scope.answered > 0;
  const moments: CountedMoments = row === undefined || cannotTell ? noMoments : momentsOf(row);
  const reason = cannotTell ? "the engine numbers none of its codes" : nullReason(scope, metric);
  return { moments, reason };
}

/** `principal.*` and `engine.*` shares for every scope. */
export async function measureProportions(
  store: Store,
  context: FigureContext,
  sequencing: Sequencing,
): Promise<readonly Figure[]> {
  const rows = await store.query(querySql, momentsRow);
  const byKey = new Map(rows.map((row) => [`${row.scope_ix}|${row.metric}`, row]));
  return context.scopes.flatMap((scope) =>
    metrics.map((metric) => {
      const row = byKey.get(`${scope.index}|${metric.name}`);
      const { moments, reason } = judge(scope, metric.name, row, sequencing);
      return ratioFigure({
        key: { metric: metric.name, system: null, slice: scope.slice },
        metric,
        moments,
        unit: context.unit,
        confidence: context.confidence,
        noteWhenNull: reason,
      });
    }),
  );
}
