import { specifyBalance } from "./balance-spec.ts";
import type { ChartSize, Specification } from "./chart-frame.ts";
import type { ChartRequest, Drawing } from "./drawing.ts";
import { specifyIntervals } from "./interval-spec.ts";
import { specifyPower } from "./power-spec.ts";
import { specifyLatency, specifyRate } from "./service-spec.ts";
import { specifyShareCurve } from "./share-curve-spec.ts";
import { specifyTrend } from "./trend-spec.ts";

/** The Vega-Lite specification of a chart at one size. */
export function specifyChart(request: ChartRequest, size: ChartSize): Specification {
  switch (request.kind) {
    case "interval":
      return specifyIntervals(request, size);
    case "balance":
      return specifyBalance(request, size);
    case "power":
      return specifyPower(request, size);
    case "share-curve":
      return specifyShareCurve(request, size);
    case "latency":
      return specifyLatency(request, size);
    case "rate":
      return specifyRate(request, size);
    case "trend":
      return specifyTrend(request, size);
  }
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

/** Two decimals are a picture's worth; text between the tags, such as a code, is never touched. */
function roundNumbers(tag: string): string {
  return tag.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}

/** Drops what a static picture does not need, and names it for readers who do not see it. */
function trimSvg(svg: string, title: string): string {
  return svg
    .replace(/ role="graphics-[^"]*"| aria-roledescription="[^"]*"| pointer-events="none"/g, "")
    .replace(/<path class="(?:fore|back)ground"[^>]*\/>/g, "")
    .replace(/ xmlns:xlink="[^"]*"| version="1.1"| class="mark-[^"]*"/g, "")
    .replace(/<text[^>]* opacity="0"[^>]*>[^<]*<\/text>/g, "")
    .replace(/<[^>]+>/g, roundNumbers)
    .replace("<svg ", `<svg role="img" aria-label="${escapeAttribute(title)}" `);
}

async function render(specification: Specification, title: string): Promise<string> {
  const [{ parse, View }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new View(parse(compile(specification).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return trimSvg(svg, title);
}

/** Draws a chart at both sizes as SVG text; Vega is loaded on first use. Null where there are no rows. */
export async function drawChart(request: ChartRequest): Promise<Drawing | null> {
  if (request.rows.length === 0) return null;
  const [wide, narrow] = await Promise.all([
    render(specifyChart(request, "wide"), request.title),
    render(specifyChart(request, "narrow"), request.title),
  ]);
  return { title: request.title, wide, narrow };
}
