import { describeKind } from "../library/library-source.ts";
import type { ListedSource } from "../library/list-sources.ts";
import { formatCount } from "../terminal/numbers.ts";
import { renderTable, type TableColumn } from "../terminal/table.ts";
import {
  chooseLibrary,
  describeVintage,
  type LibraryCommandOptions,
  sourceDocument,
} from "./codeset-library.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

const columns: readonly TableColumn[] = [
  { title: "id" },
  { title: "vintage" },
  { title: "rows", align: "right" },
  { title: "file", shrinks: true },
  { title: "digest" },
  { title: "added" },
];

function cellsOf(source: ListedSource): readonly string[] {
  const { id, rows, name, sha256, addedAt } = source;
  return [id, describeVintage(source), formatCount(rows), name, sha256.slice(0, 12), addedAt.slice(0, 10)];
}

function headingOf({ kind, system }: ListedSource): string {
  return system === null ? describeKind(kind) : `${system}: ${describeKind(kind)}`;
}

/** One table, so that columns stand under each other, cut where the kind changes. */
function describeSources(sources: readonly ListedSource[], shell: Shell): string[] {
  const { palette, width } = textStyle(shell);
  const style = { width, indent: "  ", title: palette.dim };
  const [head = "", ...rows] = renderTable(columns, sources.map(cellsOf), style);
  const lines = sources.flatMap((source, at) => {
    const heading = headingOf(source);
    const before = sources[at - 1];
    const isNew = before === undefined || headingOf(before) !== heading;
    return [...(isNew ? [palette.bold(heading)] : []), rows[at] ?? ""];
  });
  return [head, ...lines];
}

async function readSources(library: string): Promise<readonly ListedSource[]> {
  const { openLibraryToRead } = await import("../library/open-library.ts");
  const { listSources } = await import("../library/list-sources.ts");
  const store = await openLibraryToRead(library);
  try {
    return await listSources(store);
  } finally {
    store.close();
  }
}

/** `shadowbench codeset list`: the files of the library with vintage and digest. */
export async function listCodeFiles(options: LibraryCommandOptions, shell: Shell): Promise<void> {
  const { findLibrary } = await import("../library/find-library.ts");
  const library = findLibrary(options, shell.environment);
  const sources = library === null ? [] : await readSources(library);
  const place = library ?? (await chooseLibrary(options, shell));
  const lines =
    sources.length === 0
      ? ["The library is empty: `shadowbench codeset add <file>` adds official tables to it."]
      : [...describeSources(sources, shell), "", `The library is ${place}`];
  present(shell, options.json, { document: { library, files: sources.map(sourceDocument) }, lines });
}
