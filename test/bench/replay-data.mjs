/** Datasets and scenarios of the replay benches, and the program they run. */
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export const program = join(import.meta.dirname, "../../dist/cli.js");

const sentence =
  "Seen for hypertension and type 2 diabetes, both stable; medication unchanged, labs in range. ";

/** A note of `bytes` bytes, of words alone. */
export function noteOf(bytes) {
  return sentence.repeat(Math.ceil(bytes / sentence.length)).slice(0, bytes);
}

export function encounterId(index) {
  return `E${String(index).padStart(9, "0")}`;
}

const tables = {
  "encounters.csv": {
    head: "encounter_id,patient_id,age,sex\n",
    row: (index) => `${encounterId(index)},P${index % 700_001},${index % 90},F\n`,
  },
  "codes.csv": {
    head: "encounter_id,system,code,sequence\n",
    row: (index) => `${encounterId(index)},ICD-10-CM,I10,1\n`,
  },
  "documents.ndjson": {
    head: "",
    row: (index, note) => {
      const id = encounterId(index);
      return `${JSON.stringify({ encounter_id: id, document_id: `${id}-1`, kind: "progress_note", text: note })}\n`;
    },
  },
};

function* linesOf({ head, row }, encounters, note) {
  yield head;
  let text = "";
  for (let index = 0; index < encounters; index += 1) {
    text += row(index, note);
    if (text.length < 1 << 20) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** Writes a dataset of one patient's note and one code an encounter; notes have `noteBytes` bytes. */
export async function writeDataset(folder, encounters, noteBytes) {
  mkdirSync(folder, { recursive: true });
  const note = noteOf(noteBytes);
  for (const [file, table] of Object.entries(tables)) {
    const lines = Readable.from(linesOf(table, encounters, note));
    await pipeline(lines, createWriteStream(join(folder, file)));
  }
  writeFileSync(
    join(folder, "dataset.yaml"),
    [
      "schema: shadowbench.dataset/1",
      "name: bench",
      'version: "1"',
      "provenance: synthetic",
      "tables: {encounters: encounters.csv, codes: codes.csv, documents: documents.ndjson}",
      "",
    ].join("\n"),
  );
}

/** Writes a scenario beside its dataset; `engine` and `replay` in YAML's flow style. Gives its path. */
export function writeScenario(folder, name, engine, replay) {
  const file = join(folder, `${name}.yaml`);
  const head = `schema: shadowbench.scenario/1\nname: ${name}\ndataset: .\n`;
  writeFileSync(file, `${head}engine: ${engine}\nreplay: ${replay}\n`);
  return file;
}

export function readManifest(runFolder) {
  return JSON.parse(readFileSync(join(runFolder, "manifest.json"), "utf8"));
}

export function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
