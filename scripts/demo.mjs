/**
 * `npm run demo`: runs scenarios/demo.yaml and says where the report lies. The baseline engine is meant to fail its
 * gate, so a decided run (0, 1 or 4) is a demonstration that worked; anything else ends with its own exit code.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const folder = join("reports", "demo");
const decided = new Map([
  [0, "go"],
  [1, "no-go"],
  [4, "inconclusive"],
]);

rmSync(join(root, folder), { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [join(root, "dist/cli.js"), "run", "scenarios/demo.yaml", "--out", folder],
  { cwd: root, stdio: "inherit" },
);
const word = decided.get(status ?? -1);

if (word === undefined) process.exitCode = status ?? 1;
else
  console.log(`
The demonstration worked. Its verdict is "${word}"; in a pipeline the command itself would exit with ${status}.
The baseline only looks up the titles of codes in the notes: it is what a vendor has to beat.

Open the report:      ${pathToFileURL(join(root, folder, "report.html"))}
Try a vendor's:       node dist/cli.js run scenarios/vendor-a.yaml
Start with your own:  node dist/cli.js init pilot    (see ${relative(root, join(root, "docs/dataset.md"))})`);
