import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseYaml } from "../domain/parse-yaml.ts";
import { HarnessError, type Place } from "../errors.ts";
import { type DatasetManifest, datasetManifestSchema } from "./manifest.ts";

export interface ManifestFile {
  readonly manifest: DatasetManifest;
  /** Absolute; the tables' paths are relative to it. */
  readonly folder: string;
  readonly file: string;
  readonly locate: (path: readonly (string | number)[]) => Place;
}

async function findManifest(folderOrFile: string): Promise<string> {
  const path = resolve(folderOrFile);
  const stats = await stat(path).catch(() => null);
  return stats?.isDirectory() ? join(path, "dataset.yaml") : path;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new HarnessError("file-unreadable", "the dataset has no manifest that can be read", {
      where: { file },
      hint: "a dataset is a folder with a dataset.yaml",
      cause,
    });
  }
}

/** Reads `dataset.yaml`, given itself or its folder. Throws "file-unreadable" or "dataset-invalid" with every problem. */
export async function readManifest(folderOrFile: string): Promise<ManifestFile> {
  const file = await findManifest(folderOrFile);
  const { value, locate } = parseYaml(await readText(file), file, datasetManifestSchema, "dataset-invalid");
  return { manifest: value, folder: dirname(file), file, locate };
}
