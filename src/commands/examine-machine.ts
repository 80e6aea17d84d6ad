import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join, resolve } from "node:path";

/** One thing that was looked at; `hint` is null where there is nothing to do. */
export interface Examination {
  readonly name: string;
  readonly outcome: "good" | "bad" | "note";
  readonly detail: string;
  readonly hint: string | null;
}

const leastNode = [20, 19] as const;
const leastMemoryGiB = 4;

function examineNode(version: string): Examination {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  const detail = `version ${version}; ${leastNode.join(".")} or later is needed`;
  return isNew
    ? { name: "Node.js", outcome: "good", detail, hint: null }
    : { name: "Node.js", outcome: "bad", detail, hint: "install Node 20.19 or later" };
}

async function examineLoad(name: string, tryOut: () => Promise<string>): Promise<Examination> {
  try {
    return { name, outcome: "good", detail: await tryOut(), hint: null };
  } catch (error) {
    const detail = String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
    const hint = "run `npm ci` anew on this machine: its binary may be of another platform";
    return { name, outcome: "bad", detail, hint };
  }
}

async function tryDuckdb(): Promise<string> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll("SELECT version() AS version");
  const [row] = reader.getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return `loads, ${String(row?.[0])}`;
}

async function tryVega(): Promise<string> {
  const [vega, lite] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = lite.compile({ mark: "point", data: { values: [{ a: 1 }] }, encoding: {} });
  const svg = await new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
  if (!svg.startsWith("<svg")) throw new Error("Vega drew no SVG");
  return `draws, ${vega.version}`;
}

async function examineFolder(folder: string): Promise<Examination> {
  const name = "This folder";
  const file = join(folder, `.shadowbench-${randomUUID()}`);
  try {
    await writeFile(file, "", { mode: 0o600 });
    await rm(file);
    return { name, outcome: "good", detail: `${folder} can be written`, hint: null };
  } catch {
    const hint = "change to a folder you may write, or write elsewhere with --out";
    return { name, outcome: "bad", detail: `${folder} cannot be written`, hint };
  }
}

function examineMachine(): Examination {
  const gibibytes = totalmem() / 2 ** 30;
  const detail = `${availableParallelism()} cores, ${gibibytes.toFixed(1)} GiB of memory`;
  const isSmall = gibibytes < leastMemoryGiB;
  const hint = isSmall ? `runs of 100,000 encounters and more want ${leastMemoryGiB} GiB` : null;
  return { name: "Machine", outcome: isSmall ? "note" : "good", detail, hint };
}

/** Looks at all that a run needs of this machine; nothing is asked over the network. */
export async function examine(nodeVersion: string): Promise<Examination[]> {
  return [
    examineNode(nodeVersion),
    await examineLoad("DuckDB", tryDuckdb),
    await examineLoad("Vega", tryVega),
    await examineFolder(resolve(".")),
    examineMachine(),
    { name: "Others", outcome: "good", detail: "no Python, browser or network is needed", hint: null },
  ];
}
