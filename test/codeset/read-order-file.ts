import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { canonicalCode } from "../../src/codeset/canonical-code.ts";

const folder = join(import.meta.dirname, "../../../shared/codesets/cms");

export interface OrderRow {
  readonly code: string;
  readonly isBillable: boolean;
  readonly title: string;
}

export function hasOrderFile(year: number): boolean {
  return existsSync(join(folder, `cms_${year}_dx.zip`));
}

/** The ICD-10-CM order file as CMS publishes it: code in columns 7–13, billable in 15, long title from 78. */
export function readOrderFile(year: number): readonly OrderRow[] {
  const name = `icd10cm_order_${year}.txt`;
  const archive = readFileSync(join(folder, `cms_${year}_dx.zip`));
  const files = unzipSync(archive, { filter: (file) => file.name.endsWith(name) });
  const text = Buffer.from(Object.values(files)[0] ?? new Uint8Array()).toString("latin1");
  return text
    .split(/\r?\n/)
    .filter((line) => line.length > 77)
    .map((line) => ({
      code: canonicalCode("ICD-10-CM", line.slice(6, 13)),
      isBillable: line[14] === "1",
      title: line.slice(77).trim(),
    }));
}
