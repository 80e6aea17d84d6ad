import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";

/** A running browser, or the reason why this machine has none. */
export type Chromium =
  | { readonly kind: "running"; readonly browser: Browser; readonly close: () => Promise<void> }
  | { readonly kind: "absent"; readonly reason: string };

const fontFolders = ["/usr/share/fonts", "/usr/local/share/fonts"];

/** The package's own fonts, so that pages have letters on a machine without any, beside the system's. */
function writeFontConfig(folder: string): string {
  const folders = [join(folder, "fonts"), ...fontFolders].map((dir) => `<dir>${dir}</dir>`);
  const file = join(folder, "fonts.conf");
  const cache = `<cachedir>${join(folder, "font-cache")}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders.join("")}${cache}</fontconfig>`);
  return file;
}

/** Unpacks Chromium and the libraries it needs out of the npm package @sparticuz/chromium into `folder`. */
async function unpack(folder: string): Promise<{ path: string; args: string[] }> {
  const { TMPDIR: before } = process.env;
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  chromium.setGraphicsMode = false;
  const unwanted = /^--(headless|single-process|no-zygote|disable-web-security|allow-running)/;
  const path = await chromium.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  return { path, args: chromium.args.filter((arg) => !unwanted.test(arg)) };
}

/** Starts the Chromium of the npm package; nothing is installed, and its folder is removed on close. */
export async function launchChromium(): Promise<Chromium> {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-chromium-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { path, args } = await unpack(folder);
    const env = { ...process.env, FONTCONFIG_FILE: writeFontConfig(folder), HOME: folder };
    const browser = await playwright.launch({ executablePath: path, args, env, headless: true });
    const close = async () => {
      await browser.close();
      remove();
    };
    return { kind: "running", browser, close };
  } catch (error) {
    remove();
    return {
      kind: "absent",
      reason: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
    };
  }
}
