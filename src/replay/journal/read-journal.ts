import { stat } from "node:fs/promises";
import { type JournalLine, journalLineSchema } from "../../domain/journal-line.ts";
import { HarnessError } from "../../errors.ts";
import { createHeldRequests, type HeldRequests, type NameRequest } from "./held-requests.ts";
import { type RawLine, readRawLines } from "./journal-bytes.ts";
import { unsealLine } from "./journal-crc.ts";
import { diskError } from "./journal-disk.ts";

/** One line that holds, and where the next one starts in the file. */
export interface HeldLine<Line> {
  readonly line: Line;
  readonly end: number;
}

export function damaged(file: string, line: number, message: string): HarnessError {
  return new HarnessError("journal-damaged", message, {
    where: { file, line },
    hint: "restore the journal from a copy, or start the replay anew in another folder",
  });
}

function parseLine(content: string, file: string, number: number): JournalLine {
  const parsed = journalLineSchema.safeParse(JSON.parse(content));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw damaged(file, number, `this line of the journal is not of this version, at ${field || "its keys"}`);
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((cause: unknown) => {
    throw diskError("read", file, cause);
  });
  if (found.isFile()) return found.size;
  throw diskError("read", file, "it is no file");
}

/**
 * The lines of a file of sealed lines that hold, in batches as they are read; ends in front of a torn last line.
 * `parse` gets a line's JSON and its number.
 */
export async function* readSealedLines<Line>(
  file: string,
  parse: (content: string, number: number) => Line,
): AsyncGenerator<HeldLine<Line>[]> {
  const size = await sizeOf(file);
  let number = 0;
  const hold = (raw: RawLine): HeldLine<Line> | null => {
    number += 1;
    const content = raw.isWhole ? unsealLine(raw.bytes) : null;
    if (content === null && raw.end >= size) return null;
    if (content === null) throw damaged(file, number, "this line of the journal is damaged: its CRC differs");
    return { line: parse(content, number), end: raw.end };
  };
  for await (const raws of readRawLines(file)) yield raws.map(hold).filter((held) => held !== null);
}

/** Why a line cannot stand where it does, by its name and by what `held` had before it; null where it can. */
function breachOf(line: JournalLine, held: HeldRequests, nameRequest: NameRequest): string | null {
  const { encounter_id: id, repeat, round } = line;
  if (line.request_id !== nameRequest(id, repeat, round))
    return "this line of the journal answers a request of another run";
  if (round === 1 || held.stateOf(nameRequest(id, repeat, round - 1)) === "failed") return null;
  return "this line of the journal was asked for anew, though no failed one stands before it";
}

/**
 * The lines of a journal that hold, in batches; `held` is told of every request. With `nameRequest` each must be named
 * by it, and only a failed one may be followed by a further round.
 */
export function readHeldLines(
  file: string,
  held: HeldRequests = createHeldRequests(),
  nameRequest: NameRequest | null = null,
): AsyncGenerator<HeldLine<JournalLine>[]> {
  return readSealedLines(file, (content, number) => {
    const line = parseLine(content, file, number);
    const breach = nameRequest === null ? null : breachOf(line, held, nameRequest);
    if (breach !== null) throw damaged(file, number, breach);
    if (held.add(line.request_id, line.status === "failed" ? "failed" : "final")) return line;
    throw damaged(file, number, `two lines of the journal answer request ${line.request_id}`.slice(0, 120));
  });
}

/**
 * The lines of a journal in file order, each held against its CRC; a line at a time in bounded memory, beside the
 * request ids (40 bytes each). A torn last line (no newline, or its CRC differs) is left out, as `openJournal` cuts it off.
 * Throws HarnessError `journal-damaged` with the line for damage elsewhere, a request answered twice, and, with
 * `nameRequest`, another run's line or one that takes the place of a response that stands; `file-unreadable` where
 * there is no journal.
 */
export async function* readJournal(
  file: string,
  nameRequest: NameRequest | null = null,
): AsyncGenerator<JournalLine> {
  for await (const batch of readHeldLines(file, createHeldRequests(), nameRequest)) {
    for (const held of batch) yield held.line;
  }
}
