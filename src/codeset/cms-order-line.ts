/** One line of CMS's order file of ICD-10-CM or ICD-10-PCS. */
export interface OrderLine {
  /** As the file writes it, without a dot. */
  readonly code: string;
  /** False for a header: a code that is divided further. */
  readonly isBillable: boolean;
  /** The long title. */
  readonly title: string;
}

/** Fixed width: number, code, billable, short title, long title (CMS, icd10OrderFiles.pdf). */
const orderLine = /^\d{5} ([0-9A-Z]{3,7}) +([01]) (.{60}) (.*?)\s*$/;

/** The parts of a line, or null where it is no line of an order file. */
export function parseOrderLine(line: string): OrderLine | null {
  const [, code, billable, , title] = orderLine.exec(line) ?? [];
  if (code === undefined || title === undefined) return null;
  return { code, isBillable: billable === "1", title };
}

/** Order files do not name their system; the first code of ICD-10-PCS begins with a digit, of ICD-10-CM with a letter. */
export function systemOfOrder(firstCode: string): "ICD-10-CM" | "ICD-10-PCS" {
  return /^[0-9]/.test(firstCode) ? "ICD-10-PCS" : "ICD-10-CM";
}
