/**
 * autocannon in a process of its own, with the bodies that a replay sends:
 *
 *   node autocannon-run.mjs <url> <connections> <seconds> <noteBytes>
 */
import autocannon from "autocannon";
import { encounterId, noteOf } from "./replay-data.mjs";

const [url, ...rest] = process.argv.slice(2);
const [connections, duration, noteBytes] = rest.map(Number);
const bodies = 100;

function requestFor(index) {
  const id = encounterId(index);
  const document = { document_id: `${id}-1`, kind: "progress_note", text: noteOf(noteBytes) };
  const request = {
    protocol: "shadowbench.engine/1",
    request_id: index.toString(16).padStart(32, "0"),
    encounter: { encounter_id: id, age: index % 90, sex: "F", documents: [document] },
    systems: ["ICD-10-CM"],
  };
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(request) };
}

const requests = Array.from({ length: bodies }, (_, index) => requestFor(index));
const result = await autocannon({ url, connections, duration, requests });
const failed = result.errors + result.non2xx;
if (failed > 0) throw new Error(`autocannon: ${failed} requests failed`);
console.log(JSON.stringify({ per_second: Math.round(result["2xx"] / result.duration) }));
