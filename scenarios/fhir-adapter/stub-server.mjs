/**
 * `node stub-server.mjs [command …]`: a small engine that speaks FHIR R4, on a free port of the loopback. Starts
 * `command` with its address in FHIR_URL and ends when that ends; without a command it prints the address and serves
 * until it is stopped.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { answerFhir } from "./stub-engine.mjs";

const operation = "/fhir/$assign-codes";

function reply(response, status, resource) {
  response.writeHead(status, { "content-type": "application/fhir+json" }).end(JSON.stringify(resource));
}

function refuse(response, status, diagnostics) {
  const issue = [{ severity: "error", code: "processing", diagnostics }];
  reply(response, status, { resourceType: "OperationOutcome", issue });
}

const server = createServer(async (incoming, response) => {
  if (incoming.method !== "POST" || incoming.url !== operation)
    return refuse(response, 404, `POST Parameters to ${operation}`);
  try {
    reply(response, 200, answerFhir(JSON.parse(await text(incoming)), new Date().toISOString()));
  } catch (thrown) {
    refuse(response, 400, thrown.message);
  }
});

server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}${operation}`;
const [program, ...parameters] = process.argv.slice(2);
if (program === undefined) console.log(url);
else {
  const env = { ...process.env, FHIR_URL: url };
  const child = spawn(program, parameters, { env, stdio: "inherit" });
  child.on("error", ({ message }) => console.error(message));
  child.on("close", (code) => process.exit(code ?? 1));
}
