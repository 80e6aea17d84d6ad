import { expect, test } from "vitest";
import { HarnessError } from "../../src/errors.ts";
import { readDiskFailure } from "../../src/store/disk-failure.ts";

/** What DuckDB 1.5 and Node.js said of a full, a limited and a read-only disk. */
const said: [message: string, told: string][] = [
  [
    'IO Error: Could not write file "/r/x.json": No space left on device',
    "the disk is full: cannot write /r/x.json",
  ],
  [
    'TransactionContext Error: Failed to commit: Could not write file "/r/run.duckdb.wal": No space left on device',
    "the disk is full: cannot write /r/run.duckdb.wal",
  ],
  [
    'Failed to append: Failed to commit: Could not write file "/r/run.duckdb": File too large',
    "a file may not be so large here: cannot write /r/run.duckdb",
  ],
  [
    'Could not write all bytes to file "/r/run.duckdb.wal": wanted=4096 wrote=100',
    "the disk is full: cannot write /r/run.duckdb.wal",
  ],
  [
    'IO Error: Cannot open file "/r/run.duckdb": Permission denied',
    "permission denied: cannot open /r/run.duckdb",
  ],
  [
    "Out of Memory Error: failed to offload data block of size 256.0 KiB (6.9 MiB/7.1 MiB used).",
    "the disk is full: no room beside the run for what memory does not hold",
  ],
  [
    "Out of Memory Error: failed to allocate data of size 16.0 MiB (18.3 MiB/19.0 MiB used)",
    "the database needs more memory than it may take",
  ],
];

test.each(said)("%s", (message, told) => {
  const refusal = readDiskFailure(new Error(message));
  expect(refusal).toMatchObject({ code: "run-folder-invalid", exitCode: 2, message: told });
  expect(refusal?.hint).toMatch(/--resume|in shards/);
});

function nodeError(code: string, syscall: string, more: object = {}): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...more });
}

test("Node.js names the file or not, and a program that cannot be started is not the disk's fault", () => {
  expect(readDiskFailure(nodeError("ENOSPC", "write"), "/r/plan.ndjson")?.message).toBe(
    "the disk is full: cannot write to /r/plan.ndjson",
  );
  expect(readDiskFailure(nodeError("EACCES", "open", { path: "/r/run.lock" }))?.message).toBe(
    "permission denied: cannot open /r/run.lock",
  );
  expect(readDiskFailure(nodeError("EACCES", "spawn engine", { path: "engine" }))).toBeNull();
  expect(readDiskFailure(nodeError("ENOENT", "open", { path: "/r/x" }))).toBeNull();
});

test("anything else is left as it is", () => {
  expect(readDiskFailure(new Error("Catalog Error: Table with name t does not exist!"))).toBeNull();
  expect(readDiskFailure(new HarnessError("file-unreadable", "no"))).toBeNull();
  expect(readDiskFailure("no")).toBeNull();
});
