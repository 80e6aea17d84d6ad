import type { DrgShiftRow } from "../../domain/error-tables.ts";
import type { Notice } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable, unavailableFor } from "../measures/unavailable.ts";
import { stateDrgFacts } from "./drg-facts.ts";
import { stateVersions } from "./drg-versions.ts";
import { amountRow, countRow, drgNoticeRow, type ShiftRow, shiftRow } from "./rows.ts";

const casesSql = readSql(new URL("./cases.sql", import.meta.url));
const fillSql = readSql(new URL("./fill.sql", import.meta.url));
const shiftsSql = readSql(new URL("./shifts.sql", import.meta.url));
const noticesSql = readSql(new URL("./notices.sql", import.meta.url));
const weightsSql = "SELECT count(*) AS count FROM library_drg_weights";
const baseRateSql =
  "SELECT CASE WHEN count(DISTINCT amount) = 1 THEN max(amount) END AS amount FROM library_base_rate";

const weighed = [
  "drg.higher",
  "drg.lower",
  "drg.weight_shift",
  "drg.cmi.engine",
  "drg.cmi.reference",
  "drg.overpayment_rate",
  "drg.underpayment_rate",
  "drg.net_error_rate",
];

/**
 * Fills `measures` with the figures of DRGs and makes `drg_pairs`, `drg_facts` and `drg_case(encounter_ix,
 * reference_ix, engine_ix, weight_shift)`: one row per encounter where both sides name exactly one comparable DRG,
 * weight_shift the engine's weight less the reference's in ten-thousandths, null where either is not known.
 */
export async function fillDrg(store: Store): Promise<Unavailable> {
  await stateVersions(store);
  await store.execute(casesSql);
  await stateDrgFacts(store);
  await store.execute(fillSql);
  const [weights] = await store.query(weightsSql, countRow);
  if ((weights?.count ?? 0) > 0) return nothingUnavailable;
  return unavailableFor(weighed, "no DRG weights are loaded: shadowbench codeset add <weights.csv>");
}

function priceShift({ weight, ...row }: ShiftRow, baseRate: number | null): DrgShiftRow {
  if (weight === null) return { ...row, weight, dollars: null };
  const dollars = baseRate === null ? null : Math.round((weight * baseRate) / 100) / 100;
  return { ...row, weight: weight / 10_000, dollars };
}

/**
 * DRGs of the reference that the engine made others, most encounters first. `weight` is summed, engine less
 * reference; `dollars` is weight × base rate, to the cent, null where none or several base rates are loaded.
 * Needs `fillDrg`.
 */
export async function readDrgShifts(store: Store): Promise<readonly DrgShiftRow[]> {
  const [baseRate] = await store.query(baseRateSql, amountRow);
  const rows = await store.query(shiftsSql, shiftRow);
  return rows.map((row) => priceShift(row, baseRate?.amount ?? null));
}

/** Encounters that figures of DRGs leave out, with the reason. Needs `fillDrg`. */
export function readDrgNotices(store: Store): Promise<readonly Notice[]> {
  return store.query(noticesSql, drgNoticeRow);
}
