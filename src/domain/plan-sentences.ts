import type { CountedKind, PlannedTogether } from "./plan-document.ts";

const numbers = new Intl.NumberFormat("en-US");

const kinds: Readonly<Record<CountedKind, string>> = {
  encounters: "encounters of the site",
  "doubly-coded": "doubly coded encounters",
  adjudicated: "adjudicated encounters",
};

type Counted = Pick<PlannedTogether, "encounters_80" | "encounters_90" | "weeks_80" | "weeks_90">;

function tellWeeks({ weeks_80: eighty, weeks_90: ninety }: Counted): string {
  if (eighty === null) return "";
  if (ninety === null || ninety === eighty)
    return `, ${numbers.format(eighty)} ${eighty === 1 ? "week" : "weeks"}`;
  return `, ${numbers.format(eighty)} to ${numbers.format(ninety)} weeks`;
}

function tellCounts(counted: Counted, kind: CountedKind): string {
  const { encounters_80: eighty, encounters_90: ninety } = counted;
  if (eighty === null || ninety === null) return "more than a thousand million";
  const numbersOf = `at most ${numbers.format(eighty)} ${kinds[kind]} for 80 %, ${numbers.format(ninety)} for 90 %`;
  return `${numbersOf}${tellWeeks(counted)}`;
}

function nameAll(names: readonly string[], joint: string): string {
  return names.map((name) => `“${name}”`).join(joint);
}

/** What a whole gate needs, in sentences: all encounters, then each other kind by the names of its benchmarks. */
export function describeTogether(together: PlannedTogether): readonly string[] {
  const { note, apart, left_out: leftOut } = together;
  const all =
    note ?? `All blocking benchmarks over every encounter together: ${tellCounts(together, "encounters")}`;
  return [
    ...(note === null || apart.length > 0 ? [`${all}.`] : []),
    ...apart.map(
      (part) => `Beside that, for ${nameAll(part.names, " and ")}: ${tellCounts(part, part.counts)}.`,
    ),
    ...(leftOut.length === 0 ? [] : [`Not reckoned in: ${nameAll(leftOut, ", ")}.`]),
  ].map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1));
}
