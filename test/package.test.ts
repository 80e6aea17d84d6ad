import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
const assetPattern = /\.(sql|hbs|css|csv)$/;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

function productionPackages() {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);
}

function sizeOf(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.size;
  return readdirSync(path)
    .filter((name) => name !== "node_modules")
    .reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

describe("the production dependencies", () => {
  it("run no script when they are installed", () => {
    const scripted = productionPackages().filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripted.map(([path]) => path)).toEqual([]);
  });

  it("take at most 200 MB", () => {
    const bytes = productionPackages().reduce((sum, [path]) => sum + sizeOf(join(root, path)), 0);
    expect(bytes / 1e6).toBeGreaterThan(1);
    expect(bytes / 1e6).toBeLessThan(200);
  });
});

describe("the packed tarball", () => {
  let folder = "";
  const unpacked = () => join(folder, "package");
  const cli = (args: string[]) =>
    execFileSync(process.execPath, [join(unpacked(), "dist/cli.js"), ...args], {
      cwd: folder,
      env: { ...process.env, XDG_DATA_HOME: join(folder, "data") },
      encoding: "utf8",
      stdio: "pipe",
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "shadowbench-pack-"));
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      stdio: "pipe",
    });
    const [tarball = ""] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
    execFileSync("tar", ["-xzf", join(folder, tarball), "-C", folder]);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("holds every query, template, style and table of the sources", () => {
    const assets = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
      assetPattern.test(file),
    );
    expect(assets.some((file) => file.endsWith(".sql"))).toBe(true);
    expect(assets.filter((file) => !existsSync(join(unpacked(), "dist", file)))).toEqual([]);
  });

  it("holds no test, no source and no run", () => {
    expect(readdirSync(unpacked()).sort()).toEqual(
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "datasets",
        "dist",
        "docs",
        "package.json",
        "scenarios",
      ].sort(),
    );
  });

  it("runs, from its first scenario to its report", () => {
    expect(cli(["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
    cli(["init", "pilot"]);
    expect(cli(["run", "pilot/scenario.yaml", "--out", "out"])).toContain("Nothing was decided");
    expect(statSync(join(folder, "out/report.html")).size).toBeGreaterThan(10_000);
  });

  it("is a library that another program can import", () => {
    const program = `import("${join(unpacked(), "dist/index.js")}").then((m) => console.log(Object.keys(m).sort().join(" ")))`;
    const names = execFileSync(process.execPath, ["-e", program], { encoding: "utf8" });
    expect(names.split(/\s/)).toEqual(
      expect.arrayContaining(["HarnessError", "decideGate", "loadScenario", "runScenario", "writeDataset"]),
    );
  });
});
