import type { CodeTable } from "../domain/results.ts";
import { attachLibrary } from "../library/attach-library.ts";
import { createEmptyLibrary } from "../library/empty-library.ts";
import type { LibrarySource } from "../library/library-source.ts";
import type { Store } from "../store/store.ts";

/**
 * Gives the run's database the tables of a code library, or empty ones where there is none (null). Needs the
 * answers loaded and the store not yet locked. Returns the files that the library was made of.
 */
export async function loadLibrary(store: Store, file: string | null): Promise<readonly LibrarySource[]> {
  if (file !== null) return attachLibrary(store, file);
  await createEmptyLibrary(store);
  return [];
}

/** The files of the library as results.json names them. */
export function codeTablesOf(library: readonly LibrarySource[]): CodeTable[] {
  return library.map(({ id, kind, name, sha256, validFrom, validTo }) => {
    return { id, kind, name, sha256, valid_from: validFrom, valid_to: validTo };
  });
}
