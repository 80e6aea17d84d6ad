import type { Comparison } from "../domain/comparison.ts";
import { drawChart } from "./charts/draw-chart.ts";
import { renderPage } from "./render-page.ts";
import { buildCompareView } from "./view/compare/compare-view.ts";

/** The comparison of two runs as one HTML document: styles and charts inside, no script, no request. */
export async function renderComparison(comparison: Comparison): Promise<string> {
  return renderPage("compare", await buildCompareView(comparison, drawChart));
}
