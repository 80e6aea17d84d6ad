import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { writePrivateFile } from "../../dataset/write-csv.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { exitCodes, HarnessError, type Problem } from "../../errors.ts";
import type { NameRequest } from "../../replay/journal/held-requests.ts";
import { damaged, readJournal } from "../../replay/journal/read-journal.ts";
import { formatQuantity } from "../../terminal/numbers.ts";
import { openEngineLog } from "../engine-log.ts";
import { lockFolder } from "../lock-folder.ts";
import { readManifest, writeManifest } from "../manifest.ts";
import { requestIdOf } from "../request-id.ts";
import { announce, type RunContext } from "../run-context.ts";
import { makeFolder, type RunFolder, runFolder } from "../run-folder.ts";
import { type AskedRequests, readAskedRequests } from "./asked-requests.ts";
import { type Checking, checkDelivery, type DeliveryCounts } from "./check-delivery.ts";
import { diskRefusal } from "./disk-refusal.ts";
import { createHeldAnswers, type HeldAnswers } from "./held-answers.ts";
import { readSentEncounters } from "./sent-encounters.ts";
import { stopIfAsked, takeAll, withDeliveries } from "./take-answers.ts";

/** What an import took, by file; `open` requests still have no answer, and the exit code is 3 while there are any. */
export interface ImportOutcome {
  readonly folder: string;
  readonly deliveries: readonly DeliveryCounts[];
  readonly requests: number;
  readonly open: number;
  readonly exitCode: number;
}

const problemsShown = 20;

function requireExport(folder: RunFolder, { engine, exported }: RunManifest) {
  if (engine.kind === "files" && exported !== null) return exported;
  const message = `no requests were exported from ${folder.path}`.slice(0, 120);
  throw new HarnessError("run-folder-invalid", message, {
    hint: "answers are imported into the run of an engine of kind files, after `shadowbench export`",
  });
}

/** Finds the later rounds of requests by their ids too, and holds what the journal has. */
async function holdJournal(
  file: string,
  asked: AskedRequests,
  nameRequest: NameRequest,
): Promise<HeldAnswers> {
  const held = createHeldAnswers(asked.size);
  let number = 0;
  for await (const line of readJournal(file, nameRequest)) {
    number += 1;
    const request = asked.find(line.request_id);
    if (request === null)
      throw damaged(file, number, "this line of the journal answers no request of the run");
    held.hold(request.place, line);
    if (line.status === "failed") asked.nameRound(request, line.round + 1);
  }
  return held;
}

/** The lines of a spool hold what is new in all deliveries; nothing of them is in the journal yet. */
async function checkAll(
  files: readonly string[],
  checking: Checking,
  spool: string,
  context: RunContext,
): Promise<DeliveryCounts[]> {
  const deliveries: DeliveryCounts[] = [];
  let answers = 0;
  async function* listNew(): AsyncGenerator<string> {
    for (const file of files) {
      const { lines, counts } = checkDelivery(file, checking);
      for await (const line of lines) {
        stopIfAsked(context);
        answers += 1;
        context.onProgress({ stage: "import", done: answers, total: null, failed: 0, retries: 0 });
        yield `${JSON.stringify(line)}\n`;
      }
      deliveries.push(counts());
    }
  }
  await writePrivateFile(spool, listNew()).catch((cause: unknown) => {
    throw diskRefusal(spool, cause);
  });
  return deliveries;
}

function refuseAll(problems: readonly Problem[], count: number): HarnessError {
  const files = new Set(problems.map(({ where }) => where?.file));
  const named = files.size === 1 ? ` of ${basename([...files][0] ?? "")}` : "";
  return new HarnessError(
    "delivery-refused",
    `${formatQuantity(count, "line")}${named} cannot be taken, so nothing was`.slice(0, 120),
    {
      problems,
      hint: "have the lines mended at their source, or import the other files alone",
    },
  );
}

async function logForeign(folder: RunFolder, deliveries: readonly DeliveryCounts[]): Promise<void> {
  const log = openEngineLog(folder.log);
  for (const { file, foreign, foreignPlaces } of deliveries) {
    for (const place of foreignPlaces) log.write(place);
    const more = foreign - foreignPlaces.length;
    if (more > 0) log.write(`${file}: ${more} more answers to requests that this run never made`);
  }
  await log.close();
}

async function importInto(
  folder: RunFolder,
  files: readonly string[],
  context: RunContext,
): Promise<ImportOutcome> {
  const manifest = await readManifest(folder);
  const exported = requireExport(folder, manifest);
  const nameRequest = requestIdOf(manifest.run);
  const encounterIds = readSentEncounters(folder.sent, exported.sent_sha256);
  const asked = await readAskedRequests(encounterIds, manifest.repeats, nameRequest);
  const held = await holdJournal(folder.journal, asked, nameRequest);
  const problems: Problem[] = [];
  let refused = 0;
  const refuse = (problem: Problem) => {
    refused += 1;
    if (problems.length < problemsShown) problems.push(problem);
  };
  const importedAt = context.clock.now();
  announce(context, "import");
  await makeFolder(folder.spool);
  const spool = join(folder.spool, "taken.ndjson");
  const checking = { asked, held, nameRequest, importedAt, refuse };
  const deliveries = await checkAll(files, checking, spool, context);
  if (refused > 0) throw refuseAll(problems, refused);
  const begun = await takeAll(folder, manifest, deliveries, spool, context);
  await logForeign(folder, deliveries);
  const open = held.countOpen();
  await writeManifest(folder, withDeliveries(begun, deliveries, open, importedAt.toISOString()));
  const exitCode = open === 0 ? exitCodes.go : exitCodes.incomplete;
  return { folder: folder.path, deliveries, requests: asked.size, open, exitCode };
}

/**
 * Takes the answers of these files into the run in `path`: all of them, or none where a line of any is not an answer
 * or contradicts one that stands. The same file a second time changes nothing.
 * Throws `delivery-refused` with the lines, `file-unreadable`, and `run-folder-invalid` where nothing was exported.
 */
export async function importDeliveries(
  path: string,
  files: readonly string[],
  context: RunContext,
): Promise<ImportOutcome> {
  const folder = runFolder(path);
  requireExport(folder, await readManifest(folder));
  const unlock = await lockFolder(folder);
  try {
    return await importInto(folder, files, context);
  } finally {
    await rm(folder.spool, { recursive: true, force: true });
    await unlock();
  }
}
