import type { CodeTable } from "../domain/results.ts";

interface TableUse {
  /** What it is called in a sentence. */
  readonly name: string;
  /** Kinds of official files that give it, as the code library names them. */
  readonly kinds: readonly string[];
  /** What the report can say once it is there. */
  readonly adds: string;
  readonly file: string;
  /** Code systems that have a use for it; one of them must have been asked. */
  readonly systems: readonly string[];
}

const diagnoses = ["ICD-10-CM"] as const;
const groupers = ["MS-DRG", "APR-DRG"] as const;

/** The official tables that an analysis can read, and what each lets the report say. */
export const tableUses = {
  codes: {
    name: "table of valid codes",
    kinds: ["code-table", "addenda", "yearly-validity", "code-editor"],
    adds: "whether a code exists, is billable and was valid on the day; titles of diagnoses and procedures",
    file: "<ICD-10 order file or zip>",
    systems: ["ICD-10-CM", "ICD-10-PCS"],
  },
  poa: {
    name: "list of codes exempt from present-on-admission",
    kinds: ["poa-exempt"],
    adds: "indicators on codes that take none, and blanks that are gaps",
    file: "<POA exempt list>",
    systems: diagnoses,
  },
  severity: {
    name: "CC/MCC table",
    kinds: ["severity"],
    adds: "precision and recall of complications, and stays resting on a single MCC",
    file: "<CC/MCC table>",
    systems: diagnoses,
  },
  drgs: {
    name: "table of MS-DRG titles",
    kinds: ["drg-titles"],
    adds: "whether a DRG moved within its family, and its title",
    file: "<MS-DRG titles>",
    systems: groupers,
  },
  weights: {
    name: "table of DRG weights",
    kinds: ["drg-weights"],
    adds: "case-mix index, overpayment and underpayment",
    file: "<weights.csv>",
    systems: groupers,
  },
  hcc: {
    name: "HCC mapping",
    kinds: ["hcc"],
    adds: "risk categories added and deleted, by patient and year",
    file: "<HCC mapping>",
    systems: diagnoses,
  },
  ccsr: {
    name: "CCSR table",
    kinds: ["ccsr"],
    adds: "bias by clinical group",
    file: "<CCSR zip>",
    systems: diagnoses,
  },
  fees: {
    name: "fee schedule",
    kinds: ["rvu", "fee-schedule"],
    adds: "what errors in CPT and HCPCS are worth",
    file: "<fees.csv>",
    systems: ["CPT", "HCPCS"],
  },
} as const satisfies Readonly<Record<string, TableUse>>;

type TableUseName = keyof typeof tableUses;

function hasTable(tables: readonly CodeTable[], use: TableUseName): boolean {
  const kinds: readonly string[] = tableUses[use].kinds;
  return tables.some(({ kind }) => kinds.includes(kind));
}

/** "No CCSR table is loaded: shadowbench codeset add <CCSR zip>."; null where one was read. */
export function describeMissing(tables: readonly CodeTable[], use: TableUseName): string | null {
  if (hasTable(tables, use)) return null;
  const { name } = tableUses[use];
  return `No ${name} is loaded: ${nameCommand(tableUses[use])}`;
}

/** The tables that were not read though a system that was asked has a use for them, in the order above. */
export function listMissing(tables: readonly CodeTable[], systems: readonly string[]): readonly TableUse[] {
  const uses: readonly TableUse[] = Object.values(tableUses);
  return uses.filter(
    (use) =>
      use.systems.some((system) => systems.includes(system)) &&
      !tables.some(({ kind }) => use.kinds.includes(kind)),
  );
}

/** The command that loads a file of the table's kind. */
export function nameCommand({ file }: Pick<TableUse, "file">): string {
  return `shadowbench codeset add ${file}`;
}

/** Kinds of official files by the names that the code library gives them. */
const kindNames = new Map([
  ["code-table", "Codes and titles"],
  ["addenda", "Changes of codes"],
  ["yearly-validity", "Codes by year"],
  ["code-editor", "Code Editor"],
  ["poa-exempt", "Exempt from present on admission"],
  ["severity", "CC and MCC"],
  ["drg-titles", "MS-DRG titles"],
  ["drg-weights", "DRG weights"],
  ["hcc", "HCC mapping"],
  ["ccsr", "CCSR mapping"],
  ["ccsr-categories", "CCSR titles"],
  ["rvu", "RVU file"],
  ["fee-schedule", "Fee schedule"],
]);

/** What a kind of file is called; a kind without a name of its own in its own words. */
export function nameKind(kind: string): string {
  return kindNames.get(kind) ?? kind.replaceAll("-", " ");
}
