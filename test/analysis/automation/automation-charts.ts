import { answer, assign, type Row, type Tables } from "../made-tables.ts";

/** An encounter in a few words: `engine` null where the engine abstained, a confidence null where it gave none. */
export interface Made {
  readonly patient: string;
  readonly engine: string | null;
  readonly confidence: number | null;
  readonly reference: string;
  readonly setting: string | null;
  readonly codeConfidence: number | null;
}

/** So many encounters, exact at confidence 0.5 and each of a patient of its own unless `make` says otherwise. */
export function makeCharts(count: number, make: (index: number) => Partial<Made>): readonly Made[] {
  return Array.from({ length: count }, (_, index) => ({
    patient: `p${index}`,
    reference: "I10",
    engine: "I10",
    confidence: 0.5,
    setting: "outpatient",
    codeConfidence: null,
    ...make(index),
  }));
}

export function tablesOf(charts: readonly Made[]): Tables {
  const each = (rows: (chart: Made, id: string) => readonly Row[]) =>
    charts.flatMap((chart, index) => rows(chart, `e${String(index).padStart(5, "0")}`));
  return {
    encounters: each(({ patient, setting }, id) => [
      {
        encounter_id: id,
        patient_id: patient,
        setting,
        service_start: id < "e00010" ? "2025-03-01" : "2025-03-10",
      },
    ]),
    codes: each(({ reference }, id) => assign(id, reference)),
    engine_codes: each(({ engine, codeConfidence }, id) =>
      assign(id, engine ?? "", { confidence: codeConfidence }),
    ),
    engine_responses: each(({ engine, confidence }, id) => [
      answer(id, engine === null ? "abstained" : "coded", { confidence }),
    ]),
  };
}
