import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { replayRun } from "../../src/run/stages.ts";
import { makeRunFolder, openContext, refusalOf, runFiles, writeFiles } from "./making-runs.ts";

/** Takes every request in, and never answers one; counts what was submitted. */
async function serveJobs() {
  let submitted = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === "POST") submitted += 1;
    response.writeHead(202, { location: "/jobs/1" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/`, submitted: () => submitted };
}

function filesFor(url: string, poll: string) {
  const engineLine = `{kind: http, name: later, version: "1", url: "${url}"${poll}}`;
  return runFiles({ encounters: 3, engineLine, scenario: "replay: {session_deadline_ms: 500}" });
}

test("jobs that are open are not submitted a second time where the scenario no longer polls", async () => {
  const { url, submitted } = await serveJobs();
  const folder = makeRunFolder(filesFor(url, ", poll: {deadline_ms: 60000}"));
  const scenario = join(folder, "scenario.yaml");
  const out = join(folder, "out");
  expect((await refusalOf(replayRun(scenario, { out }, openContext()))).code).toBe("run-stopped");
  expect(submitted()).toBe(3);
  writeFiles(folder, filesFor(url, ""));
  const refusal = await refusalOf(replayRun(scenario, { out, resume: true }, openContext()));
  expect([refusal.code, refusal.message]).toEqual([
    "run-folder-invalid",
    "the engine took in 3 requests whose answers are still open, and the scenario has no engine.poll",
  ]);
  expect(submitted()).toBe(3);
});
