import type { Command } from "commander";
import type { Shell } from "./shell.ts";

/** Gives a command its arguments, options, examples and action. */
export type DeclareCommand = (command: Command, shell: Shell) => void;

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<DeclareCommand>;
}

/** Every command by name; the code of one is loaded when it is called. */
export const commandList: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "write a small dataset and a scenario to start from",
    load: async () => (await import("./init.ts")).declareInit,
  },
  {
    name: "validate",
    summary: "check a scenario and its dataset, without asking the engine",
    load: async () => (await import("./validate.ts")).declareValidate,
  },
  {
    name: "run",
    summary: "replay, analyze, gate and report in one go",
    load: async () => (await import("./run.ts")).declareRun,
  },
  {
    name: "replay",
    summary: "ask the engine for every encounter, and keep its answers",
    load: async () => (await import("./replay.ts")).declareReplay,
  },
  {
    name: "analyze",
    summary: "compare the answers with the coders' codes",
    load: async () => (await import("./analyze.ts")).declareAnalyze,
  },
  {
    name: "gate",
    summary: "hold the figures against the scenario's benchmarks",
    load: async () => (await import("./gate.ts")).declareGate,
  },
  {
    name: "report",
    summary: "write the report and the files for pipelines",
    load: async () => (await import("./report.ts")).declareReport,
  },
  {
    name: "export",
    summary: "write the requests of an engine that is asked in files",
    load: async () => (await import("./export.ts")).declareExport,
  },
  {
    name: "import",
    summary: "take the answers of an engine that is asked in files",
    load: async () => (await import("./import.ts")).declareImport,
  },
  {
    name: "merge",
    summary: "make one run of the shards that `replay --shard` made",
    load: async () => (await import("./merge.ts")).declareMerge,
  },
  {
    name: "compare",
    summary: "hold one run against another over the same encounters",
    load: async () => (await import("./compare.ts")).declareCompare,
  },
  {
    name: "plan",
    summary: "tell how many encounters a shadow period needs",
    load: async () => (await import("./plan.ts")).declarePlan,
  },
  {
    name: "trend",
    summary: "follow the figures of one run by week, or of several runs",
    load: async () => (await import("./trend.ts")).declareTrend,
  },
  {
    name: "adjudicate",
    summary: "hold engine and coders against what reviewers settle",
    load: async () => (await import("./adjudicate.ts")).declareAdjudicate,
  },
  {
    name: "synth",
    summary: "make a synthetic dataset with planted errors and their answer key",
    load: async () => (await import("./synth.ts")).declareSynth,
  },
  {
    name: "codeset",
    summary: "keep the official code tables that codes are judged by",
    load: async () => (await import("./codeset.ts")).declareCodeset,
  },
  {
    name: "engine",
    summary: "serve the built-in baseline engine over the engine protocol",
    load: async () => (await import("./engine.ts")).declareEngine,
  },
  {
    name: "schema",
    summary: "print the JSON Schema of a file format",
    load: async () => (await import("./schema.ts")).declareSchema,
  },
  {
    name: "metrics",
    summary: "list every metric with its definition",
    load: async () => (await import("./metrics.ts")).declareMetrics,
  },
  {
    name: "doctor",
    summary: "check that this machine can run the harness",
    load: async () => (await import("./doctor.ts")).declareDoctor,
  },
];
