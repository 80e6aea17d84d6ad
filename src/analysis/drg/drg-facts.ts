import { type DrgSeverity, drgSplitOf } from "../../codeset/drg-family.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type DrgRow, drgRow } from "./rows.ts";

const drgsSql = readSql(new URL("./drgs.sql", import.meta.url));

const ranks: Readonly<Record<DrgSeverity, number>> = { MCC: 3, CC: 2, "CC/MCC": 2, without: 1 };

/** Family and rank of severity; null where they cannot be told. */
interface Split {
  readonly family: string | null;
  readonly severity: number | null;
}

const unknown: Split = { family: null, severity: null };

/** An APR-DRG says both itself: `194-3` is base 194, severity of illness 3. */
function splitAprDrg(code: string): Split {
  const parts = /^(\d{3})-(\d)$/.exec(code);
  return parts === null ? unknown : { family: parts[1] ?? null, severity: Number(parts[2]) };
}

function splitMsDrg(title: string | null): Split {
  if (title === null) return unknown;
  const { family, severity } = drgSplitOf(title);
  return { family, severity: severity === null ? null : ranks[severity] };
}

function cellsOf({ code_ix, system, code, title }: DrgRow) {
  const { family, severity } = system === "APR-DRG" ? splitAprDrg(code) : splitMsDrg(title);
  return [code_ix, title, family, severity];
}

/** Makes `drg_facts(code_ix, title, family, severity)`, one row per DRG that occurs; null without its title. */
export async function stateDrgFacts(store: Store): Promise<void> {
  const drgs = await store.query(drgsSql, drgRow);
  await store.execute(
    "CREATE OR REPLACE TABLE drg_facts (code_ix INTEGER, title VARCHAR, family VARCHAR, severity INTEGER)",
  );
  await store.append("drg_facts", ["code_ix", "title", "family", "severity"], drgs.map(cellsOf));
}
