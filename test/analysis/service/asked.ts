import { applyScope } from "../../../src/analysis/scope/scope.ts";
import {
  type MeasuredService,
  measureService,
  type ServiceInput,
} from "../../../src/analysis/service/service.ts";
import type { Figure } from "../../../src/domain/figure.ts";
import type { Store } from "../../../src/store/store.ts";
import { defaultInput, keepStore } from "../made-tables.ts";

/** A line of the journal as `source_asked` holds it; what is not named is that of a prompt answer in a closed loop. */
export interface AskedLine {
  readonly encounter_id: string;
  readonly repeat?: number;
  readonly round?: number;
  readonly status?: "coded" | "abstained" | "failed";
  readonly error?: string;
  readonly mode?: "batch" | "realtime" | "files";
  readonly cached?: boolean;
  readonly attempts?: number;
  readonly timeouts?: number;
  readonly latency_ms?: number | null;
  readonly turnaround_ms?: number;
  readonly late_ms?: number;
  readonly intended_at?: string;
  readonly finished_at?: string;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly price?: number;
  readonly currency?: string;
}

const columns = {
  encounter_id: "VARCHAR",
  repeat: "INTEGER",
  round: "INTEGER",
  status: "VARCHAR",
  error: "VARCHAR",
  mode: "VARCHAR",
  cached: "BOOLEAN",
  attempts: "BIGINT",
  timeouts: "BIGINT",
  latency_ms: "DOUBLE",
  turnaround_ms: "DOUBLE",
  late_ms: "DOUBLE",
  intended_at: "TIMESTAMPTZ",
  finished_at: "TIMESTAMPTZ",
  input_tokens: "BIGINT",
  output_tokens: "BIGINT",
  price: "DOUBLE",
  currency: "VARCHAR",
} as const;

const usual = {
  repeat: 1,
  round: 1,
  status: "coded",
  mode: "batch",
  cached: false,
  attempts: 1,
  timeouts: 0,
  latency_ms: 100,
  finished_at: "2026-03-01T10:00:05Z",
};

/** The instant so many seconds after the start of the session that `usualSession` tells of. */
export function atSecond(seconds: number): string {
  return new Date(Date.UTC(2026, 2, 1, 10, 0, 0) + seconds * 1000).toISOString();
}

/** Ten seconds of asking. */
export const usualSession = {
  started_at: atSecond(0),
  finished_at: atSecond(10),
  replay_ms: 10_000,
  shard: null,
};

export const usualInput: ServiceInput = {
  sessions: [usualSession],
  cost: null,
  rateLimit: null,
  unit: "encounter",
  confidence: 0.95,
};

async function fillAsked(store: Store, lines: readonly AskedLine[]): Promise<void> {
  const names = Object.keys(columns);
  await store.execute(`CREATE TABLE given (${names.map((name) => `${name} VARCHAR`).join(", ")})`);
  const rows = lines.map((line) => {
    const cells = new Map<string, unknown>(Object.entries({ ...usual, ...line }));
    return names.map((name) => cells.get(name)?.toString() ?? null);
  });
  await store.append("given", names, rows);
  const casts = Object.entries(columns).map(([name, type]) => `${name}::${type} AS ${name}`);
  await store.execute(
    `CREATE TABLE source_asked AS SELECT ${casts.join(", ")} FROM given; DROP TABLE given;`,
  );
}

export interface Served extends MeasuredService {
  /** The one figure of that name below `engine.`; fails the test where there is none. */
  readonly figure: (name: string) => Figure;
}

/** The service figures of these lines, over the encounters that they name; `patients` puts encounters together. */
export async function serve(
  lines: readonly AskedLine[],
  input: Partial<ServiceInput> = {},
  patients: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const ids = [...new Set(lines.map(({ encounter_id }) => encounter_id))];
  const encounters = ids.map((id) => ({ encounter_id: id, patient_id: patients[id] ?? null }));
  const store = await keepStore({ encounters });
  await applyScope(store, defaultInput);
  await fillAsked(store, lines);
  const measured = await measureService(store, { ...usualInput, ...input });
  const figure = (name: string) => {
    const found = measured.figures.filter(({ metric }) => metric === `engine.${name}`);
    if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} figures ${name}`);
    return found[0];
  };
  return { ...measured, figure };
}

/** `count` lines e001, e002, …, the n-th as `lineOf` says from n = 1. */
export function linesOf(count: number, lineOf: (n: number) => Omit<AskedLine, "encounter_id">): AskedLine[] {
  return Array.from({ length: count }, (_, at) => ({
    encounter_id: `e${String(at + 1).padStart(4, "0")}`,
    ...lineOf(at + 1),
  }));
}
