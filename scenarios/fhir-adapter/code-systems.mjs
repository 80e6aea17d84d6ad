/**
 * The words of the two sides. A site that uses other ones changes this file first.
 *
 * Names of code systems as in FHIR R4 ("Using Codes", terminologies-systems) and HL7 Terminology; of DRGs as in Da
 * Vinci PAS; of kinds of diagnosis and of presence on admission as in FHIR R4, CARIN Blue Button and the NUBC.
 */
const cms = "www.cms.gov/Medicare";

/** The name that is sent of each code system, and others under which it is understood. */
const systemNames = {
  "ICD-10-CM": ["http://hl7.org/fhir/sid/icd-10-cm"],
  "ICD-10-PCS": [`http://${cms}/Coding/ICD10`, "http://hl7.org/fhir/sid/icd-10-pcs"],
  CPT: ["http://www.ama-assn.org/go/cpt"],
  HCPCS: [
    `http://${cms}/Coding/HCPCSReleaseCodeSets`,
    `https://${cms}/Coding/HCPCSReleaseCodeSets`,
    "urn:oid:2.16.840.1.113883.6.285",
  ],
  "MS-DRG": [
    `https://${cms}/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software`,
  ],
  "APR-DRG": ["http://uri.hddaccess.com/cs/aprdrg"],
  "ICD-9-CM": ["http://hl7.org/fhir/sid/icd-9-cm", "http://terminology.hl7.org/CodeSystem/icd9cm"],
  "ICD-10": ["http://hl7.org/fhir/sid/icd-10"],
};

export const uriOfSystem = new Map(Object.entries(systemNames).map(([system, [uri]]) => [system, uri]));
export const systemOfUri = new Map(
  Object.entries(systemNames).flatMap(([system, uris]) => uris.map((uri) => [uri, system])),
);

/** Codes that may stand beside one of ours as another word for the same thing; they are left where they are. */
export const translationUris = new Set(["http://snomed.info/sct"]);

export const loincUri = "http://loinc.org";
export const actCodeUri = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
export const ucumUri = "http://unitsofmeasure.org";

/** LOINC 30525-0: the age, as an observation. No birth date is made up from it. */
export const ageLoinc = "30525-0";

/** LOINC codes of kinds of document. The kind itself goes along as text; kinds that are not here are refused. */
export const loincOfKind = new Map([
  ["progress_note", "11506-3"],
  ["discharge_summary", "18842-5"],
  ["history_and_physical", "34117-2"],
  ["operative_report", "11504-8"],
  ["ed_note", "34111-5"],
  ["consultation", "11488-4"],
  ["pathology_report", "11526-1"],
  ["radiology_report", "18748-4"],
  ["lab_result", "11502-2"],
  ["problem_list", "11450-4"],
  ["nursing_note", "34746-8"],
  ["query", "34109-9"],
  ["query_response", "34109-9"],
  ["addendum", "55107-7"],
  ["social_history", "29762-2"],
]);

export const classOfSetting = new Map([
  ["inpatient", "IMP"],
  ["observation", "OBSENC"],
  ["emergency", "EMER"],
  ["outpatient", "AMB"],
]);

export const genderOfSex = new Map([
  ["F", "female"],
  ["M", "male"],
  ["O", "other"],
  ["U", "unknown"],
]);

export const claimTypeUri = "http://terminology.hl7.org/CodeSystem/claim-type";
export const typeOfClaim = new Map([
  ["facility", "institutional"],
  ["professional", "professional"],
]);

const diagnosisType = "http://terminology.hl7.org/CodeSystem/ex-diagnosistype";
export const carinDiagnosisType = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType";

/** `uri|code` of a kind of diagnosis, and the protocol's `use` of it. */
export const useOfType = new Map([
  [`${diagnosisType}|principal`, "diagnosis"],
  [`${diagnosisType}|clinical`, "diagnosis"],
  [`${diagnosisType}|discharge`, "diagnosis"],
  [`${diagnosisType}|admitting`, "admitting"],
  [`${carinDiagnosisType}|principal`, "diagnosis"],
  [`${carinDiagnosisType}|secondary`, "diagnosis"],
  [`${carinDiagnosisType}|other`, "diagnosis"],
  [`${carinDiagnosisType}|admitting`, "admitting"],
  [`${carinDiagnosisType}|patientreasonforvisit`, "reason_for_visit"],
  [`${carinDiagnosisType}|externalcauseofinjury`, "external_cause"],
]);

const onAdmission = "http://terminology.hl7.org/CodeSystem/ex-diagnosis-on-admission";
export const nubcOnAdmission = "https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator";

/** `uri|code` of presence on admission, and the protocol's `poa` of it. */
export const poaOfCode = new Map([
  ...["Y", "N", "U", "W"].map((poa) => [`${onAdmission}|${poa.toLowerCase()}`, poa]),
  ...["Y", "N", "U", "W", "1"].map((poa) => [`${nubcOnAdmission}|${poa}`, poa]),
]);

/** Extensions of this example. A real engine publishes its own. */
export const confidenceUrl = "https://fhir.example/StructureDefinition/coding-confidence";
export const evidenceUrl = "https://fhir.example/StructureDefinition/coding-evidence";
/** Why an encounter is held for a person: the protocol's words, as codes. */
export const holdReasonUri = "https://fhir.example/CodeSystem/hold-reason";
export const holdReasons = new Set([
  "low_confidence",
  "missing_document",
  "out_of_scope",
  "query_needed",
  "other",
]);
