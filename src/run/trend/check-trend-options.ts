import { runMetrics, type TrendOptions } from "../../analysis/trend/trend-options.ts";
import { allSystems } from "../../domain/code-system.ts";
import { sliceKey } from "../../domain/figure.ts";
import { nearestName } from "../../domain/nearest-name.ts";
import type { Results } from "../../domain/results.ts";
import { HarnessError } from "../../errors.ts";

function refuse(what: string, name: string, known: readonly string[]): HarnessError {
  const nearest = nearestName(name, known);
  const hint = nearest === null ? `known: ${known.join(", ")}` : `did you mean "${nearest}"?`;
  return new HarnessError("command-invalid", `no ${what} "${name}" in a trend`.slice(0, 120), { hint });
}

function listSlices(runs: readonly { readonly results: Results }[]) {
  const slices = runs.flatMap(({ results }) =>
    results.figures.flatMap(({ slice }) => (slice === null ? [] : [slice])),
  );
  return new Map(slices.map((slice) => [sliceKey(slice), slice]));
}

/** Throws `command-invalid` for a metric, system or slice that no run of the trend holds, or a base of no point. */
export function checkTrendOptions(
  { metrics, system, slice, base }: TrendOptions,
  runs: readonly { readonly results: Results }[],
): void {
  const known: readonly string[] = runMetrics;
  for (const metric of metrics ?? []) if (!known.includes(metric)) throw refuse("metric", metric, known);
  const systems = [allSystems, ...new Set(runs.flatMap(({ results }) => results.run.systems))];
  if (system !== null && !systems.includes(system)) throw refuse("code system", system, systems);
  if (base !== null && !(Number.isInteger(base) && base >= 1))
    throw new HarnessError("command-invalid", "--base is a whole number of points, 1 or more");
  if (slice === null) return;
  const slices = listSlices(runs);
  if (slices.has(sliceKey(slice))) return;
  const names = [...slices.values()].map((one) =>
    Object.entries(one)
      .map(([column, value]) => `${column}=${value ?? ""}`)
      .join(","),
  );
  const name = Object.entries(slice).map(([column, value]) => `${column}=${value ?? ""}`);
  throw refuse("slice", name.join(","), names);
}
