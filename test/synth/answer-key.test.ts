import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { stepLevel } from "../../src/synth/em-level.ts";
import { synthesise } from "../../src/synth/synthesise.ts";
import { communityHospital, groupBy, type Row, readRows } from "./read-dataset.ts";

const planted = z.object({
  id: z.string(),
  engine: z.string(),
  kind: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  detail: z.string().nullable(),
  slice: z.object({ column: z.string(), value: z.string() }).nullable(),
  rate: z.number(),
  opportunities: z.number(),
  encounters: z.number(),
  encounter_ids: z.array(z.string()),
});
type Planted = z.infer<typeof planted>;

const text = readFileSync(join(communityHospital, "answer-key.json"), "utf8");
const key = z.object({ planted: z.array(planted) }).parse(JSON.parse(text));
const encounters = new Map(
  readRows(communityHospital, "encounters.csv").map((row) => [row.encounter_id, row]),
);
const answers = new Map(
  ["vendor-a", "vendor-b"].map((name) => [
    name,
    {
      codes: groupBy(readRows(communityHospital, `${name}/codes.csv`), "encounter_id"),
      responses: groupBy(readRows(communityHospital, `${name}/responses.csv`), "encounter_id"),
    },
  ]),
);
const truths = new Map(
  [...synthesise({ seed: 7, encounters: 1500 })].map(({ truth }) => [
    truth.row.encounter_id,
    truth.codes.filter(({ use }) => use !== "admitting" && use !== "reason_for_visit"),
  ]),
);

/** Whether the engine's rows show the error that the key says was planted in this encounter. */
function isVisible(entry: Planted, encounterId: string): boolean {
  const rows = answers.get(entry.engine)?.codes.get(encounterId) ?? [];
  const response = answers.get(entry.engine)?.responses.get(encounterId)?.[0];
  const given = rows.map((row) => row.code ?? "");
  const truth = (truths.get(encounterId) ?? []).map(({ code }) => code);
  const hasLost = entry.from === null || (truth.includes(entry.from) && !given.includes(entry.from));
  const hasGained = entry.to === null || (!truth.includes(entry.to) && given.includes(entry.to));
  switch (entry.kind) {
    case "failure":
      return response?.status === "failed" && response.error === entry.detail && rows.length === 0;
    case "abstention":
      return response?.status === "abstained" && response.reason === entry.detail;
    case "wrong_principal":
      return truth[0] === entry.from && firstOf(rows) === entry.to;
    case "em_level_higher":
      return truth.some((code) => !given.includes(code) && given.includes(stepLevel(code, 1) ?? ""));
    case "modifier_dropped":
      return hasModifier(encounterId, entry.detail) && rows.every((row) => row.modifiers !== entry.detail);
    case "slice_missed":
      return truth.some((code) => !given.includes(code));
    case "slice_added":
      return given.some((code) => !truth.includes(code));
    default:
      return hasLost && hasGained;
  }
}

function firstOf(rows: readonly Row[]): string | undefined {
  return rows.find((row) => row.sequence === "1" && row.use === "diagnosis")?.code;
}

function hasModifier(encounterId: string, modifier: string | null): boolean {
  return (truths.get(encounterId) ?? []).some(({ modifiers }) => modifiers === modifier);
}

describe("the answer key of the committed dataset", () => {
  it("lists errors of both engines, each under one id", () => {
    expect(new Set(key.planted.map(({ engine }) => engine))).toEqual(new Set(["vendor-a", "vendor-b"]));
    expect(new Set(key.planted.map(({ id }) => id)).size).toBe(key.planted.length);
  });

  it.each(key.planted.map((entry) => [entry.id, entry] as const))(
    "has %s in 15 encounters at least",
    (_, entry) => {
      expect(entry.encounters).toBeGreaterThanOrEqual(15);
      expect(entry.encounter_ids.length).toBe(entry.encounters);
      expect(entry.opportunities).toBeGreaterThanOrEqual(entry.encounters);
    },
  );

  it.each(key.planted.map((entry) => [entry.id, entry] as const))("shows %s in the tables", (_, entry) => {
    expect(entry.encounter_ids.filter((id) => !isVisible(entry, id))).toEqual([]);
  });

  it.each(
    key.planted.flatMap((entry) => (entry.slice === null ? [] : [[entry.id, entry.slice, entry] as const])),
  )("keeps %s within its slice", (_, slice, entry) => {
    const values = entry.encounter_ids.map((id) => encounters.get(id)?.[slice.column]);
    expect(new Set(values)).toEqual(new Set([slice.value]));
  });
});
