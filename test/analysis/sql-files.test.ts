import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countDocuments } from "../../src/analysis/documents/documents.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { measureLatency } from "../../src/analysis/responses/latency.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { metricCatalogue } from "../../src/domain/metric-catalogue.ts";
import { defaultInput, keepStore, measure, measureStore } from "./made-tables.ts";

const folder = join(import.meta.dirname, "../../src/analysis");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".sql"),
);

function textOf(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

function statementsOf(file: string): string {
  return textOf(file)
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/'[^']*'/g, "''");
}

describe.each(files)("%s", (file) => {
  it("says its question and its grain before anything else", () => {
    const lines = textOf(file).split("\n");
    const header = lines
      .slice(
        0,
        lines.findIndex((line) => !line.startsWith("--")),
      )
      .join("\n");
    expect(header).toMatch(/^-- Question: .+/);
    expect(header).toMatch(/^-- Grain: .+/m);
  });

  it("names its columns, divides only by nullif, never by whole numbers", () => {
    const sql = statementsOf(file);
    expect(sql).not.toMatch(/SELECT\s+(DISTINCT\s+)?(\w+\.)?\*/i);
    expect(sql).not.toContain("//");
    const divisions = [...sql.matchAll(/\/\s*(\w+)/g)].map(([, divisor]) => divisor);
    expect(divisions.filter((divisor) => divisor !== "nullif")).toEqual([]);
  });

  it("orders the rows it hands over", () => {
    const last = statementsOf(file).trim().split(/;\s*/).filter(Boolean).at(-1) ?? "";
    const isSingleRow = !/GROUP BY|\bDISTINCT\s+(?!\w+\.\w+\))/.test(last);
    if (/^\s*(WITH|SELECT)/.test(last) && !isSingleRow) expect(last).toMatch(/ORDER BY/);
  });
});

describe("the whole analysis over one encounter without a code", () => {
  const encounters = [{ encounter_id: "e1" }];
  const shares = ["engine.error_rate", "engine.abstention_rate", "engine.answered_rate"];

  it("runs every question, and every figure but the engine's shares is null with its reason", async () => {
    const { analysis, systems } = await measure(
      { encounters },
      { systems: ["ICD-10-CM"], slices: ["payer"] },
    );
    expect(systems).toEqual(["ICD-10-CM"]);
    expect(analysis.tables.codes).toEqual([]);
    expect(analysis.unit).toBe("encounter");
    for (const { metric, value, lower, note } of analysis.figures) {
      if (shares.includes(metric)) continue;
      expect([metric, value, lower]).toEqual([metric, null, null]);
      expect(note).toMatch(/\w+/);
    }
    expect(
      analysis.figures.filter(({ metric }) => metric === "engine.error_rate").map(({ value }) => value),
    ).toEqual([1, 1]);
  });

  it("makes a figure of every metric in the catalogue that needs no second coder", async () => {
    const { analysis } = await measure(
      { encounters },
      { systems: ["ICD-10-CM", "ICD-10-PCS", "CPT", "MS-DRG"] },
    );
    const made = new Set(analysis.figures.map(({ metric }) => metric));
    const expected = metricCatalogue.filter(
      ({ name, stage }) =>
        stage === "analysis" && !/^(human|excess|change|true|self)\.|\.supported$/.test(name),
    );
    expect(expected.filter(({ name }) => !made.has(name))).toEqual([]);
  });

  it("makes a figure of every human metric from one chart that was coded twice", async () => {
    const codes = ["final", "second"].map((role) => ({
      encounter_id: "e1",
      system: "ICD-10-CM",
      code: "I10",
      sequence: 1,
      role,
    }));
    const { analysis } = await measure({ encounters, codes });
    const made = new Set(analysis.figures.map(({ metric }) => metric));
    const expected = metricCatalogue.filter(({ name }) => /^(human|excess)\./.test(name));
    expect(expected.filter(({ name }) => !made.has(name))).toEqual([]);
  });
});

describe("what stands beside the figures", () => {
  it("counts documents by kind, sent or withheld, of encounters in scope alone", async () => {
    const store = await keepStore({
      encounters: [
        { encounter_id: "e1", setting: "inpatient" },
        { encounter_id: "e2", setting: "outpatient" },
      ],
      documents: [
        { encounter_id: "e1", document_id: "d1", kind: "ed_note" },
        { encounter_id: "e1", document_id: "d2", kind: "ed_note" },
        { encounter_id: "e1", document_id: "d3", kind: "charge_sheet" },
        { encounter_id: "e2", document_id: "d4", kind: "ed_note" },
      ],
    });
    await applyScope(store, { ...defaultInput, include: { setting: ["inpatient"] } });
    expect(await countDocuments(store, (kind) => kind === "ed_note")).toEqual([
      { kind: "ed_note", sent: 2, withheld: 0 },
      { kind: "charge_sheet", sent: 0, withheld: 1 },
    ]);
  });

  it("gives latencies by nearest rank over answers alone, and none where none is known", async () => {
    const ids = Array.from({ length: 21 }, (_, index) => `e${index}`);
    const store = await keepStore({
      encounters: ids.map((encounter_id) => ({ encounter_id })),
      engine_responses: ids.map((encounter_id, index) => ({
        encounter_id,
        status: index === 20 ? "failed" : "coded",
        latency_ms: (index + 1) * 10,
      })),
    });
    await applyScope(store, defaultInput);
    await encode(store, defaultInput);
    const figures = await measureLatency(store, 0.95);
    expect(figures.map(({ metric, value }) => [metric.split(".").at(-1), value])).toEqual([
      ["p50", 100],
      ["p90", 180],
      ["p95", 190],
      ["p99", 200],
      ["max", 200],
    ]);
    const silent = await keepStore({ encounters: [{ encounter_id: "e1" }] });
    await measureStore(silent, defaultInput);
    expect(await measureLatency(silent, 0.95)).toEqual([]);
  });
});
