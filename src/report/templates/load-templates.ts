import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportView } from "../view/report-view.ts";

const partials = [
  "verdict",
  "benchmarks",
  "systems",
  "slices",
  "human",
  "codes",
  "flow",
  "reading",
  "run",
  "signatures",
  "chart",
  "figure-cell",
] as const;

const styles = ["colours", "page", "summary", "sections", "narrow", "print"] as const;

const options = { strict: true, knownHelpersOnly: true, noEscape: false } as const;

function readAsset(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, name), "utf8");
}

async function readStyles(): Promise<string> {
  const texts = await Promise.all(styles.map((name) => readAsset(`${name}.css`)));
  return texts.join("");
}

/** Reads the templates beside this file; the function returned prints a view as one document. Handlebars is loaded here. */
export async function loadTemplates(): Promise<(view: ReportView) => string> {
  const [{ default: handlebars }, page, style, ...texts] = await Promise.all([
    import("handlebars"),
    readAsset("report.hbs"),
    readStyles(),
    ...partials.map((name) => readAsset(`${name}.hbs`)),
  ]);
  const engine = handlebars.create();
  for (const [index, name] of partials.entries()) {
    engine.registerPartial(name, engine.compile(texts[index] ?? "", options));
  }
  const print = engine.compile<ReportView & { style: string }>(page, options);
  return (view) => print({ ...view, style });
}
