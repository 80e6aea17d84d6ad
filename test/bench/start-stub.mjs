import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts stub-engine.mjs in a process of its own; gives its address, and `stop`. */
export async function startStub(delayMs = 0, pauseFromMs = 0, pauseMs = 0) {
  const port = await freePort();
  const args = [join(import.meta.dirname, "stub-engine.mjs"), port, delayMs, pauseFromMs, pauseMs];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", () => reject(new Error("the stub did not start")));
  });
  return { url: `http://127.0.0.1:${port}/code`, stop: () => child.kill() };
}
