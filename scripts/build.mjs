import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const assets = [".sql", ".hbs", ".css", ".json", ".csv"];

rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", join(root, "tsconfig.build.json")], {
  stdio: "inherit",
});
for (const file of readdirSync(join(root, "src"), { recursive: true })) {
  if (assets.some((ending) => file.endsWith(ending)))
    cpSync(join(root, "src", file), join(root, "dist", file));
}
chmodSync(join(root, "dist/cli.js"), 0o755);
