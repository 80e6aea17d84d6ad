import type { DuckDBPreparedStatement } from "@duckdb/node-api";

export type ParameterValue = string | number | bigint | boolean | null;

/** Values of `$name` parameters. Whole numbers are bound as INTEGER or BIGINT, others as DOUBLE. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** The parameters that one statement names. A name without a value is a bug and throws. */
export function parametersOf(
  statement: DuckDBPreparedStatement,
  parameters: Parameters,
): Record<string, ParameterValue> {
  const names = Array.from({ length: statement.parameterCount }, (_, index) =>
    statement.parameterName(index + 1),
  );
  return Object.fromEntries(
    names.map((name) => {
      const value = parameters[name];
      if (value === undefined) throw new Error(`parameter $${name} was given no value`);
      return [name, value];
    }),
  );
}

/** Throws where a value was given that no statement names. */
export function checkParametersUsed(parameters: Parameters, used: readonly string[]): void {
  const unused = Object.keys(parameters).filter((name) => !used.includes(name));
  if (unused.length > 0) throw new Error(`no statement uses $${unused.join(", $")}`);
}
