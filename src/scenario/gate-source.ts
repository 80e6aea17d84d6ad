import type { GateSpec } from "../domain/benchmark.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import type { Place } from "../errors.ts";

/**
 * One file that states a part of the gate: the scenario itself, or a file of benchmarks. `path` is absolute; `locate`
 * takes paths from the gate on; `parents` are the files it extends, in the order written.
 */
export interface GateSource {
  readonly path: string;
  readonly spec: GateSpec;
  readonly locate: (path: YamlPath) => Place;
  readonly parents: readonly GateSource[];
}
