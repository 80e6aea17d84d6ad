import { type LibraryCommandOptions, requireLibrary, sourceDocument } from "./codeset-library.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";

/** `shadowbench codeset remove`: takes a file out and derives anew what it said. */
export async function removeCodeFile(
  id: string,
  options: LibraryCommandOptions,
  shell: Shell,
): Promise<void> {
  const library = await requireLibrary(options, shell);
  const { removeSource } = await import("../library/remove-source.ts");
  const source = await removeSource(library, id);
  present(shell, options.json, {
    document: { library, removed: sourceDocument(source) },
    lines: [`removed ${source.id} (${source.name})`],
  });
}
