import { createHash } from "node:crypto";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { type ReplaySpec, replaySpecSchema } from "../../src/domain/replay-spec.ts";
import type { SendSpec } from "../../src/domain/send-spec.ts";
import { parseShard } from "../../src/domain/shard.ts";
import { decideShards, writePlan } from "../../src/run/asking-plan/plan.ts";
import { type PlanEntry, readPlan } from "../../src/run/asking-plan/read-plan.ts";
import { sendPolicy } from "../../src/sandbox/send-policy.ts";
import type { Store } from "../../src/store/store.ts";
import { defaultInput, openTables, type Row, type Tables } from "../analysis/made-tables.ts";
import { makeRunFolder, refusalOf } from "./making-runs.ts";

interface Asked {
  readonly replay?: z.input<typeof replaySpecSchema>;
  readonly send?: Partial<SendSpec>;
  readonly shard?: string;
  readonly seed?: number;
}

async function openScope(tables: Tables, folder: string): Promise<Store> {
  const store = await openTables(tables, 2, [folder]);
  onTestFinished(() => store.close());
  await applyScope(store, defaultInput);
  return store;
}

async function entriesOf(file: string | null): Promise<PlanEntry[]> {
  if (file === null) return [];
  const entries: PlanEntry[] = [];
  for await (const some of readPlan(file, () => true)) entries.push(...some);
  return entries;
}

async function planOf(tables: Tables, { replay = {}, send = {}, shard = "1/1", seed = 7 }: Asked = {}) {
  const folder = makeRunFolder({ "spool/.keep": "" });
  const store = await openScope(tables, folder);
  const spec: ReplaySpec = replaySpecSchema.parse(replay);
  const policy = sendPolicy({ columns: [], documents: {}, ...send });
  const request = { policy, replay: spec, seed, shard: parseShard(shard) };
  const written = await writePlan(store, request, join(folder, "spool"));
  return { written, batch: await entriesOf(written.batchFile), paced: await entriesOf(written.pacedFile) };
}

const idsOf = (lines: readonly PlanEntry[]) => lines.map(({ encounter_id: id }) => id);

/** What DuckDB's md5_number_lower gives of a text. */
function drawOf(text: string): bigint {
  return createHash("md5").update(text).digest().readBigUInt64LE(8);
}

function encounter(id: string, more: Row = {}): Row {
  return { encounter_id: id, ...more };
}

describe("the order of asking", () => {
  const encounters = [
    encounter("e1", { patient_id: "p2", service_start: "2025-03-05" }),
    encounter("e2", { patient_id: "p1", service_start: "2025-03-04" }),
    encounter("e3", { patient_id: "p2", service_start: "2025-03-01" }),
    encounter("e4"),
    encounter("e5", { patient_id: "p1", service_start: "2025-03-04", signed_at: "2025-03-04T08:00" }),
  ];

  it("is that of the ids by default, in one pass and without groups", async () => {
    const { written, batch } = await planOf({ encounters });
    expect(idsOf(batch)).toEqual(["e1", "e2", "e3", "e4", "e5"]);
    expect(batch.every(({ group, signed_at }) => group === null && signed_at === null)).toBe(true);
    expect(written).toMatchObject({ pacedFile: null, encounters: 5 });
  });

  it("keeps a patient's encounters together in the order of their dates, under a number for a name", async () => {
    const { batch } = await planOf({ encounters }, { replay: { order: "patient" } });
    const blocks = batch.map(({ encounter_id: id, group }) => [id, group === null]);
    expect(blocks).toEqual([
      ["e4", true],
      ["e5", false],
      ["e2", false],
      ["e3", false],
      ["e1", false],
    ]);
    expect(batch[1]?.group).toBe(batch[2]?.group);
    expect(batch[2]?.group).not.toBe(batch[3]?.group);
    expect(JSON.stringify(batch)).not.toMatch(/"p[12]"/);
  });

  it("is by day where dates are years alone", async () => {
    const years = [
      encounter("e1", { patient_id: "p", service_start: "2025", day: 90 }),
      encounter("e2", { patient_id: "p", service_start: "2025", day: 9 }),
      encounter("e3", { patient_id: "p", service_start: "2024", day: 1 }),
    ];
    const { batch } = await planOf({ encounters: years }, { replay: { order: "patient" } });
    expect(idsOf(batch)).toEqual(["e3", "e2", "e1"]);
  });
});

describe("a plan of the open loop", () => {
  const bySignedAt = { mode: "realtime", arrivals: { by: "signed_at" } } as const;

  it("is in the order of signed_at; a time without a zone is UTC", async () => {
    const encounters = [
      encounter("e1", { signed_at: "2025-03-01T10:00:00" }),
      encounter("e2", { signed_at: "2025-03-01T10:30:00+01:00" }),
      encounter("e3", { signed_at: "2025-03-01T09:45:00.250Z" }),
    ];
    const { written, paced } = await planOf({ encounters }, { replay: bySignedAt });
    expect(paced.map(({ encounter_id, signed_at }) => [encounter_id, signed_at])).toEqual([
      ["e2", Date.UTC(2025, 2, 1, 9, 30)],
      ["e3", Date.UTC(2025, 2, 1, 9, 45, 0, 250)],
      ["e1", Date.UTC(2025, 2, 1, 10)],
    ]);
    expect(written.batchFile).toBeNull();
  });

  it("is refused with some ids where an encounter was never signed, or in no more than a year", async () => {
    const encounters = [
      encounter("e1", { signed_at: "2025-03-01T10:00:00" }),
      encounter("e2", { signed_at: "2025" }),
      ...["e3", "e4", "e5", "e6", "e7"].map((id) => encounter(id)),
    ];
    const refusal = await refusalOf(planOf({ encounters }, { replay: bySignedAt }));
    expect(refusal).toMatchObject({
      code: "data-invalid",
      message: "6 encounters have no time in signed_at: e2, e3, e4, e5, e6",
    });
  });

  it("is refused where an encounter was signed on a day without its time", async () => {
    const encounters = [
      encounter("e1", { signed_at: "2025-03-01T10:00:00" }),
      encounter("e2", { signed_at: "2025-03-01" }),
    ];
    expect(await refusalOf(planOf({ encounters }, { replay: bySignedAt }))).toMatchObject({
      code: "data-invalid",
      message: "1 encounter has no time in signed_at: e2",
    });
  });

  it("needs no signed_at for a rate, and tells none", async () => {
    const replay = { mode: "realtime", arrivals: { by: "rate", per_second: 5 } } as const;
    const encounters = [encounter("e2"), encounter("e1"), encounter("e0", { signed_at: "2025-03-01" })];
    const { paced } = await planOf({ encounters }, { replay });
    expect(idsOf(paced)).toEqual(["e0", "e1", "e2"]);
    expect(paced.map(({ signed_at }) => signed_at)).toEqual([null, null, null]);
  });

  it("takes of a hybrid the encounters that their md5 draws, the closed loop all others", async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `e${index}`);
    const replay = {
      mode: "hybrid",
      probe: { share: 0.25, arrivals: { by: "rate", per_second: 5 } },
    } as const;
    const { batch, paced } = await planOf(
      { encounters: ids.map((id) => encounter(id)) },
      { replay, seed: 3 },
    );
    const drawn = ids.filter((id) => Number(drawOf(`${id}|3|probe`)) < 0.25 * 2 ** 64);
    expect(idsOf(paced).toSorted()).toEqual(drawn.toSorted());
    expect([...idsOf(batch), ...idsOf(paced)].toSorted()).toEqual(ids.toSorted());
    expect(drawn.length).toBeGreaterThan(70);
  });
});

describe("documents of earlier encounters", () => {
  const stay = { patient_id: "p", service_start: "2025-03-01", service_end: "2025-03-09" };
  const encounters = [
    encounter("e1", { patient_id: "p", service_start: "2025-01-01", visit_id: "v1" }),
    encounter("e2", { patient_id: "p", service_start: "2025-02-01", visit_id: "v2" }),
    encounter("e3", { ...stay, visit_id: "v3", signed_at: "2025-03-10T09:00" }),
    encounter("e4", { patient_id: "p", service_start: "2025-03-05", visit_id: "v4" }),
    encounter("e5", { patient_id: "p", service_start: "2025-03-10", visit_id: "v3" }),
    encounter("o1", { patient_id: "o", service_start: "2025-01-01" }),
    encounter("n1", { service_start: "2025-01-01" }),
    encounter("n2", { service_start: "2025-02-01" }),
  ];
  const documents = ["e1", "e2", "e3", "e4", "e5", "o1", "n1", "n2"].flatMap((id) => [
    { encounter_id: id, document_id: `${id}-list`, kind: "problem_list", byte_offset: 0, byte_length: 1 },
    { encounter_id: id, document_id: `${id}-note`, kind: "progress_note", byte_offset: 0, byte_length: 1 },
  ]);
  const late = {
    encounter_id: "e2",
    document_id: "e2-late",
    kind: "problem_list",
    authored_at: "2025-03-10T09:01",
    byte_offset: 0,
    byte_length: 1,
  };
  const send = { earlier: { kinds: ["problem_list"] } };

  async function earlierOf(tables: Tables): Promise<Record<string, string[]>> {
    const { batch } = await planOf(tables, { send });
    return Object.fromEntries(
      batch.map((line) => [line.encounter_id, line.earlier.map(({ document_id: id }) => id)]),
    );
  }

  it("are those of the patient's encounters that were over, of another visit, written by then, oldest first", async () => {
    expect(await earlierOf({ encounters, documents: [...documents, late] })).toEqual({
      e1: [],
      e2: ["e1-list"],
      e3: ["e1-list", "e2-list"],
      e4: ["e1-list", "e2-list", "e2-late"],
      e5: ["e1-list", "e2-list", "e2-late", "e4-list"],
      o1: [],
      n1: [],
      n2: [],
    });
  });

  it("are none where the scenario names no kind", async () => {
    const { batch } = await planOf({ encounters, documents });
    expect(batch.every(({ earlier }) => earlier.length === 0)).toBe(true);
  });
});

describe("shards", () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 60 });
  const shardRow = z.strictObject({ encounter_id: z.string(), shard: z.number() });

  async function shardsOf(encounters: readonly Row[], shards: number) {
    const store = await openScope({ encounters }, "/tmp");
    await decideShards(store, 7, shards);
    return store.query(
      `SELECT encounters.encounter_id, encounter_shards.shard FROM encounter_shards
       JOIN encounters ON encounters.encounter_ix = encounter_shards.encounter_ix ORDER BY encounters.encounter_id`,
      shardRow,
    );
  }

  it("hold each encounter once, by the md5 of its patient or itself, in whatever order the rows come", async () => {
    const check = async (keys: string[], shards: number, turn: number) => {
      const rows = keys.map((key, at) =>
        encounter(`e${at}-${key}`, at % 3 === 0 ? {} : { patient_id: keys[at % 7] ?? key }),
      );
      const turned = [...rows.slice(turn % rows.length), ...rows.slice(0, turn % rows.length)];
      const decided = await shardsOf(turned, shards);
      const expected = rows.map(({ encounter_id: id, patient_id: patient }) => {
        const draw = drawOf(`${patient ?? id}|7|shard`);
        return [id, Number(draw % BigInt(shards)) + 1];
      });
      expect(new Map(decided.map(({ encounter_id, shard }) => [encounter_id, shard]))).toEqual(
        new Map(expected.map(([id, shard]) => [id, shard])),
      );
    };
    const given = fc.asyncProperty(ids, fc.integer({ min: 1, max: 10_000 }), fc.nat(99), check);
    await fc.assert(given, { numRuns: 12 });
  });

  it("plan their own encounters alone, and together all of them", async () => {
    const encounters = Array.from({ length: 60 }, (_, at) =>
      encounter(`e${at}`, { patient_id: `p${at % 9}` }),
    );
    const plans = await Promise.all(["1/3", "2/3", "3/3"].map((shard) => planOf({ encounters }, { shard })));
    const all = plans.flatMap(({ batch }) => idsOf(batch));
    expect(all.toSorted()).toEqual(encounters.map(({ encounter_id: id }) => id).toSorted());
    expect(plans.map(({ written }) => written.encounters)).toEqual(plans.map(({ batch }) => batch.length));
  });

  it("are named by two whole numbers", () => {
    expect(parseShard("2/8")).toEqual({ index: 2, count: 8 });
    expect(parseShard("10000/10000")).toEqual({ index: 10_000, count: 10_000 });
    for (const text of ["0/8", "9/8", "2", "2/", "02/8", "2/8/1", "1/10001", "-1/8", "1.0/2", ""])
      expect(parseShard(text)).toBeNull();
  });
});
