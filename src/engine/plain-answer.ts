import type { EngineAnswer } from "../domain/engine-protocol.ts";
import { abstentionReasons, codeUses, poaValues } from "../domain/vocabulary.ts";

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const statuses: ReadonlySet<unknown> = new Set(["coded", "abstained"]);
const reasons: ReadonlySet<unknown> = new Set(abstentionReasons);
const uses: ReadonlySet<unknown> = new Set(codeUses);
const poas: ReadonlySet<unknown> = new Set([...poaValues, ""]);

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

const isText: Check = (value) => typeof value === "string";
const isTextOrMissing: Check = (value) => isMissing(value) || typeof value === "string";

function isNumber(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && isNumber(value, least, Number.MAX_SAFE_INTEGER);
}

function isShareOrMissing(value: unknown): boolean {
  return isMissing(value) || isNumber(value, 0, 1);
}

function isListOrMissing(value: unknown, isItem: Check): boolean {
  return isMissing(value) || (Array.isArray(value) && value.every(isItem));
}

const isEvidence: Check = (value) =>
  isFields(value) && isText(value.document_id) && isWhole(value.start, 0) && isWhole(value.end, 0);

function isTrimmed(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.trim() === value;
}

const isCode: Check = (value) =>
  isFields(value) &&
  typeof value.system === "string" &&
  value.system !== "" &&
  isTrimmed(value.code) &&
  (isMissing(value.sequence) || isWhole(value.sequence, 1)) &&
  (isMissing(value.use) || uses.has(value.use)) &&
  (isMissing(value.poa) || poas.has(value.poa)) &&
  isListOrMissing(value.modifiers, isText) &&
  (isMissing(value.units) || isNumber(value.units, 0, Number.MAX_VALUE)) &&
  isTextOrMissing(value.service_date) &&
  isShareOrMissing(value.confidence) &&
  isTextOrMissing(value.version) &&
  isListOrMissing(value.evidence, isEvidence);

function isNamed(value: unknown): boolean {
  return (
    isMissing(value) || (isFields(value) && isTextOrMissing(value.name) && isTextOrMissing(value.version))
  );
}

/**
 * Whether `value` keeps the schema of answers and would come through it as it is. The schema costs five times as much,
 * for every one of a million answers; it is asked where this says no: to name the breach, to trim a code, or because
 * the answer holds something rarer, such as its usage.
 */
export function isPlainAnswer(value: unknown): value is EngineAnswer {
  return (
    isFields(value) &&
    isText(value.request_id) &&
    statuses.has(value.status) &&
    (isMissing(value.reason) || reasons.has(value.reason)) &&
    isListOrMissing(value.codes, isCode) &&
    isShareOrMissing(value.confidence) &&
    isNamed(value.engine) &&
    isMissing(value.usage)
  );
}
