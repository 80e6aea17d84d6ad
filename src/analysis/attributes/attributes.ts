import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { Unavailable } from "../measures/unavailable.ts";
import { whereNotGiven } from "./attributes-given.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));

/** `modifiers.*` and `units.*`, into `measures`. Needs `matchAttributes`. */
export async function fillAttributes(store: Store): Promise<Unavailable> {
  await store.execute(querySql);
  const modifiers = await whereNotGiven(store, "modifiers", ["modifiers.agreement", "modifiers.pricing"]);
  const units = await whereNotGiven(store, "units", ["units.agreement", "units.difference"]);
  return new Map([...modifiers, ...units]);
}
