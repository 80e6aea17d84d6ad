import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { type LoadedTables, loadTables } from "../../src/dataset/load-tables.ts";
import { type DatasetManifest, datasetManifestSchema } from "../../src/dataset/manifest.ts";
import { HarnessError } from "../../src/errors.ts";
import { openStore, type Store } from "../../src/store/store.ts";

export interface Fixture {
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly manifest?: Partial<DatasetManifest>;
  readonly engine?: { readonly codes: string; readonly responses?: string };
}

export interface Room {
  readonly folder: string;
  readonly spoolFolder: string;
}

export const anyRow = z.record(z.string(), z.unknown());

export function makeRoom(files: Fixture["files"] = {}): Room {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-dataset-"));
  const spoolFolder = join(folder, "spool");
  mkdirSync(spoolFolder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, spoolFolder };
}

export function manifestOf(
  files: readonly string[],
  overrides: Partial<DatasetManifest> = {},
): DatasetManifest {
  const tables = files
    .filter((file) => !file.startsWith("engine"))
    .map((file) => [file.split(".")[0] ?? "", file]);
  return datasetManifestSchema.parse({
    schema: "shadowbench.dataset/1",
    name: "fixture",
    version: "1",
    provenance: "synthetic",
    tables: Object.fromEntries(tables),
    ...overrides,
  });
}

export async function openTestStore(folder: string): Promise<Store> {
  const store = await openStore({
    file: ":memory:",
    allowedDirectories: [folder],
    memoryLimitMb: 500,
    threads: 2,
  });
  onTestFinished(() => store.close());
  return store;
}

export async function load(
  fixture: Fixture,
): Promise<{ store: Store; loaded: LoadedTables; folder: string }> {
  const { folder, spoolFolder } = makeRoom(fixture.files);
  const store = await openTestStore(folder);
  const { codes, responses } = fixture.engine ?? {};
  const engineTables =
    codes === undefined
      ? undefined
      : { codes: join(folder, codes), responses: responses && join(folder, responses) };
  const manifest = manifestOf(Object.keys(fixture.files), fixture.manifest);
  const loaded = await loadTables(store, { manifest, folder, spoolFolder, engineTables });
  return { store, loaded, folder };
}

/** The problems of a dataset that must not load, as `file:line message (hint)` lines. */
export async function problemsOf(fixture: Fixture): Promise<string[]> {
  const error: unknown = await load(fixture).then(
    () => null,
    (reason) => reason,
  );
  if (!(error instanceof HarnessError)) throw error ?? new Error("the dataset loaded");
  const problems = error.problems.length > 0 ? error.problems : [error];
  return problems.map(({ message, where, hint }) => {
    const place = [where?.file.split("/").at(-1), where?.line].filter((part) => part !== undefined).join(":");
    return `${place} ${message}${hint === undefined ? "" : ` (${hint})`}`;
  });
}
