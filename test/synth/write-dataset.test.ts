import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeDataset } from "../../src/synth/write-dataset.ts";
import { communityHospital } from "./read-dataset.ts";

const scratch = mkdtempSync(join(tmpdir(), "synth-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile() && file !== "README.md")
    .sort();
}

function digestFiles(folder: string): Readonly<Record<string, string>> {
  const digest = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return Object.fromEntries(listFiles(folder).map((file) => [file, digest(file)]));
}

async function make(name: string, seed: number, encounters: number): Promise<string> {
  const folder = join(scratch, name);
  await writeDataset({ folder, name: "community-hospital", seed, encounters });
  return folder;
}

describe("writeDataset", () => {
  it("gives the same bytes for the same seed", async () => {
    const [first, second] = [await make("first", 11, 120), await make("second", 11, 120)];
    expect(digestFiles(second)).toEqual(digestFiles(first));
  });

  it("gives other bytes for another seed", async () => {
    const [first, second] = [await make("eleven", 11, 40), await make("twelve", 12, 40)];
    expect(digestFiles(second)["codes.csv"]).not.toBe(digestFiles(first)["codes.csv"]);
  });

  it("gives a smaller dataset as the beginning of a larger one", async () => {
    const [small, large] = [await make("small", 11, 40), await make("large", 11, 80)];
    const [some, all] = [small, large].map((folder) => readFileSync(join(folder, "codes.csv"), "utf8"));
    expect(all?.startsWith(some ?? "nothing")).toBe(true);
  });

  it("makes the committed dataset again to the byte", async () => {
    const again = await make("again", 7, 1500);
    expect(digestFiles(again)).toEqual(digestFiles(communityHospital));
  });

  it("keeps the committed dataset under 5 MB", () => {
    const sizes = listFiles(communityHospital).map((file) => statSync(join(communityHospital, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);
  });

  it("says how far it has come", async () => {
    const reports: number[] = [];
    const options = { folder: join(scratch, "long"), name: "long", seed: 3, encounters: 2100 };
    await writeDataset(options, { onProgress: (written) => reports.push(written) });
    expect(reports).toEqual([1000, 2000]);
  });

  it.each([0, 1.5, Number.NaN])("refuses to make %s encounters", async (encounters) => {
    await expect(make("refused", 7, encounters)).rejects.toMatchObject({ code: "command-invalid" });
  });

  it.each([-1, 2 ** 32])("refuses the seed %s", async (seed) => {
    await expect(make("refused", seed, 10)).rejects.toMatchObject({ code: "command-invalid" });
  });
});
