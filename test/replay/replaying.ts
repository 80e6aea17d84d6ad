import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SentEncounter } from "../../src/domain/engine-protocol.ts";
import type { JournalLine } from "../../src/domain/journal-line.ts";
import { type ReplaySpec, replaySpecSchema } from "../../src/domain/replay-spec.ts";
import { systemClock } from "../../src/effects.ts";
import { createCoderEngine } from "../../src/engine/coder-engine.ts";
import type { Engine, EngineReply } from "../../src/engine/engine.ts";
import { openJournal } from "../../src/replay/journal/journal.ts";
import { readJournal } from "../../src/replay/journal/read-journal.ts";
import type { EncounterSource } from "../../src/replay/planned-encounter.ts";
import { replay } from "../../src/replay/replay.ts";
import type { ReplayOptions } from "../../src/replay/replay-options.ts";

export function busyFor(retryAfterMs: number | null): EngineReply {
  return { kind: "retry", error: "busy", retryAfterMs, cause: "unavailable" };
}

export const busy = busyFor(null);

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A journal's path in a folder of its own, gone after the test. */
export function freshJournal(): string {
  const folder = mkdtempSync(join(tmpdir(), "journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "journal.ndjson");
}

const noColumns: Record<string, string | number> = {};

export async function* encounters(...ids: string[]): AsyncGenerator<SentEncounter> {
  for (const id of ids) yield Object.assign({ encounter_id: id, documents: [] }, noColumns);
}

/** The encounters in the order given, each on its own; read once. */
export function sourceOf(given: AsyncIterable<SentEncounter>): EncounterSource {
  return async function* (isNeeded) {
    for await (const encounter of given)
      if (isNeeded(encounter.encounter_id)) yield { encounter, group: null, signedAt: null };
  };
}

/** e1, e2, … */
export function idsUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `e${index + 1}`);
}

export async function linesOf(file: string): Promise<JournalLine[]> {
  const lines: JournalLine[] = [];
  for await (const line of readJournal(file)) lines.push(line);
  return lines;
}

export function linesOnDisk(file: string): number {
  return readFileSync(file, "utf8").split("\n").length - 1;
}

/** An engine that gives each encounter the replies of `script` in turn, the last one for good. */
export function scriptedEngine(script: readonly (EngineReply | "answer")[]): Engine & { asked: string[] } {
  const asked: string[] = [];
  const attempts = new Map<string, number>();
  return {
    asked,
    ask: async ({ request_id, encounter }) => {
      const attempt = attempts.get(request_id) ?? 0;
      attempts.set(request_id, attempt + 1);
      asked.push(encounter.encounter_id);
      const reply = script[Math.min(attempt, script.length - 1)] ?? "answer";
      if (reply !== "answer") return reply;
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
}

export function codingEngine(code: (id: string, signal: AbortSignal) => unknown): Engine {
  return createCoderEngine({
    name: "test",
    version: "1",
    code: ({ encounter_id }, { signal }) => code(encounter_id, signal),
  });
}

type Given = Partial<Omit<ReplayOptions, "spec" | "journal">> & {
  readonly engine: Engine;
  readonly encounters: AsyncIterable<SentEncounter>;
  readonly spec?: Partial<ReplaySpec>;
};

/** Replays into the journal at `file`, opening and closing it. */
export async function replayInto(file: string, given: Given) {
  const journal = await openJournal(file);
  try {
    return await replay({
      batch: sourceOf(given.encounters),
      paced: null,
      polling: null,
      retryFailed: false,
      seed: 7,
      systems: ["ICD-10-CM"],
      requestId: (id, repeat, round) =>
        repeat === 1 && round === 1 ? `r-${id}` : `r-${id}-${repeat}-${round}`,
      clock: systemClock,
      random: () => 0.5,
      signal: new AbortController().signal,
      onProgress: () => {},
      ...given,
      journal,
      spec: replaySpecSchema.parse({ backoff_ms: 0, ...given.spec }),
    });
  } finally {
    await journal.close();
  }
}
