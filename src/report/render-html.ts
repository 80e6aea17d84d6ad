import { drawChart } from "./charts/draw-chart.ts";
import type { ReportInput } from "./report-input.ts";
import { loadTemplates } from "./templates/load-templates.ts";
import { buildReportView } from "./view/report-view.ts";

/**
 * The report for a hospital's leadership as one HTML document: styles and charts inside, no script, no request.
 * `service` null: no latencies; `verdict` null: the scenario has no gate. Same input, same bytes.
 */
export async function renderHtml(input: ReportInput): Promise<string> {
  const [print, view] = await Promise.all([loadTemplates(), buildReportView(input, drawChart)]);
  return print(view);
}
