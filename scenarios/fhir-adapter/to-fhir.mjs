import { createHash } from "node:crypto";
import {
  actCodeUri,
  ageLoinc,
  classOfSetting,
  genderOfSex,
  loincOfKind,
  loincUri,
  typeOfClaim,
  ucumUri,
  uriOfSystem,
} from "./code-systems.mjs";
import { allowKeys, placed, translate, UnmappedError } from "./place.mjs";

const encounterKeys = [
  "encounter_id",
  "claim_type",
  "setting",
  "service_start",
  "service_end",
  "age",
  "sex",
  "documents",
  "earlier_documents",
];
const documentKeys = ["document_id", "kind", "authored_at", "text"];
const oldestAge = 90;

/** A name for a resource within its bundle, the same for the same request: RFC 4122, version 3. */
function nameResource(requestId, key) {
  const hex = createHash("md5").update(`${requestId}|${key}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `3${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ];
  return `urn:uuid:${parts.join("-")}`;
}

/** A dateTime of FHIR. A time without its offset from UTC is refused: FHIR demands it, and it is not for us to guess. */
function toDateTime(text, place) {
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return text;
  const [, day, time, fraction = "", zone] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  if (day === undefined)
    throw new UnmappedError(
      place,
      `${JSON.stringify(text)} is no date, and no time with its offset from UTC`,
    );
  return `${day}T${time.length === 5 ? `${time}:00` : time}${fraction}${zone}`;
}

function toPatient({ sex }) {
  if (sex === undefined) return { resourceType: "Patient" };
  return { resourceType: "Patient", gender: translate(genderOfSex, String(sex), "encounter.sex") };
}

/** 90 stands for 90 and older, and goes as `>= 90`. */
function toAge(age, subject, encounter) {
  const value = { value: age, unit: "years", system: ucumUri, code: "a" };
  return {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: loincUri, code: ageLoinc }] },
    subject,
    encounter,
    valueQuantity: age >= oldestAge ? { ...value, comparator: ">=" } : value,
  };
}

function toPeriod({ service_start, service_end }) {
  const period = {};
  if (service_start !== undefined) period.start = toDateTime(service_start, "encounter.service_start");
  if (service_end !== undefined) period.end = toDateTime(service_end, "encounter.service_end");
  return Object.keys(period).length === 0 ? {} : { period };
}

function toEncounter(encounter, subject) {
  const code = translate(classOfSetting, encounter.setting, "encounter.setting");
  return {
    resourceType: "Encounter",
    identifier: [{ value: encounter.encounter_id }],
    status: "finished",
    class: { system: actCodeUri, code },
    subject,
    ...toPeriod(encounter),
  };
}

function toAttachment({ authored_at, text }, place) {
  const attachment = { contentType: "text/plain; charset=utf-8" };
  if (text !== "") attachment.data = Buffer.from(text, "utf8").toString("base64");
  if (authored_at !== undefined) attachment.creation = toDateTime(authored_at, `${place}.authored_at`);
  return attachment;
}

/** Documents of earlier encounters carry no `context`: that is how the engine tells them from this one's. */
function toDocument({ value, place }, subject, encounter) {
  allowKeys(value, place, documentKeys);
  const code = translate(loincOfKind, value.kind, `${place}.kind`);
  return {
    resourceType: "DocumentReference",
    identifier: [{ value: value.document_id }],
    status: "current",
    type: { coding: [{ system: loincUri, code }], text: value.kind },
    subject,
    content: [{ attachment: toAttachment(value, place) }],
    ...(encounter === null ? {} : { context: { encounter: [encounter] } }),
  };
}

function toBundle(requestId, encounter) {
  const reference = (key) => ({ reference: nameResource(requestId, key) });
  const entry = (key, resource) => ({ fullUrl: nameResource(requestId, key), resource });
  const [patient, visit] = [reference("patient"), reference("encounter")];
  const documents = [
    ...placed(encounter.documents, "encounter.documents").map((document) => ({ document, of: visit })),
    ...placed(encounter.earlier_documents, "encounter.earlier_documents").map((document) => ({
      document,
      of: null,
    })),
  ].map(({ document, of }) => {
    const key = `document ${document.value.document_id}`;
    return { id: document.value.document_id, entry: entry(key, toDocument(document, patient, of)) };
  });
  const age = encounter.age === undefined ? [] : [entry("age", toAge(encounter.age, patient, visit))];
  const bundle = {
    resourceType: "Bundle",
    type: "collection",
    entry: [
      entry("patient", toPatient(encounter)),
      entry("encounter", toEncounter(encounter, patient)),
      ...age,
      ...documents.map((document) => document.entry),
    ],
  };
  return { bundle, documentIds: new Map(documents.map(({ id, entry: { fullUrl } }) => [fullUrl, id])) };
}

/**
 * One request of the protocol as the Parameters of a FHIR operation, and the documents' ids by their names in the
 * bundle, to read evidence by. Throws an UnmappedError that names what FHIR has no place for here.
 */
export function toFhir({ request_id, encounter, systems }) {
  allowKeys(encounter, "encounter", encounterKeys);
  const { bundle, documentIds } = toBundle(request_id, encounter);
  const claimType =
    encounter.claim_type === undefined
      ? []
      : [
          {
            name: "claimType",
            valueCode: translate(typeOfClaim, encounter.claim_type, "encounter.claim_type"),
          },
        ];
  const parameters = {
    resourceType: "Parameters",
    parameter: [
      { name: "requestId", valueString: request_id },
      ...claimType,
      ...placed(systems, "systems").map(({ value, place }) => ({
        name: "system",
        valueUri: translate(uriOfSystem, value, place),
      })),
      { name: "record", resource: bundle },
    ],
  };
  return { parameters, documentIds };
}
