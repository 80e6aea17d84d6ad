import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockFolder } from "../../src/run/lock-folder.ts";
import { runFolder } from "../../src/run/run-folder.ts";
import { virtualClock } from "../replay/virtual-clock.ts";

function lockedFolder(holder: { pid: number; host: string }) {
  const path = mkdtempSync(join(tmpdir(), "lock-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const folder = runFolder(path);
  writeFileSync(folder.lock, JSON.stringify(holder));
  return folder;
}

test("the lock of a pod that was killed is taken over once nobody touched it for half a minute", async () => {
  const clock = virtualClock();
  const folder = lockedFolder({ pid: 7, host: "shard-3.elsewhere" });
  const unlock = await lockFolder(folder, clock);
  expect(clock.monotonicMs()).toBe(30_000);
  await unlock();
  expect(existsSync(folder.lock)).toBe(false);
});

test("a container that is started again has its old number: its own lock is taken over", async () => {
  const folder = lockedFolder({ pid: process.pid, host: hostname() });
  await (await lockFolder(folder, virtualClock()))();
  expect(existsSync(folder.lock)).toBe(false);
});

test("a lock of another machine whose holder touches it is left alone", async () => {
  const clock = virtualClock();
  const folder = lockedFolder({ pid: 7, host: "shard-3.elsewhere" });
  const over = new AbortController();
  onTestFinished(() => over.abort());
  void (async () => {
    for (let beat = 1; !over.signal.aborted; beat += 1) {
      await clock.sleep(1000, over.signal);
      if (existsSync(folder.lock)) utimesSync(folder.lock, beat, beat);
    }
  })();
  await expect(lockFolder(folder, clock)).rejects.toMatchObject({
    code: "run-folder-invalid",
    message: expect.stringContaining("process 7 on shard-3.elsewhere works in"),
  });
  expect(existsSync(folder.lock)).toBe(true);
});

test("a lock of a process that runs on this machine is refused at once", async () => {
  const clock = virtualClock();
  const folder = lockedFolder({ pid: process.ppid, host: hostname() });
  await expect(lockFolder(folder, clock)).rejects.toMatchObject({ code: "run-folder-invalid" });
  expect(clock.monotonicMs()).toBe(0);
});

test("of many who find the same lock left behind one alone takes it over", async () => {
  const folder = lockedFolder({ pid: 2 ** 22 + 1, host: hostname() });
  const clock = virtualClock();
  const tried = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, clock)));
  const taken = tried.filter(({ status }) => status === "fulfilled");
  expect(taken.length).toBe(1);
  expect(existsSync(folder.lock)).toBe(true);
  for (const one of tried) if (one.status === "fulfilled") await one.value();
  expect(existsSync(folder.lock)).toBe(false);
});
