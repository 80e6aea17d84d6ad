import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const [draft, former] = [`${dist}.${process.pid}.part`, `${dist}.${process.pid}.old`];
const assets = [".sql", ".hbs", ".css", ".json", ".csv"];

function compile() {
  const compiler = join(root, "node_modules/.bin/tsc");
  execFileSync(compiler, ["-p", join(root, "tsconfig.build.json"), "--outDir", draft], { stdio: "inherit" });
  for (const file of readdirSync(join(root, "src"), { recursive: true })) {
    if (assets.some((ending) => file.endsWith(ending))) cpSync(join(root, "src", file), join(draft, file));
  }
  chmodSync(join(draft, "cli.js"), 0o755);
}

try {
  compile();
  if (existsSync(dist)) renameSync(dist, former);
  renameSync(draft, dist);
} finally {
  for (const folder of [draft, former]) rmSync(folder, { recursive: true, force: true });
}
