import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { root, runCli } from "./run-cli.ts";

const errorDocument = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

describe("help", () => {
  it("begins with examples and names every command and exit code", async () => {
    const { status, stdout } = await runCli(["--help"]);
    expect(status).toBe(0);
    expect(stdout.startsWith("Examples:")).toBe(true);
    for (const name of "init validate run replay analyze gate report synth engine schema metrics doctor".split(
      " ",
    ))
      expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(stdout).toContain("Exit codes: 0 go");
  });

  it("of a command begins with its examples, asked either way", async () => {
    const [asked, named] = await Promise.all([runCli(["run", "-h"]), runCli(["help", "run"])]);
    expect(asked.status).toBe(0);
    expect(asked.stdout.startsWith("Examples:\n  $ shadowbench run")).toBe(true);
    expect(named.stdout).toBe(asked.stdout);
  });

  it("is shown on stderr with exit code 2 where no command is given", async () => {
    const { status, stdout, stderr } = await runCli([]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: shadowbench");
  });

  it("prints the version of the package", async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    expect((await runCli(["--version"])).stdout).toBe(`${version}\n`);
  });
});

describe("a slip on the command line", () => {
  it("of the command is answered with the nearest one", async () => {
    const { status, stderr } = await runCli(["valdate", "x.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean validate?");
  });

  it("of an option is answered with the nearest one, and as JSON where JSON was asked for", async () => {
    const { status, stdout, stderr } = await runCli(["run", "x.yaml", "--resum", "--json"]);
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean --resume?");
    expect(errorDocument.parse(JSON.parse(stdout)).error.code).toBe("command-invalid");
  });

  it("of a file says where it looked and what to do", async () => {
    const { status, stdout, stderr } = await runCli(["run", "scenarios/none.yaml", "--json"]);
    expect(status).toBe(2);
    expect(stderr).toContain("scenarios/none.yaml");
    expect(stderr).toContain("hint:");
    expect(errorDocument.parse(JSON.parse(stdout)).error.code).toBe("file-unreadable");
  });
});

describe("colour", () => {
  it("is there only where it is asked for or a terminal is seen", async () => {
    const coloured = await runCli(["run", "none.yaml"], { env: { FORCE_COLOR: "1" } });
    expect(coloured.stderr).toContain("\u001b[31m");
    const plain = await runCli(["run", "none.yaml"], { env: { NO_COLOR: "1" } });
    expect(plain.stderr).not.toContain("\u001b");
  });
});

describe("metrics", () => {
  it("lists the catalogue, for people and for machines", async () => {
    const [people, machines] = await Promise.all([
      runCli(["metrics", "exact"]),
      runCli(["metrics", "--json"]),
    ]);
    expect(people.stdout).toContain("encounters.exact_match\n");
    const catalogue = z.object({ metrics: z.array(z.object({ name: z.string(), definition: z.string() })) });
    const { metrics } = catalogue.parse(JSON.parse(machines.stdout));
    expect(metrics.map(({ name }) => name)).toContain("engine.latency_ms.p95");
  });

  it("says so where no metric has the word", async () => {
    const { status, stderr } = await runCli(["metrics", "nonsense"]);
    expect(status).toBe(2);
    expect(stderr).toContain('no metric has "nonsense"');
  });
});

describe("schema", () => {
  it("prints a JSON Schema of every format", async () => {
    const names = (await runCli(["schema"])).stdout.trim().split("\n");
    expect(names).toEqual(
      "scenario gate dataset engine-request engine-answer journal export run results service plan comparison review review-answers verdict trend".split(
        " ",
      ),
    );
    for (const name of names) {
      const { status, stdout } = await runCli(["schema", name]);
      expect([name, status]).toEqual([name, 0]);
      expect(JSON.parse(stdout)).toMatchObject({ type: "object", $schema: expect.any(String) });
    }
  });

  it("suggests the format that was meant", async () => {
    const { status, stderr } = await runCli(["schema", "verdikt"]);
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean "verdict"?');
  });
});

describe("doctor", () => {
  it("finds this machine fit and says what it looked at", async () => {
    const { status, stdout } = await runCli(["doctor", "--json"]);
    expect(status).toBe(0);
    const findings = z.object({ ok: z.boolean(), checks: z.array(z.object({ name: z.string() })) });
    const { ok, checks } = findings.parse(JSON.parse(stdout));
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Node.js", "DuckDB", "Vega", "This folder", "Machine"]),
    );
  });
});

describe("a reader that leaves early", () => {
  it("does not make the program fail with a stack", async () => {
    const { spawnSync } = await import("node:child_process");
    const { stderr } = spawnSync("bash", ["-c", `"${process.execPath}" dist/cli.js metrics | head -1`], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
  });
});

describe("a bug", () => {
  it.each([
    ["a thrown error", "setTimeout(()=>{throw new Error('boom')},200)"],
    ["a rejection that nobody awaits", "setTimeout(()=>{Promise.reject(new Error('boom'))},200)"],
  ])("shows its stack and ends with 70, which means nothing about the run: %s", async (_kind, code) => {
    const nodeOptions = ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
    const { status, stderr } = await runCli(["metrics"], { nodeOptions });
    expect(status).toBe(70);
    expect(stderr).toContain("Error: boom");
  });
});
