import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "scenarios/shadow-period");

const stepsModule = z.object({
  steps: z.array(z.strictObject({ title: z.string(), command: z.string(), exits: z.int().optional() })),
});

async function readSteps(): Promise<readonly string[]> {
  const loaded: unknown = await import(pathToFileURL(join(folder, "steps.mjs")).href);
  const { steps } = stepsModule.parse(loaded);
  return steps.map(({ command, exits }) => (exits === undefined ? command : `${command}   # exits ${exits}`));
}

function readTutorial(): readonly string[] {
  const text = readFileSync(join(root, "docs/tutorial.md"), "utf8");
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => block.trimEnd().split("\n"));
}

describe("the shadow period", () => {
  it("is run by the script as the tutorial tells it, command by command", async () => {
    expect(await readSteps()).toEqual(readTutorial());
  });

  it("has four looks under one gate, each over the encounters of the look before", async () => {
    const looks = await Promise.all(
      [1, 2, 3, 4].map(async (look) => (await loadScenario(join(folder, `look-${look}.yaml`))).scenario),
    );
    expect(looks.map(({ include }) => include.shadow_week)).toEqual([
      ["2"],
      ["2", "3"],
      ["2", "3", "4"],
      ["2", "3", "4", "5"],
    ]);
    const shared = looks[0]?.gate?.benchmarks ?? [];
    expect(shared.length).toBeGreaterThan(5);
    for (const { gate } of looks) {
      expect(gate?.looks.mode).toBe("sequential");
      expect(gate?.benchmarks.slice(0, shared.length)).toEqual(shared);
    }
  });

  it("uses every scenario of its folder", async () => {
    const commands = (await readSteps()).join("\n");
    const shared = ["gate.yaml", "decision.yaml"];
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && !shared.includes(file));
    expect(files.filter((file) => !commands.includes(`/${file}`))).toEqual([]);
  });
});
