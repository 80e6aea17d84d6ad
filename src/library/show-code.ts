import { z } from "zod";
import { canonicalCode } from "../codeset/canonical-code.ts";
import { readSql } from "../store/read-sql.ts";
import { type CodeFact, judgeOn, type Standing } from "./judge-code.ts";
import { openLibraryToRead } from "./open-library.ts";

const showSql = readSql(new URL("./show-code.sql", import.meta.url));

const factRow = z.strictObject({
  aspect: z.string(),
  value: z.string().nullable(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
});

export interface ShownCode {
  readonly system: string;
  /** In canonical form. */
  readonly code: string;
  /** The latest official title; null where no table gives one. */
  readonly title: string | null;
  /** Whether any table of the library speaks of it, on any day. */
  readonly isKnown: boolean;
  /** Null where no day was asked about. */
  readonly standing: Standing | null;
  /** What the tables say, the title and what they cover left out; of one day where a day was asked about. */
  readonly facts: readonly CodeFact[];
}

function holdsOn(fact: CodeFact, date: string | null): boolean {
  if (date === null) return true;
  return (fact.validFrom ?? "") <= date && date <= (fact.validTo ?? "9999-12-31");
}

/** The order in which people read them. */
const aspects = ["validity", "poa", "severity", "editor", "hcc", "ccsr", "drg", "weight", "fee"] as const;

function inOrder(facts: readonly CodeFact[]): readonly CodeFact[] {
  return aspects.flatMap((aspect) => facts.filter((fact) => fact.aspect === aspect));
}

function describe(facts: readonly CodeFact[], date: string | null): Omit<ShownCode, "system" | "code"> {
  return {
    title: facts.find(({ aspect }) => aspect === "title")?.value ?? null,
    isKnown: facts.some(({ aspect }) => aspect !== "coverage"),
    standing: date === null ? null : judgeOn(facts, date),
    facts: inOrder(facts).filter((fact) => holdsOn(fact, date)),
  };
}

/** What a library says of one code, of all days or of one (YYYY-MM-DD). */
export async function showCode(
  library: string,
  system: string,
  rawCode: string,
  date: string | null,
): Promise<ShownCode> {
  const code = canonicalCode(system, rawCode);
  const store = await openLibraryToRead(library);
  try {
    const rows = await store.query(showSql, factRow, { system, code });
    const facts = rows.map(({ aspect, value, valid_from, valid_to }) => {
      return { aspect, value, validFrom: valid_from, validTo: valid_to };
    });
    return { system, code, ...describe(facts, date) };
  } finally {
    store.close();
  }
}
