import { join } from "node:path";
import { protocolName } from "../../domain/engine-protocol.ts";
import { engineVersions } from "../../domain/engine-spec.ts";
import { type ExportManifest, exportSchemaName } from "../../domain/export-manifest.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { writeManifest } from "../manifest.ts";
import { makePlan, type Plan, withRows } from "../replay/make-plan.ts";
import type { RunContext } from "../run-context.ts";
import { digestText, formatDocument } from "../run-folder.ts";
import type { Target } from "../target.ts";
import { checkDrop, chooseDrop, closeDrop, dropNothing, findDrop, openDrop } from "./drop-folder.ts";
import { findMissing, formatRequests } from "./request-lines.ts";
import { writeSentEncounters } from "./sent-encounters.ts";
import { type PartOptions, writeParts } from "./write-parts.ts";

export interface ExportOptions extends Partial<PartOptions> {
  /** The drop folder; default `requests` in the run's folder, `requests-2` for the next drop, and so on. */
  readonly to?: string | undefined;
  /** Write a further drop, of the requests that have no answer yet. */
  readonly open?: boolean | undefined;
  /** With `open`: of those whose answer failed as well, as requests of a new round. */
  readonly retryFailed?: boolean | undefined;
}

/** A drop of requests, and the manifest of the run it was made of. */
export interface WrittenExport {
  readonly manifest: RunManifest;
  readonly drop: string;
  readonly requests: number;
  readonly parts: number;
}

type Described = Pick<ExportManifest, "run" | "engine" | "systems">;

const defaultPartSize = 1000;

function describeDrop(target: Target, manifest: RunManifest, plan: Plan): Described {
  const { engine } = target.inputs.loaded.scenario;
  return {
    run: manifest.run,
    engine: { name: manifest.engine.name, version: [...engineVersions(engine)] },
    systems: [...plan.systems],
  };
}

/** Writes the parts, then the manifest that makes the drop whole. */
async function writeDrop(
  drop: string,
  lines: AsyncIterable<string>,
  described: Described,
  options: ExportOptions,
  context: RunContext,
): Promise<ExportManifest> {
  await openDrop(drop, described.run);
  const { partSize = defaultPartSize, gzip = false } = options;
  const parts = await writeParts(drop, lines, { partSize, gzip });
  const written: ExportManifest = {
    schema: exportSchemaName,
    run: described.run,
    protocol: protocolName,
    engine: described.engine,
    systems: described.systems,
    requests: parts.reduce((sum, part) => sum + part.requests, 0),
    parts,
    created_at: context.clock.now().toISOString(),
  };
  if (parts.length === 0 && options.open) await dropNothing(drop);
  else await closeDrop(drop, written);
  return written;
}

/** The manifest of the run once the drop is whole; the time between is nobody's latency. */
function withDrop(
  manifest: RunManifest,
  written: ExportManifest,
  sentSha256: string,
  context: RunContext,
): RunManifest {
  const at = context.clock.now().toISOString();
  const { requests, parts, created_at: startedAt } = written;
  const session = { started_at: startedAt, finished_at: at, asked: requests, replay_ms: null };
  return {
    ...manifest,
    status: manifest.exported === null && requests > 0 ? "replaying" : manifest.status,
    exported: {
      at,
      requests,
      parts: parts.length,
      sha256: digestText(formatDocument(written)),
      sent_sha256: sentSha256,
    },
    sessions: [...manifest.sessions, { ...session, ended: "complete", shard: null }],
  };
}

/**
 * Checks the data whole, plans, and writes a drop of requests: all of them the first time, later the open ones. A
 * first export that was stopped after its drop was whole only takes note of it. The database of an earlier analysis
 * stays as it is.
 * Throws `data-invalid` for bad rows, `run-folder-invalid` where the drop cannot be written.
 */
export async function writeExport(
  target: Target,
  manifest: RunManifest,
  context: RunContext,
  options: ExportOptions,
): Promise<WrittenExport> {
  const { folder, inputs } = target;
  const isFirst = manifest.exported === null;
  const drop = options.to ?? (isFirst ? folder.requests : await chooseDrop(folder));
  const found = isFirst ? await findDrop(drop, manifest.run) : null;
  if (found === null) await checkDrop(drop, manifest.run);
  await writeManifest(folder, manifest);
  const database = join(folder.spool, "plan.duckdb");
  const plan = await makePlan(inputs, { ...folder, database }, null);
  const planned = isFirst ? withRows(manifest, plan) : manifest;
  await writeManifest(folder, planned);
  const sentSha256 = await writeSentEncounters(plan.batchFile, folder.sent);
  const missing = await findMissing(folder, manifest.run, options.retryFailed ?? false);
  const lines = formatRequests(target, plan, missing, context);
  const described = describeDrop(target, manifest, plan);
  const written = found ?? (await writeDrop(drop, lines, described, options, context));
  const { requests, parts } = written;
  const isNothing = requests === 0 && !isFirst;
  const done = isNothing ? planned : withDrop(planned, written, sentSha256, context);
  await writeManifest(folder, done);
  return { manifest: done, drop, requests, parts: parts.length };
}
