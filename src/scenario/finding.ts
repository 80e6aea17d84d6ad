import type { YamlPath } from "../domain/yaml-place.ts";

/** Something wrong at a path of the scenario; the loader adds the place in the file. */
export interface Finding {
  readonly path: YamlPath;
  readonly message: string;
  readonly hint?: string | undefined;
}
