import { hash } from "node:crypto";
import type { NameRequest } from "../replay/journal/held-requests.ts";

/** The MD5 digest (hexadecimal) of run and encounter, and of repeat and round beyond the first. */
export function requestIdOf(run: string): NameRequest {
  return (encounterId, repeat, round) => {
    const again = repeat === 1 && round === 1 ? "" : `|${repeat}|${round}`;
    return hash("md5", `${run}|${encounterId}${again}`, "hex");
  };
}
