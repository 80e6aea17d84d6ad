import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import type { JournalLine } from "../../src/domain/journal-line.ts";
import { HarnessError } from "../../src/errors.ts";
import { type Journal, openJournal } from "../../src/replay/journal/journal.ts";
import { diskError } from "../../src/replay/journal/journal-disk.ts";
import { createBatchWriter } from "../../src/replay/journal/journal-writer.ts";
import { freshJournal, linesOf, linesOnDisk } from "./replaying.ts";

function lineOf(id: string, more: Partial<JournalLine> = {}): JournalLine {
  return {
    request_id: `r-${id}`,
    encounter_id: id,
    repeat: 1,
    round: 1,
    status: "coded",
    codes: [],
    confidence: null,
    reason: null,
    error: null,
    http_status: null,
    engine_name: 'é\u2028 "quoted"',
    engine_version: "1",
    mode: "batch",
    cached: false,
    attempts: 1,
    timeouts: 0,
    latency_ms: 12.5,
    turnaround_ms: null,
    intended_at: null,
    late_ms: null,
    usage: null,
    finished_at: "2026-01-01T00:00:00.000Z",
    ...more,
  };
}

async function writeJournal(...ids: string[]): Promise<string> {
  const file = freshJournal();
  const journal = await openJournal(file);
  for (const id of ids) await journal.append(lineOf(id));
  await journal.close();
  return file;
}

function heldOf({ stateOf }: Journal, ...ids: string[]): string[] {
  return ids.filter((id) => stateOf(`r-${id}`) !== null);
}

async function refusalOf(action: Promise<unknown>) {
  const refusal = await action.then(
    () => null,
    (error: unknown) => error,
  );
  if (refusal instanceof HarnessError) return refusal;
  throw new Error(`not refused: ${refusal}`);
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

test("lines come back as they were written, in order", async () => {
  const file = await writeJournal("e1", "e2");
  expect(await linesOf(file)).toEqual([lineOf("e1"), lineOf("e2")]);
});

test("each line ends with the CRC-32 of everything before it, and only the owner may read the file", async () => {
  const file = await writeJournal("e1");
  const text = readFileSync(file, "utf8");
  const [, content = "", crc] = /^([^\n]*),"crc":"([0-9a-f]{8})"\}\n$/.exec(text) ?? [];
  expect(crc).toBe(crc32(content).toString(16).padStart(8, "0"));
  expect(JSON.parse(text)).toMatchObject({ encounter_id: "e1" });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a journal opened again knows what was answered and goes on behind it", async () => {
  const file = await writeJournal("e1", "e2");
  const journal = await openJournal(file);
  expect([heldOf(journal, "e1", "e2", "e3"), journal.finals, journal.cutBytes]).toEqual([["e1", "e2"], 2, 0]);
  await journal.append(lineOf("e3"));
  await journal.close();
  expect((await linesOf(file)).map((line) => line.encounter_id)).toEqual(["e1", "e2", "e3"]);
});

test("wherever a kill tears the last line, opening cuts it off and the rest stays", async () => {
  const file = await writeJournal("e1", "e2");
  const whole = readFileSync(file);
  const first = whole.indexOf("\n") + 1;
  for (let length = first; length < whole.length; length += 7) {
    writeFileSync(file, whole.subarray(0, length));
    expect((await linesOf(file)).length).toBe(1);
    const journal = await openJournal(file);
    expect([heldOf(journal, "e1", "e2"), journal.cutBytes]).toEqual([["e1"], length - first]);
    await journal.append(lineOf("e2"));
    await journal.close();
    expect(readFileSync(file).equals(whole)).toBe(true);
  }
});

test("a last line with its newline but another CRC is torn too", async () => {
  const file = await writeJournal("e1", "e2");
  rewrite(file, (text) => text.replace('"encounter_id":"e2"', '"encounter_id":"e9"'));
  const journal = await openJournal(file);
  expect(heldOf(journal, "e1", "e2", "e9")).toEqual(["e1"]);
  await journal.close();
  expect(linesOnDisk(file)).toBe(1);
});

test("damage in the middle is refused with its line, and nothing is cut", async () => {
  const file = await writeJournal("e1", "e2", "e3");
  rewrite(file, (text) => text.replace('"encounter_id":"e2"', '"encounter_id":"e9"'));
  for (const read of [openJournal, linesOf]) {
    const refusal = await refusalOf(read(file));
    expect([refusal.code, refusal.where]).toEqual(["journal-damaged", { file, line: 2 }]);
  }
  expect(linesOnDisk(file)).toBe(3);
});

test("an empty line in the middle is damage", async () => {
  const file = await writeJournal("e1", "e2");
  rewrite(file, (text) => text.replace("\n", "\n\n"));
  expect((await refusalOf(linesOf(file))).where).toEqual({ file, line: 2 });
});

test("two lines with one request_id are refused with the second one's place", async () => {
  const file = await writeJournal("e1", "e2", "e1");
  const refusal = await refusalOf(openJournal(file));
  expect(refusal.message).toBe("two lines of the journal answer request r-e1");
  expect(refusal.where).toEqual({ file, line: 3 });
});

function nameOf(id: string, _repeat: number, round: number): string {
  return round === 1 ? `r-${id}` : `r-${id}-${round}`;
}

async function writeRounds(...lines: readonly JournalLine[]): Promise<string> {
  const file = freshJournal();
  const journal = await openJournal(file);
  for (const line of lines) await journal.append(line);
  await journal.close();
  return file;
}

const again = { request_id: "r-e1-2", round: 2 };

test("a further round stands behind a failed one, and behind nothing else", async () => {
  const retried = await writeRounds(lineOf("e1", { status: "failed" }), lineOf("e1", again));
  const journal = await openJournal(retried, nameOf);
  expect([journal.stateOf("r-e1"), journal.stateOf("r-e1-2"), journal.finals]).toEqual([
    "failed",
    "final",
    1,
  ]);
  await journal.close();
  const skipped = lineOf("e1", { request_id: "r-e1-3", round: 3 });
  for (const before of [lineOf("e1"), lineOf("e2"), lineOf("e1", { status: "abstained" })]) {
    const refusal = await refusalOf(openJournal(await writeRounds(before, lineOf("e1", again)), nameOf));
    expect([refusal.code, refusal.where?.line]).toEqual(["journal-damaged", 2]);
  }
  const gap = await writeRounds(lineOf("e1", { status: "failed" }), skipped);
  expect((await refusalOf(openJournal(gap, nameOf))).where?.line).toBe(2);
});

test("a line that is not named as the run names its requests is of another run", async () => {
  const file = await writeRounds(lineOf("e1"), lineOf("e1", { request_id: "r-of-another" }));
  const refusal = await refusalOf(openJournal(file, nameOf));
  expect(refusal.message).toBe("this line of the journal answers a request of another run");
  expect(refusal.where).toEqual({ file, line: 2 });
});

test("a sealed line of another version is refused with the field", async () => {
  const file = await writeJournal("e1");
  const content = '{"request_id":"r-e2"';
  const crc = crc32(content).toString(16).padStart(8, "0");
  appendFileSync(file, `${content},"crc":"${crc}"}\n`);
  expect((await refusalOf(linesOf(file))).where).toEqual({ file, line: 2 });
});

test("lines longer than a chunk of reading come back whole", async () => {
  const file = freshJournal();
  const journal = await openJournal(file);
  const long = ["e1", "e2", "e3"].map((id) => lineOf(id, { error: "ü".repeat(900_000) }));
  for (const line of long) await journal.append(line);
  await journal.close();
  expect(await linesOf(file)).toEqual(long);
});

test("no more lines than allowed wait for the disk", async () => {
  const file = freshJournal();
  const journal = await openJournal(file, null, 10);
  for (let count = 1; count <= 500; count += 1) {
    await journal.append(lineOf(`e${count}`));
    expect(count - linesOnDisk(file)).toBeLessThanOrEqual(10);
  }
  await journal.close();
  expect(linesOnDisk(file)).toBe(500);
});

test("many who wait for room are all served", async () => {
  const file = freshJournal();
  const journal = await openJournal(file, null, 3);
  await Promise.all(Array.from({ length: 200 }, (_, index) => journal.append(lineOf(`e${index}`))));
  await journal.close();
  expect((await linesOf(file)).length).toBe(200);
});

test("after a flush the disk has every line", async () => {
  const file = freshJournal();
  const journal = await openJournal(file);
  for (const id of ["e1", "e2", "e3"]) void journal.append(lineOf(id));
  await journal.flush();
  expect(linesOnDisk(file)).toBe(3);
  await journal.close();
});

test("a journal that cannot be opened or read is an error for people", async () => {
  const file = freshJournal();
  expect((await refusalOf(openJournal(dirname(file)))).message).toBe(
    "cannot write the journal: it is a folder",
  );
  expect((await refusalOf(linesOf(dirname(file)))).message).toBe("cannot read the journal: it is no file");
  const absent = await refusalOf(linesOf(file));
  expect([absent.code, absent.message]).toEqual([
    "file-unreadable",
    "cannot read the journal: there is no such file or folder",
  ]);
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk stops the writer for good (skipped where there is no /dev/full)",
  async () => {
    const handle = await open("/dev/full", "a");
    const writer = createBatchWriter(handle, 2, (cause) => diskError("write", "journal.ndjson", cause));
    await writer.add("{}\n");
    const refusal = await refusalOf(writer.flush());
    expect(refusal.message).toBe("cannot write the journal: no space is left on the device");
    expect(refusal.hint).toMatch(/--resume/);
    await expect(writer.add("{}\n")).rejects.toBe(refusal);
    await handle.close();
  },
);
