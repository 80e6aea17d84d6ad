import { holdReasons, holdReasonUri } from "./code-systems.mjs";
import { left } from "./left.mjs";
import { allowKeys, placed, UnmappedError } from "./place.mjs";
import { readClaim } from "./read-claim.mjs";
import { readConcept, readDay } from "./read-elements.mjs";

const coded = ["Claim", "Condition", "Procedure", "Device", "OperationOutcome"];

function readCondition({ value, place }) {
  allowKeys(value, place, ["code"], left.resource, left.Condition);
  return readConcept(value.code, `${place}.code`);
}

function readProcedureResource({ value, place }) {
  allowKeys(value, place, ["code", "performedDateTime"], left.resource, left.Procedure);
  const day = readDay(value.performedDateTime, `${place}.performedDateTime`);
  return { ...readConcept(value.code, `${place}.code`), ...day };
}

/** Conditions and Procedures by every name that a claim's line may call them. */
function indexResources(entries) {
  const readers = { Condition: readCondition, Procedure: readProcedureResource };
  const indexed = entries
    .filter(({ value }) => value.resource.resourceType in readers)
    .map(({ value: { fullUrl, resource }, place }) => {
      const read = () => readers[resource.resourceType]({ value: resource, place: `${place}.resource` });
      const names = [fullUrl, resource.id && `${resource.resourceType}/${resource.id}`].filter(Boolean);
      return { names, place, isUsed: false, read };
    });
  return {
    resources: new Map(indexed.flatMap((resource) => resource.names.map((name) => [name, resource]))),
    findUnused: () => indexed.find(({ isUsed }) => !isUsed),
  };
}

/** What an OperationOutcome holds the encounter back for. Throws what it says where it reports an error. */
function readHold({ value, place }) {
  allowKeys(value, place, ["issue"], left.resource);
  const held = placed(value.issue, `${place}.issue`).map((issue) => {
    const { severity, diagnostics, details } = issue.value;
    const said = diagnostics ?? details?.text ?? "no details";
    if (severity === "error" || severity === "fatal") throw new UnmappedError(issue.place, said);
    const coding = details?.coding?.find(({ system }) => system === holdReasonUri);
    if (holdReasons.has(coding?.code)) return coding.code;
    throw new UnmappedError(`${issue.place}.details`, `is no reason to hold an encounter: ${said}`);
  });
  if (held.length === 0) throw new UnmappedError(place, "has no issue");
  return { status: "abstained", reason: held[0] };
}

function readDevice({ value, place }) {
  allowKeys(value, place, ["deviceName", "version"], left.resource, left.Device);
  return {
    engine: { name: value.deviceName?.[0]?.name ?? null, version: value.version?.[0]?.value ?? null },
  };
}

/** The one resource of its type, if there is one. */
function findOnly(entries, type) {
  const [only, another] = entries.filter(({ value }) => value.resource.resourceType === type);
  if (another !== undefined) throw new UnmappedError(another.place, `a second ${type}`);
  return only && { value: only.value.resource, place: `${only.place}.resource` };
}

function listEntries(bundle) {
  allowKeys(bundle, "Bundle", ["type", "entry"], left.resource, left.Bundle);
  if (bundle.type !== "collection")
    throw new UnmappedError("Bundle.type", `${JSON.stringify(bundle.type)} is not mapped`);
  return placed(bundle.entry, "Bundle.entry").map((entry) => {
    allowKeys(entry.value, entry.place, ["fullUrl", "resource"], left.entry);
    const type = entry.value.resource?.resourceType;
    if (coded.includes(type)) return entry;
    throw new UnmappedError(`${entry.place}.resource`, `a ${type ?? "missing resource"} is not mapped`);
  });
}

function readBundle(bundle, documentIds) {
  const entries = listEntries(bundle);
  const { resources, findUnused } = indexResources(entries);
  const claim = findOnly(entries, "Claim");
  const hold = findOnly(entries, "OperationOutcome");
  const device = findOnly(entries, "Device");
  if (!claim && !hold) throw new UnmappedError("Bundle", "holds neither a Claim nor an OperationOutcome");
  const answer = {
    status: "coded",
    codes: [],
    ...(claim ? readClaim(claim, { resources, documentIds }) : {}),
    ...(hold ? readHold(hold) : {}),
    ...(device ? readDevice(device) : {}),
  };
  const unused = findUnused();
  if (unused) throw new UnmappedError(unused.place, "no line of the Claim refers to it");
  return answer;
}

/**
 * The protocol's answer of what the engine gave: a Bundle with a Claim, an OperationOutcome or both, or an
 * OperationOutcome alone. Throws an UnmappedError that names what the protocol has no place for.
 */
export function fromFhir(resource, { requestId, documentIds }) {
  const outcome = { value: resource, place: "OperationOutcome" };
  if (resource?.resourceType === "Bundle")
    return { request_id: requestId, ...readBundle(resource, documentIds) };
  if (resource?.resourceType === "OperationOutcome")
    return { request_id: requestId, ...readHold(outcome), codes: [] };
  throw new UnmappedError("answer", `${JSON.stringify(resource?.resourceType ?? null)} is not mapped`);
}
