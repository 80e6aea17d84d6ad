import {
  ageLoinc,
  carinDiagnosisType,
  claimTypeUri,
  classOfSetting,
  confidenceUrl,
  evidenceUrl,
  holdReasonUri,
  nubcOnAdmission,
  systemOfUri,
  typeOfClaim,
  uriOfSystem,
} from "./code-systems.mjs";
import { codeEncounter, rulesName, rulesVersion } from "./rules.mjs";

const priorityUri = "http://terminology.hl7.org/CodeSystem/processpriority";

function invert(map) {
  return new Map([...map].map(([key, value]) => [value, key]));
}

const settingOfClass = invert(classOfSetting);
const claimOfType = invert(typeOfClaim);

function readDocument({ fullUrl, resource }) {
  const data = resource.content[0].attachment.data ?? "";
  return {
    document_id: fullUrl,
    kind: resource.type.text,
    text: Buffer.from(data, "base64").toString("utf8"),
  };
}

/** What the rules need to know, read from the operation's Parameters; documents go by their names in the bundle. */
function readRecord({ parameter }) {
  const valuesOf = (name) => parameter.filter((one) => one.name === name);
  const { entry } = valuesOf("record")[0].resource;
  const ofType = (type) => entry.filter(({ resource }) => resource.resourceType === type);
  const visit = ofType("Encounter")[0].resource;
  const age = ofType("Observation").find(({ resource }) => resource.code.coding[0].code === ageLoinc);
  return {
    encounter: {
      claim_type: claimOfType.get(valuesOf("claimType")[0]?.valueCode),
      setting: settingOfClass.get(visit.class.code),
      service_start: visit.period?.start,
      age: age?.resource.valueQuantity.value,
      documents: ofType("DocumentReference")
        .filter(({ resource }) => resource.context)
        .map(readDocument),
    },
    systems: valuesOf("system").map(({ valueUri }) => systemOfUri.get(valueUri)),
  };
}

function toConcept(system, code) {
  return { coding: [{ system: uriOfSystem.get(system), code }] };
}

function toExtensions({ confidence, evidence = [] }) {
  const spans = evidence.map(({ document_id, start, end }) => ({
    url: evidenceUrl,
    extension: [
      { url: "document", valueReference: { reference: document_id } },
      { url: "start", valueUnsignedInt: start },
      { url: "end", valueUnsignedInt: end },
    ],
  }));
  return { extension: [{ url: confidenceUrl, valueDecimal: confidence }, ...spans] };
}

/** Diagnoses go as Conditions that the claim refers to, the rest in the claim's own lines: engines do either. */
function toConditions(codes, patient) {
  return codes
    .filter(({ use }) => use === "diagnosis")
    .map((line) => ({
      line,
      fullUrl: `urn:shadowbench:condition:${line.sequence}`,
      resource: {
        resourceType: "Condition",
        subject: { reference: patient },
        code: toConcept(line.system, line.code),
      },
    }));
}

function toDiagnosis({ line, fullUrl }) {
  const type = line.sequence === 1 ? "principal" : "secondary";
  const poa =
    line.poa === undefined ? {} : { onAdmission: { coding: [{ system: nubcOnAdmission, code: line.poa }] } };
  return {
    sequence: line.sequence,
    diagnosisReference: { reference: fullUrl },
    type: [{ coding: [{ system: carinDiagnosisType, code: type }] }],
    ...poa,
    ...toExtensions(line),
  };
}

function toProcedure(line) {
  const { sequence, service_date: date } = line;
  return {
    sequence,
    date,
    procedureCodeableConcept: toConcept(line.system, line.code),
    ...toExtensions(line),
  };
}

function toItem(line, at) {
  const modifier = line.modifiers.map((code) => toConcept("CPT", code));
  return {
    sequence: at + 1,
    productOrService: toConcept(line.system, line.code),
    ...(modifier.length === 0 ? {} : { modifier }),
    quantity: { value: line.units },
    servicedDate: line.service_date,
    ...toExtensions(line),
  };
}

/** A claim in R4 names its insurance and provider; here there is nobody to name, and it says so. */
function toClaim({ codes, confidence }, conditions, { encounter, patient, now }) {
  const procedures = codes.filter(({ system }) => system === "ICD-10-PCS").map(toProcedure);
  const items = codes.filter(({ system }) => system === "CPT").map(toItem);
  const absent = { display: "not applicable" };
  return {
    resourceType: "Claim",
    status: "draft",
    type: {
      coding: [{ system: claimTypeUri, code: typeOfClaim.get(encounter.claim_type) ?? "professional" }],
    },
    use: "predetermination",
    patient: { reference: patient },
    created: now,
    provider: absent,
    priority: { coding: [{ system: priorityUri, code: "normal" }] },
    insurance: [{ sequence: 1, focal: true, coverage: absent }],
    ...(conditions.length === 0 ? {} : { diagnosis: conditions.map(toDiagnosis) }),
    ...(procedures.length === 0 ? {} : { procedure: procedures }),
    ...(items.length === 0 ? {} : { item: items }),
    ...(confidence === undefined ? {} : { extension: [{ url: confidenceUrl, valueDecimal: confidence }] }),
  };
}

function toHold({ reason }) {
  const details = { coding: [{ system: holdReasonUri, code: reason }] };
  return {
    resourceType: "OperationOutcome",
    issue: [{ severity: "information", code: "business-rule", details }],
  };
}

const device = {
  resourceType: "Device",
  deviceName: [{ name: rulesName, type: "model-name" }],
  version: [{ value: rulesVersion }],
};

/** What the made-up rules answer to the Parameters of the operation, as a Bundle. `now` is a dateTime. */
export function answerFhir(parameters, now) {
  const { encounter, systems } = readRecord(parameters);
  const { entry } = parameters.parameter.find(({ name }) => name === "record").resource;
  const patient = entry.find(({ resource }) => resource.resourceType === "Patient").fullUrl;
  const answer = codeEncounter(encounter, systems);
  const conditions = toConditions(answer.codes, patient);
  const resources = [
    { resource: device },
    { resource: toClaim(answer, conditions, { encounter, patient, now }) },
    ...conditions.map(({ fullUrl, resource }) => ({ fullUrl, resource })),
    ...(answer.status === "abstained" ? [{ resource: toHold(answer) }] : []),
  ];
  return { resourceType: "Bundle", type: "collection", entry: resources };
}
