import { metricCatalogue } from "../../domain/metric-catalogue.ts";
import { quoteText } from "../../store/quote-sql.ts";
import type { Store } from "../../store/store.ts";

/**
 * Makes the empty table `measures` (encounter_ix INTEGER, system_ix INTEGER, metric measure_name, y BIGINT, x BIGINT):
 * what one encounter adds to the numerator and denominator of a figure, in the whole units of the metric's scales.
 * system_ix is that of the code's own system, null for figures made once a run; rows of all systems together are
 * added up later. An encounter that does not enter a figure has no row. `.answered` figures come from the same rows.
 */
export async function makeMeasures(store: Store): Promise<void> {
  const names = metricCatalogue
    .filter(({ name, isMeasure }) => isMeasure && !name.endsWith(".answered"))
    .map(({ name }) => quoteText(name));
  await store.execute("DROP TABLE IF EXISTS measures; DROP TYPE IF EXISTS measure_name;");
  await store.execute(`CREATE TYPE measure_name AS ENUM (${names.join(", ")})`);
  await store.execute(
    "CREATE TABLE measures (encounter_ix INTEGER, system_ix INTEGER, metric measure_name, y BIGINT, x BIGINT)",
  );
}
