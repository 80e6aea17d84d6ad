/** A unit of time for an axis: its seconds, and its short name. */
export interface TimeUnit {
  readonly seconds: number;
  readonly name: "s" | "min" | "h";
}

const units: readonly TimeUnit[] = [
  { seconds: 3600, name: "h" },
  { seconds: 60, name: "min" },
  { seconds: 1, name: "s" },
];

/** The largest unit of which a stretch of time holds three. */
export function chooseTimeUnit(seconds: number): TimeUnit {
  return units.find((unit) => seconds >= 3 * unit.seconds) ?? { seconds: 1, name: "s" };
}

/** A Vega expression that prints an axis' numbers with their unit. */
export function labelUnit(name: string): string {
  return `format(datum.value, ',~r') + '\u00a0${name}'`;
}
