/**
 * `node adapter.mjs [--url <operation>]`: an engine of kind `process` that asks an engine which speaks FHIR R4.
 * Reads a request of the protocol a line and writes an answer a line, in the order in which they come.
 * The operation's address stands in --url or FHIR_URL, a bearer token in FHIR_TOKEN; neither is ever printed.
 */
import { parseArgs } from "node:util";
import { askFhir } from "./ask.mjs";

const { values } = parseArgs({ options: { url: { type: "string" }, "timeout-ms": { type: "string" } } });
const settings = {
  url: values.url ?? process.env.FHIR_URL,
  token: process.env.FHIR_TOKEN ?? null,
  timeoutMs: Number(values["timeout-ms"] ?? 60_000),
};
if (settings.url === undefined) {
  console.error("the engine's address is missing: give --url or set FHIR_URL");
  process.exit(2);
}

async function answer(line) {
  const said = await askFhir(JSON.parse(line), settings);
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

/** Lines end in a newline and nothing else: a note may hold any other separator that Unicode knows. */
let rest = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) if (line.trim() !== "") void answer(line);
}
