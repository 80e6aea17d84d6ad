import type { ReviewStatus } from "../review/review-status.ts";
import { formatCount, formatValue } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

export interface StatusCommandOptions {
  readonly json?: boolean;
}

const columns = [
  { title: "stratum", shrinks: true },
  { title: "encounters", align: "right" },
  { title: "drawn", align: "right" },
  { title: "settled", align: "right" },
  { title: "open", align: "right" },
  { title: "disputed", align: "right" },
] as const;

function describeAgreement({
  agreement: { agreement, kappa, method, codes, reviewers },
}: ReviewStatus): string[] {
  if (agreement === null || method === null) return [];
  const share = `${(agreement * 100).toFixed(1)} % of ${formatCount(codes)} codes`;
  return [`${reviewers.length} reviewers answer alike on ${share}; ${method}'s kappa ${formatValue(kappa)}`];
}

function describeReviewers({ reviewers, planned_reviewers: planned }: ReviewStatus): string[] {
  const counts = reviewers.map(({ reviewer, role, encounters }) => {
    return `${reviewer}${role === "arbiter" ? " (arbiter)" : ""}: ${formatCount(encounters)}`;
  });
  const wanted = planned === 1 ? "1 reviewer is" : `${planned} reviewers are`;
  return [`Encounters answered by ${counts.join(", ") || "nobody"}; ${wanted} to answer each`];
}

/** How far a review is, for people. */
export function describeStatus(status: ReviewStatus, shell: Shell): string[] {
  const { width, palette } = textStyle(shell);
  const rows = status.strata.map(({ stratum, encounters, drawn, settled, open, disputed }) => [
    stratum,
    ...[encounters, drawn, settled, open, disputed].map(formatCount),
  ]);
  const disputes =
    status.disputed > 0 ? ["Disputed encounters are in review/disputed.csv, for an arbiter"] : [];
  return [
    ...renderTable(columns, rows, { width, title: palette.dim }),
    "",
    ...describeReviewers(status),
    ...describeAgreement(status),
    ...disputes,
  ];
}

/** `shadowbench adjudicate status`: what is settled, and how far reviewers agree. */
export async function showReview(run: string, options: StatusCommandOptions, shell: Shell): Promise<void> {
  const { readReviewStatus } = await import("../run/review/adjudicate-import.ts");
  const status = await readReviewStatus(run);
  present(shell, options.json, { document: status, lines: describeStatus(status, shell) });
}
