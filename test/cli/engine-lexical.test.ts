import { expect, it } from "vitest";
import { z } from "zod";
import { runCli } from "./run-cli.ts";

function request(id: string, text: string): string {
  return JSON.stringify({
    protocol: "shadowbench.engine/1",
    request_id: id,
    encounter: {
      encounter_id: "E1",
      documents: [{ document_id: "D1", kind: "progress_note", text }],
    },
    systems: ["ICD-10-CM"],
  });
}

const answer = z.object({ request_id: z.string(), codes: z.array(z.object({ code: z.string() })) });

it("answers a request a line", async () => {
  const input = `${request("1", "Assessment: HTN.")}\n${request("2", "No hypertension.")}\n`;
  const { status, stdout } = await runCli(["engine", "lexical"], { input });
  expect(status).toBe(0);
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => answer.parse(JSON.parse(line)));
  expect(answers.map(({ request_id, codes }) => [request_id, codes.map(({ code }) => code)])).toEqual([
    ["1", ["I10"]],
    ["2", []],
  ]);
});

it("says which line is no request", async () => {
  const { status, stderr } = await runCli(["engine", "lexical"], { input: "hello\n" });
  expect(status).toBe(2);
  expect(stderr).toContain("no request");
});

it("answers over HTTP on the loopback address until it is stopped", async () => {
  const answers: unknown[] = [];
  const { status } = await runCli(["engine", "lexical", "--listen", "0"], {
    onStderr: async (text, child) => {
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(text)?.[0];
      if (url === undefined) return;
      const response = await fetch(url, { method: "POST", body: request("1", "Assessment: HTN.") });
      answers.push(await response.json());
      child.kill("SIGINT");
    },
  });
  expect(status).toBe(0);
  expect(answers).toMatchObject([{ request_id: "1", codes: [{ code: "I10" }] }]);
});

it("refuses a port that is none", async () => {
  const { status, stderr } = await runCli(["engine", "lexical", "--listen", "http"]);
  expect([status, stderr]).toEqual([2, expect.stringContaining("--listen http is no port")]);
});
