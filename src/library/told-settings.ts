import { z } from "zod";
import type { AppendValue } from "../store/append-rows.ts";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";
import type { EvidenceTable, Reading } from "./evidence.ts";

const settingsSql = readSql(new URL("./told-settings.sql", import.meta.url));

const settingRow = z.strictObject({
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  amount: z.number().nullable(),
  rows: z.number(),
});

/** First day, last day, and dollars. */
type Setting = readonly AppendValue[];

function rowsOf({ evidence }: Reading, wanted: EvidenceTable): readonly Setting[] {
  return evidence.filter(({ table }) => table === wanted).flatMap(({ rows }) => rows);
}

function settingsOf(reading: Reading): readonly Setting[] {
  return [
    [reading.validFrom, reading.validTo, null],
    ...rowsOf(reading, "evidence_fees").map((row) => [...row.slice(-2), null]),
    ...rowsOf(reading, "evidence_base_rates").map(([amount = null]) => [null, null, amount]),
  ];
}

/** Each setting with how many rows have it, in one order: equal texts are equal settings. */
function describe(settings: readonly Setting[]): string {
  const counts = new Map<string, number>();
  for (const setting of settings) {
    const key = JSON.stringify(setting);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => `${key} ${count}`)
    .sort()
    .join("\n");
}

/** Whether a file that the library holds was added under the days and the base rate of this reading of it. */
export async function isToldAlike(store: Store, id: string, reading: Reading): Promise<boolean> {
  const there = await store.query(settingsSql, settingRow, { source_id: id });
  const before = there.flatMap(({ valid_from, valid_to, amount, rows }) => {
    return Array.from({ length: rows }, () => [valid_from, valid_to, amount]);
  });
  return describe(before) === describe(settingsOf(reading));
}
