import fc from "fast-check";
import type { Chart } from "./charts.ts";

const codes = fc.subarray(["A00", "B00", "C00", "D00", "E00", "F00"]);
const chart = fc.record({
  patient: fc.constantFrom("p1", "p2", "p3", "p4", "p5"),
  reference: codes,
  engine: codes,
  second: fc.option(codes, { nil: null }),
});

/** 2 to 14 charts of up to five patients and six codes. */
export const randomCharts = fc
  .array(chart, { minLength: 2, maxLength: 14 })
  .map((drafts) => drafts.map((draft, index): Chart => ({ ...draft, encounter: `e${index}` })));

const status = fc.constantFrom("coded", "coded", "abstained", "failed");

/** Five statuses, to be dealt out to charts in turn; half of them are answers. */
export const randomStatuses = fc.array(status, { minLength: 5, maxLength: 5 });
