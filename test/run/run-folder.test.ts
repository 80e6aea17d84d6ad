import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { lockFolder } from "../../src/run/lock-folder.ts";
import { readRunManifest } from "../../src/run/read-run.ts";
import { makeFolder, runFolder } from "../../src/run/run-folder.ts";
import { refusalOf } from "./making-runs.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

describe("making a folder", () => {
  it("makes those above it too, at once with others", async () => {
    const path = join(folder, "a/b/c");
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(folder, "a/b/d"))]);
    expect([existsSync(path), existsSync(join(folder, "a/b/d"))]).toEqual([true, true]);
    await makeFolder(path);
  });

  it.skipIf(!existsSync("/proc/self"))(
    "is refused below /proc, where nothing can be made (skipped without /proc)",
    async () => {
      expect(await refusalOf(makeFolder("/proc/x/r"))).toMatchObject({
        code: "run-folder-invalid",
        message: "cannot write to /proc/x/r",
      });
    },
  );

  it("is refused where a file stands in the way", async () => {
    writeFileSync(join(folder, "file"), "");
    for (const path of [join(folder, "file"), join(folder, "file/r")])
      expect(await refusalOf(makeFolder(path))).toMatchObject({ code: "run-folder-invalid" });
  });
});

describe("a folder that this user may not use", () => {
  it("is named where it takes no lock", async () => {
    const run = runFolder(folder);
    const refusal = await refusalOf(lockFolder({ ...run, lock: "/proc/self/run.lock" }));
    expect(refusal).toMatchObject({ code: "run-folder-invalid" });
    expect(refusal.message).toContain(folder);
  });

  it("holds a manifest that cannot be read, which is another thing than none", async () => {
    expect(await refusalOf(readRunManifest(folder))).toMatchObject({
      message: expect.stringMatching(/manifest\.json is not there$/),
    });
    mkdirSync(join(folder, "manifest.json"));
    expect(await refusalOf(readRunManifest(folder))).toMatchObject({
      message: expect.stringMatching(/manifest\.json cannot be read$/),
      hint: expect.stringContaining("EISDIR"),
    });
  });
});
