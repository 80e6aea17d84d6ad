import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { codeFacts } from "../../codeset/code-facts.ts";
import { type ReviewAnswers, type ReviewRole, reviewAnswersSchemaName } from "../../domain/review.ts";
import { HarnessError, type Problem } from "../../errors.ts";
import { checkAnswers } from "../../review/check-answers.ts";
import { decodeSheet } from "../../review/decode-sheet.ts";
import type { ReadCode } from "../../review/parse-missed.ts";
import { readSheet } from "../../review/read-sheet.ts";
import { describeReview, type ReviewStatus } from "../../review/review-status.ts";
import { settleSample } from "../../review/settle.ts";
import { lockFolder } from "../lock-folder.ts";
import { readManifest } from "../manifest.ts";
import { exists, formatDocument, makeFolder, runFolder, writeWhole } from "../run-folder.ts";
import {
  type ReviewFiles,
  type ReviewFolder,
  readReviewFiles,
  reviewFolder,
  writeDisputed,
} from "./review-folder.ts";

export interface ImportOptions {
  readonly reviewer: string;
  readonly role: ReviewRole;
  /** Take the place of what was imported of this reviewer before. */
  readonly replace?: boolean | undefined;
}

/** `replaced`: the file that the answers of before are kept in; null where there were none. */
export interface ImportedAnswers {
  readonly answers: ReviewAnswers;
  readonly warnings: readonly Problem[];
  readonly replaced: string | null;
  readonly status: ReviewStatus;
}

/** Problems that one message tells of; a scrambled column would give one a row. */
const mostTold = 20;

const readCode: ReadCode = (system, code) => {
  const facts = codeFacts(system, code);
  return facts.wellFormed ? { system: facts.system, code: facts.code } : null;
};

function fileNameOf(reviewer: string): string {
  const slug = reviewer
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  if (slug !== "") return `${slug}.json`;
  throw new HarnessError("command-invalid", "a reviewer's name needs a letter or a digit");
}

async function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new HarnessError("file-unreadable", `cannot read ${file}`.slice(0, 120), {
      hint: "give the worklist that the reviewer filled in, as a CSV file",
      cause,
    });
  });
}

function refuseProblems(problems: ReturnType<typeof checkAnswers>["problems"]): HarnessError {
  const rest = problems.length - mostTold;
  const more = rest > 0 ? [{ message: `and ${rest} more` }] : [];
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new HarnessError("data-invalid", `${count} in the worklist; nothing was imported`, {
    problems: [...problems.slice(0, mostTold), ...more],
    hint: "mend the rows, and import the file again",
  });
}

function checkArbiter({ answers }: ReviewFiles, { reviewer, role }: ImportOptions): void {
  const other = answers.find((own) => own.role === "arbiter" && own.reviewer !== reviewer);
  if (role !== "arbiter" || other === undefined) return;
  throw new HarnessError("command-invalid", `${other.reviewer} is the arbiter of this run`.slice(0, 120), {
    hint: "two arbiters could contradict each other: import as a reviewer",
  });
}

async function checkReplacing(file: string, { reviewer, replace }: ImportOptions): Promise<void> {
  if (replace === true || !(await exists(file))) return;
  throw new HarnessError("command-invalid", `answers of ${reviewer} were imported already`.slice(0, 120), {
    hint: "--replace takes the new file instead of them",
  });
}

interface ReadAnswers {
  readonly answers: ReviewAnswers;
  readonly warnings: readonly Problem[];
}

async function readAnswers(file: string, files: ReviewFiles, options: ImportOptions): Promise<ReadAnswers> {
  const bytes = await readBytes(file);
  const { rows, warnings } = readSheet(file, decodeSheet(bytes));
  const { encounters, problems } = checkAnswers(files.sample, file, rows, readCode);
  if (problems.length > 0) throw refuseProblems(problems);
  if (encounters.length === 0) {
    throw new HarnessError("data-invalid", `no encounter is answered in ${file}`.slice(0, 120), {
      hint: 'fill the column "correct" with yes or no',
    });
  }
  const answers: ReviewAnswers = {
    schema: reviewAnswersSchemaName,
    reviewer: options.reviewer,
    role: options.role,
    sample_sha256: files.sampleSha256,
    file_sha256: createHash("sha256").update(bytes).digest("hex"),
    encounters: [...encounters],
  };
  return { answers, warnings };
}

/** Moves what was imported of a reviewer before to where nothing reads it, so that nobody can undo an answer unseen. */
async function keepReplaced(folder: ReviewFolder, target: string): Promise<string | null> {
  if (!(await exists(target))) return null;
  await makeFolder(folder.replaced);
  const slug = basename(target, ".json");
  const kept = await readdir(folder.replaced);
  const before = kept.filter((name) => name.replace(/-\d+\.json$/, "") === slug);
  const file = join(folder.replaced, `${slug}-${before.length + 1}.json`);
  await writeWhole(file, await readFile(target, "utf8"));
  return file;
}

/**
 * Reads a filled worklist and keeps it as one reviewer's answers; all of it or nothing. With `replace` those of before
 * are kept in `review/reviewers/replaced`. Throws `data-invalid` with file and line of every problem. Figures change
 * with the next `analyze`.
 */
export async function importAnswers(
  path: string,
  file: string,
  options: ImportOptions,
): Promise<ImportedAnswers> {
  const run = runFolder(path);
  await readManifest(run);
  const folder = reviewFolder(run);
  const unlock = await lockFolder(run);
  try {
    const files = await readReviewFiles(folder);
    const target = join(folder.reviewers, fileNameOf(options.reviewer));
    checkArbiter(files, options);
    await checkReplacing(target, options);
    const { answers, warnings } = await readAnswers(file, files, options);
    await makeFolder(folder.reviewers);
    const replaced = await keepReplaced(folder, target);
    await writeWhole(target, formatDocument(answers));
    const now = await readReviewFiles(folder);
    await writeDisputed(folder, now);
    const status = describeReview(now.sample, now.answers, settleSample(now.sample, now.answers));
    return { answers, warnings, replaced, status };
  } finally {
    await unlock();
  }
}

/** How far the review of a run is. Throws `run-folder-invalid` where nothing was drawn. */
export async function readReviewStatus(path: string): Promise<ReviewStatus> {
  const { sample, answers } = await readReviewFiles(reviewFolder(runFolder(path)));
  return describeReview(sample, answers, settleSample(sample, answers));
}
