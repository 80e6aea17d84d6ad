import { createHash } from "node:crypto";

/** Names a request: the same encounter, repeat and round of the same run give the same id, in every session. */
export type NameRequest = (encounterId: string, repeat: number, round: number) => string;

/** The MD5 digest (hexadecimal) of run and encounter, and of repeat and round beyond the first. */
export function requestIdOf(run: string): NameRequest {
  return (encounterId, repeat, round) => {
    const again = repeat === 1 && round === 1 ? "" : `|${repeat}|${round}`;
    return createHash("md5").update(`${run}|${encounterId}${again}`).digest("hex");
  };
}
