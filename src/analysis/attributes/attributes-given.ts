import { z } from "zod";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable, unavailableFor } from "../measures/unavailable.ts";

const givenRow = z.strictObject({
  reference_poa: z.boolean(),
  engine_poa: z.boolean(),
  reference_modifiers: z.boolean(),
  engine_modifiers: z.boolean(),
  reference_units: z.boolean(),
  engine_units: z.boolean(),
});

/** An attribute, and how a person calls it. */
export const attributeNames = { poa: "POA indicators", modifiers: "modifiers", units: "units" } as const;
export type Attribute = keyof typeof attributeNames;

/** Why `metrics` are unavailable: the reference records the attribute and the engine does so nowhere in the run. */
export async function whereNotGiven(
  store: Store,
  attribute: Attribute,
  metrics: readonly string[],
): Promise<Unavailable> {
  const columns = Object.keys(givenRow.shape).join(", ");
  const [given] = await store.query(`SELECT ${columns} FROM attributes_given`, givenRow);
  const isMissing = given?.[`reference_${attribute}`] === true && !given[`engine_${attribute}`];
  if (!isMissing) return nothingUnavailable;
  return unavailableFor(metrics, `the engine gives no ${attributeNames[attribute]}`);
}
