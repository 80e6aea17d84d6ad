import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import { z } from "zod";
import { writePrivateFile } from "../../dataset/write-csv.ts";
import { HarnessError } from "../../errors.ts";
import { readRawLines } from "../../replay/journal/journal-bytes.ts";
import { readPlan } from "../asking-plan/read-plan.ts";
import { diskRefusal } from "./disk-refusal.ts";

const idSchema = z.string();

async function* listPlanned(planFile: string | null): AsyncGenerator<string> {
  if (planFile === null) return;
  for await (const entries of readPlan(planFile, () => true)) {
    for (const { encounter_id: encounterId } of entries) yield encounterId;
  }
}

/** Writes the ids of a plan's encounters, a JSON string a line, whole or not at all; gives the file's SHA-256. */
export async function writeSentEncounters(planFile: string | null, file: string): Promise<string> {
  const hash = createHash("sha256");
  async function* formatLines(): AsyncGenerator<string> {
    for await (const encounterId of listPlanned(planFile)) {
      const line = `${JSON.stringify(encounterId)}\n`;
      hash.update(line);
      yield line;
    }
  }
  const draft = `${file}.part`;
  try {
    await writePrivateFile(draft, formatLines());
    await rename(draft, file);
  } catch (cause) {
    throw diskRefusal(file, cause);
  }
  return hash.digest("hex");
}

function refuseChanged(file: string, cause?: unknown): HarnessError {
  return new HarnessError("digest-differs", `${file} is not what the export wrote`.slice(-120), {
    hint: "write it anew with `shadowbench export <run folder> --open`",
    cause,
  });
}

/** The ids that `writeSentEncounters` wrote. Throws `digest-differs` where the file is gone or another. */
export async function* readSentEncounters(file: string, sha256: string): AsyncGenerator<string> {
  const hash = createHash("sha256");
  try {
    for await (const lines of readRawLines(file)) {
      for (const { bytes } of lines) {
        hash.update(bytes).update("\n");
        yield idSchema.parse(JSON.parse(bytes.toString()));
      }
    }
  } catch (cause) {
    throw refuseChanged(file, cause);
  }
  if (hash.digest("hex") !== sha256) throw refuseChanged(file);
}
