import type { ReportInput } from "./report-input.ts";
import { loadCodePagesTemplate } from "./templates/load-templates.ts";
import { buildCodePagesView } from "./view/code-pages-view.ts";

/** A section a code for the codes with the most errors, as one HTML document beside the report. */
export async function renderCodes({ results }: Pick<ReportInput, "results">): Promise<string> {
  const print = await loadCodePagesTemplate();
  return print(buildCodePagesView(results));
}
