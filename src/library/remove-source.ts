import { HarnessError } from "../errors.ts";
import { type ListedSource, listSources } from "./list-sources.ts";
import { openLibrary } from "./open-library.ts";
import { deleteSource, deriveAnew } from "./write-source.ts";

function chooseSource(sources: readonly ListedSource[], wanted: string): ListedSource {
  const exact = sources.filter(({ id }) => id === wanted);
  const begun = wanted === "" ? [] : sources.filter(({ id }) => id.startsWith(wanted));
  const meant = exact.length === 0 ? begun : exact;
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const ids = (meant.length === 0 ? sources : meant).map(({ id }) => id).join(", ");
  const message = meant.length === 0 ? "no file of the library has the id" : "several ids begin with";
  const hint = ids === "" ? "the library is empty" : `ids: ${ids}`;
  throw new HarnessError("command-invalid", `${message} ${wanted}`.slice(0, 120), { hint });
}

/** Takes a file out of a library by its id, or a beginning that no other has. Throws `command-invalid`. */
export async function removeSource(library: string, wanted: string): Promise<ListedSource> {
  const store = await openLibrary(library);
  try {
    const source = chooseSource(await listSources(store), wanted);
    await deleteSource(store, source.id);
    await deriveAnew(store);
    return source;
  } finally {
    store.close();
  }
}
