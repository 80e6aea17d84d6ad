import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodePagesView } from "../view/code-pages-view.ts";
import type { ReportView } from "../view/report-view.ts";

const partials = [
  "page",
  "compare-rows",
  "verdict",
  "benchmarks",
  "wrong",
  "error-list",
  "error-classes",
  "error-sets",
  "systems",
  "slices",
  "gaps",
  "human",
  "truth",
  "repeats",
  "automation",
  "codes",
  "levels",
  "billing",
  "visits",
  "drgs",
  "claim",
  "service",
  "unjudged",
  "flow",
  "reading",
  "run",
  "signatures",
  "chart",
  "sentence",
  "figure-cell",
  "stack-cell",
  "figure-groups",
  "trend-lines",
  "trend-series",
  "trend-key",
] as const;

const styles = ["colours", "page", "summary", "sections", "tables", "errors", "narrow", "print"] as const;

const options = { strict: true, knownHelpersOnly: true, noEscape: false } as const;

function readAsset(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, name), "utf8");
}

/** Templates that print a whole document. */
export type PageName = "report" | "code-pages" | "compare" | "trend" | "plan";

/** Styles of some pages alone. */
const ownStyles: Partial<Record<PageName, readonly string[]>> = {
  compare: ["folded"],
  plan: ["folded"],
  trend: ["folded", "trend"],
};

async function readStyles(page: PageName): Promise<string> {
  const names = [...styles, ...(ownStyles[page] ?? [])];
  const texts = await Promise.all(names.map((name) => readAsset(`${name}.css`)));
  return texts.join("");
}

/** Reads a page's template and the partials beside this file; Handlebars is loaded here. */
export async function loadPage<View extends object>(name: PageName): Promise<(view: View) => string> {
  const [{ default: handlebars }, page, style, ...texts] = await Promise.all([
    import("handlebars"),
    readAsset(`${name}.hbs`),
    readStyles(name),
    ...partials.map((partial) => readAsset(`${partial}.hbs`)),
  ]);
  const engine = handlebars.create();
  for (const [index, partial] of partials.entries()) {
    engine.registerPartial(partial, engine.compile(texts[index] ?? "", options));
  }
  const print = engine.compile<View & { style: string }>(page, options);
  return (view) => print({ ...view, style });
}

/** The function returned prints a report's view as one document. */
export function loadTemplates(): Promise<(view: ReportView) => string> {
  return loadPage("report");
}

/** The function returned prints the pages of codes as one document. */
export function loadCodePagesTemplate(): Promise<(view: CodePagesView) => string> {
  return loadPage("code-pages");
}
