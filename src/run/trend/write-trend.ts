import { join } from "node:path";
import type { Trend } from "../../domain/trend.ts";
import { renderTrendPage } from "../../report/render-trend.ts";
import { formatDocument, makeFolder, writeWhole } from "../run-folder.ts";

/** Writes trend.json and trend.html into a folder, made if it is not there. Throws `run-folder-invalid`. */
export async function writeTrend(folder: string, trend: Trend): Promise<void> {
  await makeFolder(folder);
  await writeWhole(join(folder, "trend.json"), formatDocument(trend));
  await writeWhole(join(folder, "trend.html"), await renderTrendPage(trend));
}
