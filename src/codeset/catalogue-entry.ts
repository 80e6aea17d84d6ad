/** One code a reader of notes can look for: its official or own title, and other words for the same thing. */
export interface CatalogueEntry {
  readonly system: string;
  readonly code: string;
  readonly title: string;
  readonly synonyms: readonly string[];
}
