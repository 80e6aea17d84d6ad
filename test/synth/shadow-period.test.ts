import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeShadowPeriod } from "../../src/synth/shadow-period.ts";
import { synthesise } from "../../src/synth/synthesise.ts";
import { writeDataset } from "../../src/synth/write-dataset.ts";
import { groupBy, type Row, readRows } from "./read-dataset.ts";

const folder = mkdtempSync(join(tmpdir(), "shadow-period-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = { weeks: 6, start: "2026-06-01", breaks: "specialty=cardiology", updateWeek: 5 };
const shadowPeriod = describeShadowPeriod(asked);
const dataset = { folder, name: "period", seed: 7, encounters: 600, withNotes: false, ...shadowPeriod };
const key = await writeDataset(dataset);
const encounters = readRows(folder, "encounters.csv");

function codesOf(engine: string): ReadonlyMap<string, readonly Row[]> {
  return groupBy(readRows(folder, `${engine}/codes.csv`), "encounter_id");
}

/** Encounters whose codes differ between two of the engines. */
function findChanged(one: string, other: string): readonly Row[] {
  const [first, second] = [codesOf(one), codesOf(other)];
  return encounters.filter(({ encounter_id: id = "" }) => first.get(id)?.length !== second.get(id)?.length);
}

describe("a synthetic shadow period", () => {
  it("ends every encounter in the week that its column names", () => {
    const wrong = encounters.filter(({ service_end: end = "", shadow_week: week }) => {
      const days = (Date.parse(end) - Date.parse("2026-06-01")) / 86_400_000;
      return String(Math.floor(days / 7) + 1) !== week;
    });
    expect(wrong).toEqual([]);
    expect([...groupBy(encounters, "shadow_week").keys()].sort()).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  it("writes no notes where none are wanted, and the true codes beside the dataset", () => {
    expect(readdirSync(folder)).not.toContain("documents.ndjson");
    const manifest = readFileSync(join(folder, "dataset.yaml"), "utf8");
    expect(manifest).not.toContain("documents");
    expect(manifest).not.toContain("truth");
    expect(groupBy(readRows(folder, "truth.csv"), "encounter_id").size).toBe(600);
  });

  it("changes the answers of the next version in the broken slice alone, to fewer codes", () => {
    const changed = findChanged("vendor-c", "vendor-c-next");
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.map(({ specialty }) => specialty)).toEqual(changed.map(() => "cardiology"));
    const lines = readFileSync(join(folder, "vendor-c/codes.csv"), "utf8").split("\n");
    const kept = new Set(lines.map((line) => line.replace(/,\d+,(diagnosis|procedure)/, ",$1")));
    const next = readFileSync(join(folder, "vendor-c-next/codes.csv"), "utf8").split("\n");
    expect(next.filter((line) => !kept.has(line.replace(/,\d+,(diagnosis|procedure)/, ",$1")))).toEqual([]);
  });

  it("changes the answers of the live engine from the week of the update on, under its old version", () => {
    const weeks = findChanged("vendor-c", "vendor-c-live").map(({ shadow_week: week }) => week);
    expect([...new Set(weeks)].sort()).toEqual(["5", "6"]);
    const versions = readRows(folder, "vendor-c-live/responses.csv").map(({ version }) => version);
    expect(new Set(versions)).toEqual(new Set(["3.2"]));
  });

  it("lists in the answer key what the update broke, and where", () => {
    const [entry] = key.planted.filter(({ id, engine }) => id === "c-update" && engine === "vendor-c-next");
    expect(entry).toMatchObject({
      kind: "slice_missed",
      slice: { column: "specialty", value: "cardiology" },
    });
    const changed = findChanged("vendor-c", "vendor-c-next").map(({ encounter_id: id }) => id);
    expect(entry?.encounter_ids).toEqual(changed);
  });

  it("leaves the patients and their charts as they are without weeks", () => {
    const truths = (from: Parameters<typeof synthesise>[0]) =>
      [...synthesise(from)].map(({ truth }) => truth.codes);
    expect(truths({ seed: 7, encounters: 60, period: shadowPeriod.period })).toEqual(
      truths({ seed: 7, encounters: 60 }),
    );
  });

  it.each([
    [{ weeks: 0 }, "weeks must be a whole number from 1"],
    [{ start: "2026-06-02" }, "a period starts on a Monday"],
    [{ start: "soon" }, "a period starts on a Monday"],
    [{ weeks: 40 }, "do not lie in 2025-10-09 to 2026-09-30"],
    [{ updateWeek: 7 }, "the update's week must be 1 to 6"],
    [{ breaks: "ward=3" }, "column=value of encounters"],
  ])("refuses %j", (change, message) => {
    expect(() => describeShadowPeriod({ ...asked, ...change })).toThrow(message);
  });
});
