import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...files.map((file) => statSync(join(folder, file)).mtimeMs));
}

function isBuilt(): boolean {
  const built = statSync(join(root, "dist/cli.js"), { throwIfNoEntry: false });
  return built !== undefined && built.mtimeMs > newest(join(root, "src"));
}

/**
 * The tests of the command line run dist/cli.js as people do: built before the first of them, where it is stale.
 * A build that fails is shown here and fails those tests, not all the others.
 */
export default function buildOnce(): void {
  if (isBuilt()) return;
  const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { encoding: "utf8" });
  if (build.status !== 0) console.error(`The build failed:\n${build.stdout}`);
}
