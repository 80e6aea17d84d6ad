import type { Trend } from "../domain/trend.ts";
import { drawChart } from "./charts/draw-chart.ts";
import { renderPage } from "./render-page.ts";
import { buildTrendView } from "./view/trend/trend-view.ts";

/** The page of a trend as one HTML document: styles and charts inside, no script, no request. Same trend, same bytes. */
export async function renderTrendPage(trend: Trend): Promise<string> {
  return renderPage("trend", await buildTrendView(trend, drawChart));
}
