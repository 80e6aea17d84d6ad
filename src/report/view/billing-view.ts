import { isDrgSystem } from "../../domain/code-system.ts";
import { describeMissing } from "../code-tables.ts";
import { indexFigures } from "../figures.ts";
import type { ReportInput } from "../report-input.ts";
import { buildDrgView, type DrgView } from "./drg-view.ts";
import { buildEmView, type EmView } from "./em-view.ts";
import { drgGroups, hccGroups, hccGroupsWithoutEsrd, severityGroups, visitGroups } from "./figure-groups.ts";
import { buildFigureGroupsView, type FigureGroupsView } from "./figure-groups-view.ts";
import { buildHccView, type HccView } from "./hcc-view.ts";

interface Part {
  readonly figures: FigureGroupsView;
  /** Why the part has no table of its own; null where it has one. */
  readonly none: string | null;
}

export interface BillingView {
  readonly em: Part & { readonly table: EmView };
  readonly drg: Part & { readonly table: DrgView };
  readonly severity: Part;
  readonly hcc: Part & { readonly table: HccView };
}

function explainNoDrg({ results }: ReportInput, { lists }: DrgView): string | null {
  if (lists.length > 0) return null;
  return results.run.systems.some(isDrgSystem)
    ? "No DRG differs from the coders'."
    : "No DRG was asked for: the scenario's systems hold neither MS-DRG nor APR-DRG.";
}

function explainNoHcc({ results }: ReportInput, { lines }: HccView): string | null {
  if (lines.length > 0) return null;
  const { code_tables: tables } = results.run;
  return describeMissing(tables, "hcc") ?? "The engine's codes neither add nor delete a risk category.";
}

function explainNoEm({ overall }: EmView): string | null {
  return overall.length > 0 ? null : "Neither side gave a level of evaluation and management.";
}

/** Whether ESRD has the figures of V24 over the whole run. */
function isEsrdV24({ results }: ReportInput): boolean {
  const find = indexFigures(results.figures);
  return ["hcc.precision", "hcc.recall"].every((metric) => {
    const [esrd, v24] = ["ESRD", "V24"].map((model) => {
      const systems = [null, ...results.run.systems];
      return systems.map((system) => find(`${metric}.${model}`, system)).find((one) => one !== null);
    });
    return esrd?.value != null && esrd.numerator === v24?.numerator && esrd.denominator === v24?.denominator;
  });
}

/** Where no figure has a value one sentence says why, not each figure again. */
function sayOnce(figures: FigureGroupsView, none: string | null): Part {
  const isSilent = none !== null && figures.tables.length === 0;
  return { figures: isSilent ? { tables: [], silent: [] } : figures, none };
}

/** What decides payment: visit levels, DRGs, complications, risk categories. */
export function buildBillingView(input: ReportInput): BillingView {
  const [em, drg, hcc] = [
    buildEmView(input.results),
    buildDrgView(input.results),
    buildHccView(input.results),
  ];
  const figures = (groups: typeof drgGroups) => buildFigureGroupsView(groups, input);
  const severity = figures(severityGroups);
  const noSeverity = describeMissing(input.results.run.code_tables, "severity");
  return {
    em: { figures: figures(visitGroups), table: em, none: explainNoEm(em) },
    drg: { figures: figures(drgGroups), table: drg, none: explainNoDrg(input, drg) },
    severity: sayOnce(severity, severity.tables.length === 0 ? noSeverity : null),
    hcc: {
      ...sayOnce(figures(isEsrdV24(input) ? hccGroupsWithoutEsrd : hccGroups), explainNoHcc(input, hcc)),
      table: hcc,
    },
  };
}
