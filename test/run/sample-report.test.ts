import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "shadowbench-sample-"));
const noGo = 1;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the committed sample report", () => {
  it("is what the scenario gives today, to the byte", async () => {
    const out = join(folder, "run");
    const args = [join(root, "dist/cli.js"), "run", join(root, "scenarios/vendor-b.yaml"), "--out", out];
    const env = { ...process.env, XDG_DATA_HOME: join(folder, "data") };
    await expect(promisify(execFile)(process.execPath, args, { env })).rejects.toMatchObject({ code: noGo });
    for (const file of ["verdict.json", "report.html"]) {
      const [made, sample] = [out, join(root, "reports/sample")].map((path) =>
        readFileSync(join(path, file), "utf8"),
      );
      expect(made).toBe(sample);
    }
  });
});
