import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { exportRequests } from "../../../src/run/files/export-requests.ts";
import { importDeliveries } from "../../../src/run/files/import-deliveries.ts";
import {
  formatLines,
  journalLines,
  makeRunFolder,
  openContext,
  readRunManifest,
  readText,
  refusalOf,
  removeFolder,
} from "../making-runs.ts";
import { codedLine, filesRunIn, readDrop } from "./dropping.ts";

const template = mkdtempSync(join(tmpdir(), "shadowbench-exported-"));

beforeAll(async () => {
  const { folder, out, scenarioFile } = filesRunIn(template, 5);
  await exportRequests(scenarioFile, { out }, openContext());
  return () => removeFolder(folder);
});

/** A run whose five requests left, and a way to deliver lines to it. */
function exportedFive() {
  const folder = makeRunFolder({});
  cpSync(template, folder, { recursive: true });
  const out = join(folder, "out");
  const ids = readDrop(join(out, "requests")).map(({ request_id }) => request_id);
  let files = 0;
  const write = (content: string | Buffer, ending = "ndjson"): string => {
    files += 1;
    const file = join(folder, `delivery-${files}.${ending}`);
    writeFileSync(file, content);
    return file;
  };
  const deliver = (...lines: readonly string[]) =>
    importDeliveries(out, [write(formatLines(...lines))], openContext());
  return { out, ids, write, deliver };
}

function heldOf(out: string) {
  return journalLines(out).map((line) => {
    const { repeat, round, status, error } = JSON.parse(line);
    return { repeat, round, status, error };
  });
}

describe("a delivery", () => {
  it("is refused with the lines that are no answers, up to 20 of them, and nothing of it is taken", async () => {
    const { out, ids, deliver } = exportedFive();
    const [first = ""] = ids;
    const broken = Array.from({ length: 24 }, () => "{");
    const lines = [codedLine(first, "I10"), '{"status": "coded"}', ...broken, "[]", ""];
    const refusal = await refusalOf(deliver(...lines));
    expect([refusal.code, refusal.exitCode]).toEqual(["delivery-refused", 2]);
    expect(refusal.message).toBe("26 lines of delivery-1.ndjson cannot be taken, so nothing was");
    expect(refusal.problems.length).toBe(20);
    expect(refusal.problems.slice(0, 2)).toEqual([
      { message: "it has no request_id", where: { file: expect.any(String), line: 2 } },
      { message: "it is not JSON", where: { file: expect.any(String), line: 3 } },
    ]);
    expect([journalLines(out), readRunManifest(out).deliveries]).toEqual([[], []]);
  });

  it("is refused where it is cut short, not UTF-8, or not there", async () => {
    const { out, ids, write } = exportedFive();
    const [first = ""] = ids;
    const take = (file: string) => refusalOf(importDeliveries(out, [file], openContext()));
    const packed = gzipSync(formatLines(codedLine(first, "I10")));
    expect((await take(write(packed.subarray(0, 30), "ndjson.gz"))).code).toBe("delivery-refused");
    expect((await take(write(codedLine(first, "I10").slice(0, -5)))).code).toBe("delivery-refused");
    expect((await take(write(Buffer.from(codedLine(first, "caf\u00e9"), "latin1")))).code).toBe(
      "delivery-refused",
    );
    expect((await take(write("x".repeat(10_000_001)))).message).toContain("longer than 10 MB");
    expect((await take(join(out, "none.ndjson"))).code).toBe("file-unreadable");
    expect(journalLines(out)).toEqual([]);
  });

  it("is refused where it contradicts an answer that stands, in the journal or further up", async () => {
    const { out, ids, deliver } = exportedFive();
    const [first = "", second = ""] = ids;
    await deliver(codedLine(first, "I10"));
    const inJournal = await refusalOf(deliver(codedLine(second, "I10"), codedLine(first, "E11.9")));
    expect(inJournal.problems).toEqual([
      {
        message: `request ${first} was answered otherwise before`,
        where: { file: expect.any(String), line: 2 },
      },
    ]);
    const within = await refusalOf(deliver(codedLine(second, "I10"), codedLine(second, "E11.9")));
    expect(within.code).toBe("delivery-refused");
    expect(journalLines(out).length).toBe(1);
  });

  it("counts what repeats and what is foreign, and logs the foreign", async () => {
    const { out, ids, deliver } = exportedFive();
    const [first = "", second = ""] = ids;
    const foreign = codedLine("0".repeat(32), "I10");
    const outcome = await deliver(
      codedLine(first, "I10"),
      foreign,
      codedLine(second, "I10"),
      codedLine(first, "I10"),
    );
    expect(outcome.deliveries).toMatchObject([{ answers: 4, taken: 2, failed: 0, repeated: 1, foreign: 1 }]);
    expect([outcome.open, outcome.exitCode]).toEqual([3, 3]);
    expect(readText(out, "engine.log")).toMatch(
      /delivery-1\.ndjson:2: no request of this run has the id "0{32}"\n$/,
    );
    expect(readRunManifest(out).deliveries).toMatchObject([
      { file: "delivery-1.ndjson", answers: 4, taken: 2 },
    ]);
  });

  it("holds a broken answer as a failed response that names the field, until a better one comes", async () => {
    const { out, ids, deliver } = exportedFive();
    const [first = ""] = ids;
    const broken = JSON.stringify({ request_id: first, status: "coded", codes: [{ system: "ICD-10-CM" }] });
    expect((await deliver(broken)).deliveries).toMatchObject([{ taken: 1, failed: 1 }]);
    expect((await deliver(broken)).deliveries).toMatchObject([{ taken: 0, repeated: 1 }]);
    expect((await deliver(codedLine(first, "I10"))).deliveries).toMatchObject([{ taken: 1, failed: 0 }]);
    expect((await deliver(broken, codedLine(first, "I10"))).deliveries).toMatchObject([
      { taken: 0, repeated: 2 },
    ]);
    expect(heldOf(out)).toEqual([
      { repeat: 1, round: 1, status: "failed", error: expect.stringContaining("at codes[0].code") },
      { repeat: 1, round: 2, status: "coded", error: null },
    ]);
  });

  it("is held against the encounters that were exported, no others", async () => {
    const { out, ids, deliver } = exportedFive();
    writeFileSync(join(out, "sent.ndjson"), readText(out, "sent.ndjson").replace("E00001", "E00009"));
    const refusal = await refusalOf(deliver(codedLine(ids[0] ?? "", "I10")));
    expect([refusal.code, refusal.hint]).toEqual(["digest-differs", expect.stringContaining("--open")]);
    expect(journalLines(out)).toEqual([]);
  });

  it("that was killed before the manifest told of it is taken no second time", async () => {
    const { out, ids, deliver } = exportedFive();
    const before = readText(out, "manifest.json");
    const lines = ids.map((id) => codedLine(id, "I10"));
    await deliver(...lines);
    const journal = readText(out, "journal.ndjson");
    writeFileSync(join(out, "manifest.json"), before);
    writeFileSync(join(out, "journal.ndjson"), `${journal}{"torn`);
    expect(await deliver(...lines)).toMatchObject({ open: 0, exitCode: 0, deliveries: [{ repeated: 5 }] });
    expect(readText(out, "journal.ndjson")).toContain(journal);
    expect(readRunManifest(out).status).toBe("replayed");
  });
});

describe("a further drop", () => {
  it("holds the open requests as they were, and what failed as requests of a new round", async () => {
    const { out, ids, deliver } = exportedFive();
    const [first = "", second = "", third = "", ...open] = ids;
    const broken = (id: string) => JSON.stringify({ request_id: id, status: "?" });
    await deliver(codedLine(first, "I10"), broken(second), broken(third));
    const further = await exportRequests(out, { open: true }, openContext());
    expect(further).toMatchObject({ drop: join(out, "requests-2"), requests: 2 });
    expect(readDrop(further.drop).map(({ request_id }) => request_id)).toEqual(open);

    const anew = await exportRequests(out, { open: true, retryFailed: true }, openContext());
    const renewed = readDrop(anew.drop).map(({ request_id }) => request_id);
    expect([renewed.length, renewed.filter((id) => ids.includes(id))]).toEqual([4, open]);
    const [second2 = "", third2 = ""] = renewed;
    await deliver(codedLine(second2, "I10"), ...open.map((id) => codedLine(id, "I10")));
    await deliver(codedLine(third2, "I10"), codedLine(third, "I10"));
    const rounds = heldOf(out).map(({ round, status }) => `${round} ${status}`);
    expect(rounds.filter((round) => round === "2 coded").length).toBe(2);
    expect(readRunManifest(out).status).toBe("replayed");
    const nothing = await exportRequests(out, { open: true, retryFailed: true }, openContext());
    expect(nothing).toMatchObject({ requests: 0, parts: 0 });
  });
});
