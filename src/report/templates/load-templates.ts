import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodePagesView } from "../view/code-pages-view.ts";
import type { ReportView } from "../view/report-view.ts";

const partials = [
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
  "codes",
  "levels",
  "billing",
  "visits",
  "drgs",
  "claim",
  "unjudged",
  "flow",
  "reading",
  "run",
  "signatures",
  "chart",
  "sentence",
  "figure-cell",
  "figure-groups",
] as const;

const styles = ["colours", "page", "summary", "sections", "errors", "narrow", "print"] as const;

const options = { strict: true, knownHelpersOnly: true, noEscape: false } as const;

function readAsset(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, name), "utf8");
}

async function readStyles(): Promise<string> {
  const texts = await Promise.all(styles.map((name) => readAsset(`${name}.css`)));
  return texts.join("");
}

/** Reads a page's template and the partials beside this file; Handlebars is loaded here. */
async function loadPage<View extends object>(name: string): Promise<(view: View) => string> {
  const [{ default: handlebars }, page, style, ...texts] = await Promise.all([
    import("handlebars"),
    readAsset(`${name}.hbs`),
    readStyles(),
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
