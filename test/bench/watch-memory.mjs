/** Runs a command and measures what memory it and its children were resident in, by /proc (Linux). */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const everyMs = 50;

function readStatus(pid) {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const kbOf = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  return { rss: kbOf("VmRSS"), peak: kbOf("VmHWM") };
}

function childrenOf(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const lists = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"));
  return lists.join(" ").split(" ").filter(Boolean).map(Number);
}

/** The process and all below it; one that ends meanwhile is left out. */
function treeOf(pid) {
  try {
    return [readStatus(pid), ...childrenOf(pid).flatMap(treeOf)];
  } catch {
    return [];
  }
}

/**
 * Gives exit code, output, milliseconds and `peakMb`: the highest sum of resident memory over the process and its
 * children, and at least the highest of any of them alone.
 */
export function runWatched(command, args, options = {}) {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
  let peakKb = 0;
  const look = setInterval(() => {
    const tree = treeOf(child.pid);
    const together = tree.reduce((sum, { rss }) => sum + rss, 0);
    peakKb = Math.max(peakKb, together, ...tree.map(({ peak }) => peak));
  }, everyMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(look);
      resolve({
        code,
        output,
        ms: Math.round(performance.now() - startedAt),
        peakMb: Math.round(peakKb / 1024),
      });
    });
  });
}
