import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
const docs = readdirSync(join(root, "docs")).filter((file) => file.endsWith(".md"));
const pages = ["README.md", "CHANGELOG.md", ...docs.map((file) => `docs/${file}`)];

interface Command {
  readonly line: string;
  readonly exits: number;
}

function readCommands(page: string): Command[] {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const [, command = line, exits = "0"] = /^(.*?)\s+# exits (\d+)$/.exec(line) ?? [];
        return { line: command, exits: Number(exits) };
      }),
  );
}

/** Lines that a page quotes of what its commands print; "…" stands for those left out. */
function readQuotes(page: string): string[] {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = [...text.matchAll(/^```text\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
    block.split("\n"),
  );
  return blocks.map((line) => line.trimEnd()).filter((line) => line !== "" && line.trim() !== "…");
}

/** Pages whose quotes are what their commands print, line by line. */
const quoting = ["docs/tutorial.md"];

/** A copy of what a checkout holds after the build, with `shadowbench` on the path. */
function makeCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-docs-"));
  for (const name of ["dist", "node_modules", "datasets", "package.json"])
    symlinkSync(join(root, name), join(folder, name));
  for (const name of ["scenarios", "scripts"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/shadowbench"), `#!/bin/sh\nexec node "${root}/dist/cli.js" "$@"\n`);
  chmodSync(join(folder, "bin/shadowbench"), 0o755);
  return folder;
}

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))).scripts;

/** npm's own commands are CI's to run; here it is enough that the script they name is there. */
function isScriptKnown(command: string): boolean {
  return command
    .split("&&")
    .map((part) => part.trim().replace(/^npm (run )?/, ""))
    .every((name) => name === "ci" || name in scripts);
}

describe.each(pages)("%s", (page) => {
  let folder = "";
  const commands = readCommands(page);

  beforeAll(() => {
    folder = makeCheckout();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.runIf(commands.length > 0)(
    "has commands that exit as it says",
    () => {
      const printed = new Set<string>();
      for (const { line, exits } of commands) {
        if (line.startsWith("npm ")) {
          expect([line, isScriptKnown(line)]).toEqual([line, true]);
          continue;
        }
        const path = `${join(folder, "bin")}:${process.env.PATH}`;
        const env = { ...process.env, PATH: path, XDG_DATA_HOME: join(folder, "data") };
        const ran = spawnSync("bash", ["-c", line], { cwd: folder, env, encoding: "utf8" });
        const { status, stderr, stdout } = ran;
        for (const text of stdout.split("\n")) printed.add(text.trimEnd());
        expect([line, status, status === exits ? "" : stderr]).toEqual([line, exits, ""]);
      }
      if (quoting.includes(page)) expect(readQuotes(page).filter((line) => !printed.has(line))).toEqual([]);
    },
    300_000,
  );

  it("links only to pages that are there", () => {
    const text = readFileSync(join(root, page), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

describe("npm run demo", () => {
  it("exits 0, says the verdict and where the report lies", () => {
    const folder = makeCheckout();
    const demo = join(folder, "scripts/demo.mjs");
    const env = { ...process.env, XDG_DATA_HOME: join(folder, "data") };
    const { status, stdout } = spawnSync(process.execPath, [demo], { cwd: folder, env, encoding: "utf8" });
    expect(stdout).toContain('Its verdict is "no-go"');
    expect(stdout).toContain("report.html");
    expect(status).toBe(0);
    expect(existsSync(join(folder, "reports/demo/report.html"))).toBe(true);
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);
});
