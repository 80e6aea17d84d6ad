/** A name as SQL: `"encounter_id"`. For names that come from files, which no parameter can carry. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, where the grammar allows no parameter. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as a literal for DuckDB's readers, whose paths are patterns: `[`, `*` and `?` stand for themselves. */
export function quotePath(path: string): string {
  return quoteText(path.replaceAll(/[[*?]/g, (character) => `[${character}]`));
}
