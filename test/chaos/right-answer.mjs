/** What a chaos engine answers in the end, whatever it does before: decided by the encounter alone. */
import { createHash } from "node:crypto";

const codes = ["I10", "E11.9", "J45.909", "N18.30", "M54.50", "F32.A"];

/** The answer of the engine protocol to a request; one encounter in seven is abstained from. */
export function rightAnswer(requestId, encounterId) {
  const draw = createHash("md5").update(encounterId).digest();
  const engine = { name: "chaos", version: "1" };
  if (draw[0] % 7 === 0)
    return { request_id: requestId, status: "abstained", reason: "missing_document", engine };
  const picked = codes.filter((_, index) => draw[index + 1] % 2 === 0);
  return {
    request_id: requestId,
    status: "coded",
    codes: [...new Set(["R69", ...picked])].map((code, index) => ({
      system: "ICD-10-CM",
      code,
      sequence: index + 1,
    })),
    engine,
  };
}

/** Repeatable chance: mulberry32 over the seed's text. */
export function seededChance(...seed) {
  let state = createHash("md5").update(seed.join("|")).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick(list, chance) {
  return list[Math.floor(chance() * list.length)];
}
