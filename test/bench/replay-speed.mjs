/**
 * Encounters a second of `shadowbench replay` through engines that answer at once: a module and a process, journal
 * included. The rate is the replay's own (manifest.json), without loading; loading is printed apart.
 *
 *   node test/bench/replay-speed.mjs [encounters]     default 50000; needs `npm run build`
 *
 * Prints one JSON line an engine.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const encounters = Number(process.argv[2] ?? 50_000);
const program = join(import.meta.dirname, "../../dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "shadowbench-bench-"));

const codes = `[{ system: "ICD-10-CM", code: "I10", sequence: 1 }, { system: "ICD-10-CM", code: "E11.9", sequence: 2 }]`;

const moduleEngine = `export default { name: "noop", version: "1", code: () => ({ status: "coded", codes: ${codes} }) };`;

const processEngine = `
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  const lines = (rest + chunk).split("\\n");
  rest = lines.pop();
  let out = "";
  for (const line of lines) {
    const { request_id } = JSON.parse(line);
    out += JSON.stringify({ request_id, status: "coded", codes: ${codes}, engine: { name: "noop", version: "1" } }) + "\\n";
  }
  process.stdout.write(out);
});`;

function writeDataset() {
  const ids = Array.from({ length: encounters }, (_, index) => `E${String(index).padStart(8, "0")}`);
  const note = "Seen for hypertension and type 2 diabetes, both stable. ".repeat(8);
  const lines = {
    "encounters.csv": ["encounter_id,age,sex", ...ids.map((id, index) => `${id},${index % 90},F`)],
    "codes.csv": ["encounter_id,system,code,sequence", ...ids.map((id) => `${id},ICD-10-CM,I10,1`)],
    "documents.ndjson": ids.map((id) =>
      JSON.stringify({ encounter_id: id, document_id: `${id}-1`, kind: "progress_note", text: note }),
    ),
    "dataset.yaml": [
      "schema: shadowbench.dataset/1",
      "name: bench",
      'version: "1"',
      "provenance: synthetic",
      "tables: {encounters: encounters.csv, codes: codes.csv, documents: documents.ndjson}",
    ],
    "module.mjs": [moduleEngine],
    "process.mjs": [processEngine],
  };
  for (const [file, text] of Object.entries(lines)) writeFileSync(join(folder, file), `${text.join("\n")}\n`);
}

function writeScenario(kind) {
  const how =
    kind === "module" ? "path: ./module.mjs" : `command: [${JSON.stringify(process.execPath)}, process.mjs]`;
  const engine = `engine: {kind: ${kind}, name: noop, version: "1", ${how}}`;
  const head = "schema: shadowbench.scenario/1\nname: bench\ndataset: .\n";
  writeFileSync(join(folder, `${kind}.yaml`), `${head}${engine}\nreplay: {concurrency: 64}\n`);
}

function replay(kind) {
  writeScenario(kind);
  const out = join(folder, `run-${kind}`);
  const started = performance.now();
  const args = [program, "replay", join(folder, `${kind}.yaml`), "--out", out];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const { sessions } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  const [{ replay_ms }] = sessions;
  const journal = readFileSync(join(out, "journal.ndjson"), "utf8").trimEnd().split("\n").length;
  console.log(
    JSON.stringify({
      bench: "replay",
      engine: kind,
      encounters,
      journal_lines: journal,
      replay_ms,
      encounters_per_second: Math.round((encounters * 1000) / replay_ms),
      whole_command_ms: Math.round(performance.now() - started),
    }),
  );
}

try {
  writeDataset();
  for (const kind of ["module", "process"]) replay(kind);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
