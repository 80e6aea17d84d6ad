import type { PlanDocument } from "../domain/plan-document.ts";
import { drawChart } from "./charts/draw-chart.ts";
import { renderPage } from "./render-page.ts";
import { buildPlanView } from "./view/plan/plan-view.ts";

/** A plan as one HTML document with its power curves: styles inside, no script, no request. Same plan, same bytes. */
export async function renderPlan(plan: PlanDocument): Promise<string> {
  return renderPage("plan", await buildPlanView(plan, drawChart));
}
