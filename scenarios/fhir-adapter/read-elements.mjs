import { confidenceUrl, evidenceUrl, systemOfUri, translationUris } from "./code-systems.mjs";
import { left } from "./left.mjs";
import { allowKeys, placed, translate, UnmappedError } from "./place.mjs";

/** The one code of a concept that is ours: `{system, code, version}`; only a DRG's version goes on. */
export function readConcept(concept, place) {
  allowKeys(concept, place, ["coding"], left.concept);
  const codings = placed(concept.coding, `${place}.coding`).filter(
    ({ value }) => !translationUris.has(value.system),
  );
  if (codings.length !== 1)
    throw new UnmappedError(place, `has ${codings.length} codes where one is expected`);
  const [{ value, place: codingPlace }] = codings;
  allowKeys(value, codingPlace, ["system", "code", "version"], left.coding);
  return {
    system: translate(systemOfUri, value.system, `${codingPlace}.system`),
    code: value.code,
    version: value.version,
  };
}

/** The one meaning that `map` gives the codings of `concept`. */
export function readMeaning(map, concept, place) {
  allowKeys(concept, place, ["coding"], left.concept);
  const meanings = placed(concept.coding, `${place}.coding`).map((coding) =>
    translate(map, `${coding.value.system}|${coding.value.code}`, coding.place),
  );
  const [meaning, another] = new Set(meanings);
  if (meaning === undefined || another !== undefined)
    throw new UnmappedError(place, `has ${new Set(meanings).size} meanings where one is expected`);
  return meaning;
}

function readEvidence({ value, place }, documentIds) {
  const parts = new Map(placed(value.extension, `${place}.extension`).map((part) => [part.value.url, part]));
  const reference = parts.get("document")?.value.valueReference?.reference;
  return {
    document_id: translate(documentIds, reference, `${place}.document`),
    start: parts.get("start")?.value.valueUnsignedInt,
    end: parts.get("end")?.value.valueUnsignedInt,
  };
}

/** Confidence and evidence; any other extension is refused. */
export function readExtensions(element, place, documentIds) {
  const read = { evidence: [] };
  for (const extension of placed(element.extension, `${place}.extension`)) {
    if (extension.value.url === confidenceUrl) read.confidence = extension.value.valueDecimal;
    else if (extension.value.url === evidenceUrl) read.evidence.push(readEvidence(extension, documentIds));
    else
      throw new UnmappedError(
        `${extension.place}.url`,
        `${JSON.stringify(extension.value.url)} is not mapped`,
      );
  }
  return read;
}

/** The day of a dateTime as `{service_date}`; nothing where there is none. */
export function readDay(dateTime, place) {
  if (dateTime === undefined) return {};
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(dateTime) ?? [];
  if (day === undefined) throw new UnmappedError(place, `${JSON.stringify(dateTime)} has no day`);
  return { service_date: day };
}
