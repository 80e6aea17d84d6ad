import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openEngineLog } from "../../src/run/engine-log.ts";

test("a log that the disk refuses stops nothing", async () => {
  const log = openEngineLog(join(tmpdir(), "no-such-folder-of-a-run", "engine.log"));
  log.write("one");
  await setTimeout(20);
  log.write("two");
  await log.close();
  const refusedLate = openEngineLog(join(tmpdir(), "no-such-folder-of-a-run", "engine.log"));
  refusedLate.write("one");
  await refusedLate.close();
});

test("a log has its lines in their order", async () => {
  const folder = mkdtempSync(join(tmpdir(), "log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const log = openEngineLog(join(folder, "engine.log"));
  log.write("one");
  log.write("two");
  await log.close();
  expect(readFileSync(join(folder, "engine.log"), "utf8")).toBe("one\ntwo\n");
});
