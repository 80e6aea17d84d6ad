import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { root, runCli } from "./cli/run-cli.ts";
import { journalLines, makeRunFolder, readRunManifest, readText, runFiles } from "./run/making-runs.ts";

const folder = join(root, "docs/scale");
const files = readdirSync(folder).sort();
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

interface Line {
  readonly command: string;
  readonly options: readonly string[];
}

/** Commands of the program as the files write them, each with its long options. */
function commandsOf(text: string): Line[] {
  const joined = text.replace(/\n\s+--/g, " --");
  const lines = [...joined.matchAll(/\bshadowbench (replay|merge|run) ([^\n&;`]*)/g)];
  return lines.map(([, command = "", rest = ""]) => ({
    command,
    options: [...rest.matchAll(/(?<=\s|^)--[a-z-]+/g)].map(([option]) => option),
  }));
}

const jobSchema = z.object({
  kind: z.literal("Job"),
  spec: z.object({
    completionMode: z.string().optional(),
    completions: z.int().optional(),
    template: z.object({
      spec: z.object({
        restartPolicy: z.literal("Never"),
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true) }),
        containers: z.array(
          z.object({
            env: z.array(
              z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() }),
            ),
            securityContext: z.object({
              allowPrivilegeEscalation: z.literal(false),
              readOnlyRootFilesystem: z.literal(true),
            }),
          }),
        ),
      }),
    }),
  }),
});

const workflowSchema = z.object({
  env: z.object({ SHARDS: z.int() }),
  jobs: z.object({
    replay: z.object({ strategy: z.object({ matrix: z.object({ shard: z.array(z.int()) }) }) }),
    judge: z.object({ needs: z.literal("replay") }),
  }),
});

describe("the files of docs/scale", () => {
  it("are these, and each replays shards and merges them", () => {
    expect(files).toEqual([
      "github-actions.yaml",
      "kubernetes-indexed-job.yaml",
      "local.mjs",
      "slurm-array.sh",
    ]);
    for (const file of files.filter((name) => name !== "local.mjs")) {
      const commands = commandsOf(textOf(file)).map(({ command }) => command);
      expect([file, [...new Set(commands)].sort()]).toEqual([file, ["merge", "replay", "run"]]);
    }
  });

  it("give the program's commands options that it has", async () => {
    const used = files.flatMap((file) => commandsOf(textOf(file)));
    for (const command of ["replay", "merge", "run"]) {
      const { stdout } = await runCli([command, "--help"]);
      const options = used.filter((line) => line.command === command).flatMap((line) => line.options);
      expect(options.length).toBeGreaterThan(0);
      expect(
        options.filter((option) => !stdout.includes(`  ${option} `) && !stdout.includes(`${option}\n`)),
      ).toEqual([]);
    }
  });

  it("count the same shards wherever a number of them stands", () => {
    const [replay, merge] = parseAllDocuments(textOf("kubernetes-indexed-job.yaml")).map((document) =>
      jobSchema.parse(document.toJS()),
    );
    const shardsOf = (job: typeof replay) =>
      job?.spec.template.spec.containers[0]?.env.find(({ name }) => name === "SHARDS")?.value;
    expect(replay?.spec.completionMode).toBe("Indexed");
    expect([shardsOf(replay), shardsOf(merge)]).toEqual(["8", "8"]);
    expect(replay?.spec.completions).toBe(8);
    const { env, jobs } = workflowSchema.parse(parse(textOf("github-actions.yaml")));
    expect(jobs.replay.strategy.matrix.shard).toEqual(Array.from({ length: env.SHARDS }, (_, at) => at + 1));
    const slurm = textOf("slurm-array.sh");
    expect(slurm).toMatch(/^#SBATCH --array=1-8%/m);
    expect(slurm).toMatch(/^SHARDS=8$/m);
  });

  it("hold no secret in plain", () => {
    const [replay] = parseAllDocuments(textOf("kubernetes-indexed-job.yaml"));
    const env = jobSchema.parse(replay?.toJS()).spec.template.spec.containers[0]?.env ?? [];
    const key = env.find(({ name }) => name.endsWith("_KEY"));
    expect(key?.value).toBeUndefined();
    expect(key).toMatchObject({ valueFrom: { secretKeyRef: expect.anything() } });
    expect(textOf("github-actions.yaml")).toContain(`VENDOR_A_KEY: \${{ secrets.VENDOR_A_KEY }}`);
  });

  it("are shell that bash can read", () => {
    const { status, stderr } = spawnSync("bash", ["-n", join(folder, "slurm-array.sh")], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("eight processes", () => {
  it("give the results of one, to the byte", async () => {
    const made = makeRunFolder(runFiles({ encounters: 400 }));
    const local = spawnSync(
      process.execPath,
      [join(folder, "local.mjs"), "scenario.yaml", "8", "spread", "4"],
      { cwd: made, encoding: "utf8" },
    );
    expect([local.status, local.status === 0 ? "" : local.stderr]).toEqual([0, ""]);
    expect((await runCli(["run", "scenario.yaml", "--out", "one"], { cwd: made })).status).toBe(0);
    expect(readText(made, "spread/whole/results.json")).toBe(readText(made, "one/results.json"));
    expect(readRunManifest(made, "spread/whole").merged_from.length).toBe(8);
    expect(journalLines(made, "spread/whole").length).toBe(400);
  }, 120_000);
});
