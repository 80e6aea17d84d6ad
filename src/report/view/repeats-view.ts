import type { Figure } from "../../domain/figure.ts";
import type { UnstableCodeRow } from "../../domain/self-tables.ts";
import { indexCodePages } from "../code-anchor.ts";
import { type FindFigure, indexFigures, overallSystem, systemTitle } from "../figures.ts";
import { absent, formatAbout, formatCount, formatPercent, formatPercentRange } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { describeRest } from "../table-rows.ts";
import { buildFigureCell, encountersOf, type FigureCell } from "./figure-cell.ts";
import { listSystems } from "./systems-view.ts";

const mostCodes = 15;

interface RepeatsRow {
  readonly title: string;
  readonly encounters: string;
  readonly disagreement: string;
  readonly noise: string;
  readonly remaining: string;
  readonly share: FigureCell;
  readonly f1: FigureCell;
  readonly exact: FigureCell;
}

interface UnstableLine {
  readonly code: string;
  readonly system: string;
  readonly href: string | null;
  readonly encounters: string;
  readonly differing: string;
  readonly share: string;
  readonly inReference: string;
}

/** The engine against itself. `ends` says how often the repeats ended alike; null where that is not known. */
export interface RepeatsView {
  readonly sentence: string;
  readonly ends: string | null;
  readonly rows: readonly RepeatsRow[];
  readonly codes: readonly UnstableLine[];
  readonly rest: string | null;
}

/** Codes in disagreement, and those of them that are noise and that are not, rounded alike so that they add up. */
interface Parts {
  readonly disagreement: string;
  readonly noise: string;
  readonly remaining: string;
}

const noParts: Parts = { disagreement: absent, noise: absent, remaining: absent };

function splitDisagreement({ value, numerator, denominator }: Figure): Parts {
  if (value === null || numerator === null || denominator === null) return noParts;
  const round = (codes: number) => (denominator >= 10 ? Math.round(codes) : Math.round(codes * 10) / 10);
  const [all, own] = [round(denominator), round(numerator)];
  return { disagreement: formatAbout(all), noise: formatAbout(own), remaining: formatAbout(all - own) };
}

function describeNoise(share: Figure): string {
  const { disagreement, noise, remaining } = splitDisagreement(share);
  const differing = `${disagreement} codes in which an answer and the coders differ`;
  const range = formatPercentRange(share.lower, share.upper);
  const percent = `${formatPercent(share.value)}${range === null ? "" : `; ${range}`}`;
  if (share.numerator === 0) return `Of ${differing}, none is noise (${percent}): each error came back.`;
  const own = `Of ${differing}, ${noise} (${percent}) are the engine's own noise`;
  return `${own}: asked again, it would not make these errors, but as many others. ${remaining} would come back.`;
}

function describe(share: Figure, repeats: number): string {
  const asked = `Every encounter was asked ${repeats === 2 ? "twice" : `${repeats} times`}.`;
  if (share.value !== null) return `${asked} ${describeNoise(share)}`;
  return `${asked} How much of the disagreement is noise is not known: ${share.note}.`;
}

function describeEnds(figure: Figure | null): string | null {
  if (figure === null || figure.value === null) return null;
  const which = figure.value === 1 ? "Every encounter" : `${formatPercent(figure.value)} of encounters`;
  return `${which} ended the same way each time: coded, held for a person, or failed.`;
}

function buildRow(system: string, share: Figure, find: FindFigure): RepeatsRow {
  return {
    title: systemTitle(system),
    encounters: encountersOf(share),
    ...splitDisagreement(share),
    share: buildFigureCell(share),
    f1: buildFigureCell(find("self.f1", system)),
    exact: buildFigureCell(find("self.exact_match", system)),
  };
}

function buildLine(row: UnstableCodeRow, href: string | null): UnstableLine {
  return {
    code: row.code,
    system: row.system,
    href,
    encounters: formatCount(row.encounters),
    differing: formatCount(row.differing),
    share: formatPercent(row.share),
    inReference: formatCount(row.in_reference),
  };
}

/** What repeats tell of the engine's consistency; null for a run that asked each encounter once. */
export function buildRepeatsView({ results }: ReportInput): RepeatsView | null {
  const { run, figures, tables } = results;
  const find = indexFigures(figures);
  const overall = find("self.noise_share", overallSystem(figures, run.systems));
  if (overall === null) return null;
  const rows = listSystems(results).flatMap((system) => {
    const share = find("self.noise_share", system);
    return share === null ? [] : [buildRow(system, share, find)];
  });
  const hrefOf = indexCodePages(results);
  const shown = tables.unstable_codes.slice(0, mostCodes);
  return {
    sentence: describe(overall, run.repeats),
    ends: describeEnds(find("self.status_agreement")),
    rows,
    codes: shown.map((row) => buildLine(row, hrefOf(row.system, row.code))),
    rest: describeRest(results, "unstable_codes", shown.length, "codes"),
  };
}
