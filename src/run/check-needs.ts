import { HarnessError, type Problem } from "../errors.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";

interface Need {
  readonly column: string;
  readonly path: readonly string[];
  readonly what: string;
}

function needsOf({ send, replay }: LoadedScenario["scenario"]): readonly Need[] {
  const bySignedAt = { column: "signed_at", what: "arrivals by signed_at need" };
  const byPatient = { column: "patient_id", path: ["replay", "order"], what: "an order by patient needs" };
  const earlier = { column: "patient_id", path: ["send", "earlier"], what: "earlier encounters need" };
  return [
    ...(send.earlier === undefined ? [] : [earlier]),
    ...(replay.order === "patient" ? [byPatient] : []),
    ...(replay.arrivals?.by === "signed_at" ? [{ ...bySignedAt, path: ["replay", "arrivals"] }] : []),
    ...(replay.probe?.arrivals.by === "signed_at"
      ? [{ ...bySignedAt, path: ["replay", "probe", "arrivals"] }]
      : []),
  ];
}

/**
 * Throws `scenario-invalid` with every column that the way of asking cannot do without and that the file of encounters
 * has not. `columns` are those of the file.
 */
export function checkNeeds(loaded: LoadedScenario, columns: readonly string[]): void {
  const problems = needsOf(loaded.scenario)
    .filter(({ column }) => !columns.includes(column))
    .map(({ column, path, what }): Problem => {
      const message = `${what} the column ${column}, which encounters lacks`;
      return { message, where: loaded.locate([...path]) };
    });
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "a column" : `${problems.length} columns`;
  throw new HarnessError("scenario-invalid", `the dataset lacks ${count} for ${loaded.file}`.slice(0, 120), {
    problems,
  });
}
