/** Tables of the page. What breaks a promise is bold. */

function groupRows(rows, nameOf) {
  const groups = new Map();
  for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row]);
  return groups;
}

function lineOf(cells) {
  return `| ${cells.join(" | ")} |`;
}

/** One row for each distinct `rowOf`, one column for each distinct `columnOf`, in the order they come. */
export function crossTable(rows, { heads, rowOf, columnOf, cellOf }) {
  const columns = [...new Set(rows.map(columnOf))];
  const body = [...groupRows(rows, rowOf)].map(([name, cells]) => {
    const byColumn = new Map(cells.map((row) => [columnOf(row), cellOf(row)]));
    return lineOf([name, ...columns.map((column) => byColumn.get(column) ?? "")]);
  });
  const head = [...heads, ...columns];
  return [lineOf(head), `|${head.map(() => "---").join("|")}|`, ...body].join("\n");
}

/** One row each, `columns` from head to cell. */
export function listTable(rows, columns) {
  const heads = Object.keys(columns);
  const body = rows.map((row) => lineOf(heads.map((head) => columns[head](row))));
  return [lineOf(heads), `|${heads.map(() => "---").join("|")}|`, ...body].join("\n");
}

function mark(text, isBroken) {
  return isBroken ? `**${text}**` : text;
}

/** A share as a percentage with one digit; "–" where nothing was counted. */
export function percent(count, total) {
  return total === 0 ? "–" : ((100 * count) / total).toFixed(1);
}

/** Errors at α .05: at most 6 in 100, which 2,000 periods of a true 5 % pass but for chance. */
export function markCount(count, replicates) {
  return mark(String(count), count > 0.06 * replicates);
}

/** Coverage of a nominal 95 %. */
export function markCoverage(covered, replicates, { least, most } = { least: 0.93, most: 0.97 }) {
  const share = covered / replicates;
  return mark(percent(covered, replicates), share < least || share > most);
}

/** A share that is to be at least `promised`, within two standard errors of chance. */
export function markPower(count, replicates, promised) {
  const chance = 2 * Math.sqrt((promised * (1 - promised)) / replicates);
  return mark(percent(count, replicates), count / replicates < promised - chance);
}
