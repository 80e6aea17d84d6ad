/** Counts of cells by the first rater's category (row) and the second's (column); as many rows as columns. */
export type AgreementTable = readonly (readonly number[])[];

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function columnsOf(table: AgreementTable): readonly number[] {
  return table.map((_, column) => sum(table.map((row) => row[column] ?? 0)));
}

/** How many cells would agree by chance, were the raters independent. */
function countByChance(table: AgreementTable): number {
  const columns = columnsOf(table);
  const total = sum(columns);
  return sum(table.map((row, category) => (sum(row) * (columns[category] ?? 0)) / total));
}

/**
 * Cohen's kappa (pₒ − pₑ)/(1 − pₑ). Null for an empty table, or where both raters always name one and the same category.
 * Source: Cohen 1960, Educ. Psychol. Meas. 20:37.
 */
export function cohenKappa(table: AgreementTable): number | null {
  const total = sum(columnsOf(table));
  const expected = countByChance(table);
  if (total === 0 || expected === total) return null;
  const observed = sum(table.map((row, category) => row[category] ?? 0));
  return (observed - expected) / (total - expected);
}

/**
 * Asymptotic variance of Cohen's kappa for cells that are independent of each other; null where kappa is. Codes of one
 * chart are not independent: figures of a run take the jackknife.
 * Source: Fleiss, Cohen & Everitt 1969, Psychol. Bull. 72:323, equation 13.
 */
export function kappaVariance(table: AgreementTable): number | null {
  const kappa = cohenKappa(table);
  if (kappa === null) return null;
  const total = sum(columnsOf(table));
  const shares = table.map((row) => row.map((count) => count / total));
  const [rows, columns] = [shares.map(sum), columnsOf(shares)];
  const expected = countByChance(shares);
  const spread = spreadOf(shares, (i, j) => (columns[i] ?? 0) + (rows[j] ?? 0), kappa);
  return (spread - (kappa - expected * (1 - kappa)) ** 2) / (total * (1 - expected) ** 2);
}

function spreadOf(
  shares: AgreementTable,
  marginsOf: (i: number, j: number) => number,
  kappa: number,
): number {
  const weightOf = (i: number, j: number) =>
    i === j ? (1 - marginsOf(i, i) * (1 - kappa)) ** 2 : ((1 - kappa) * marginsOf(i, j)) ** 2;
  return sum(shares.flatMap((row, i) => row.map((share, j) => share * weightOf(i, j))));
}

/**
 * Fleiss' kappa of several raters: one row per subject, with how many raters named each category; every subject has as
 * many raters, at least two. Null for no subject, or where all name one category.
 * Source: Fleiss 1971, Psychol. Bull. 76:378.
 */
export function fleissKappa(subjects: AgreementTable): number | null {
  const raters = sum(subjects[0] ?? []);
  if (raters < 2) return null;
  const pairs = subjects.map((row) => sum(row.map((count) => count * (count - 1))) / (raters * (raters - 1)));
  const observed = sum(pairs) / subjects.length;
  const categories = subjects[0]?.map((_, category) => sum(subjects.map((row) => row[category] ?? 0))) ?? [];
  const expected = sum(categories.map((count) => (count / (raters * subjects.length)) ** 2));
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}
