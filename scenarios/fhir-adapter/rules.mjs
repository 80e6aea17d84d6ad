/**
 * Made-up rules that look for a few words in notes, so that the example has something to answer. No model of coding,
 * and nobody's product.
 */
const diagnoses = [
  { code: "E78.5", words: /\b(?:HLD|hyperlipidemia|dyslipidemia)\b/i, confidence: 0.9 },
  { code: "I10", words: /\b(?:HTN|hypertension)\b/i, confidence: 0.85 },
  { code: "N39.0", words: /\bUTI\b/i, confidence: 0.8 },
  { code: "K21.9", words: /\b(?:GERD|acid reflux)\b/i, confidence: 0.9 },
  { code: "N18.31", words: /\bCKD (?:stage 3a|IIIa)\b/i, confidence: 0.95 },
  { code: "N17.9", words: /\bAKI\b/i, confidence: 0.6 },
  { code: "J18.9", words: /\bpneumonia\b/i, confidence: 0.55 },
  { code: "G47.33", words: /\b(?:OSA|obstructive sleep apnea)\b/i, confidence: 0.9 },
];
const operations = [
  { code: "0FT44ZZ", words: /laparoscopic cholecystectomy/i, confidence: 0.9 },
  { code: "0DTJ4ZZ", words: /laparoscopic appendectomy/i, confidence: 0.9 },
];
const visits = new Map([
  ["emergency", "99283"],
  ["outpatient", "99213"],
]);

/** Where `words` first stand in one of the documents, counted in code points. */
function findWords(documents, words) {
  for (const { document_id, text } of documents) {
    const found = words.exec(text);
    if (!found) continue;
    const start = [...text.slice(0, found.index)].length;
    return [{ document_id, start, end: start + [...found[0]].length }];
  }
  return [];
}

function findCodes(rules, documents) {
  return rules
    .map(({ code, words, confidence }) => ({ code, confidence, evidence: findWords(documents, words) }))
    .filter(({ evidence }) => evidence.length > 0)
    .map((found, at) => ({ ...found, sequence: at + 1 }));
}

function findDiagnoses({ documents, setting, claim_type }) {
  const poa = setting === "inpatient" && claim_type === "facility" ? { poa: "Y" } : {};
  return findCodes(diagnoses, documents).map((found) => ({
    system: "ICD-10-CM",
    use: "diagnosis",
    ...found,
    ...poa,
  }));
}

function findProcedures({ documents, setting, service_start }) {
  if (setting !== "inpatient") return [];
  return findCodes(operations, documents).map((found) => ({
    system: "ICD-10-PCS",
    use: "procedure",
    ...found,
    service_date: service_start,
  }));
}

/** A professional's visit is one line; with a report of an operation beside it, it carries a modifier. */
function findVisit({ documents, setting, claim_type, service_start }) {
  if (claim_type !== "professional" || !visits.has(setting)) return [];
  const isOperated = documents.some(({ kind }) => kind === "operative_report");
  return [
    {
      system: "CPT",
      use: "procedure",
      code: visits.get(setting),
      modifiers: isOperated ? ["25"] : [],
      units: 1,
      service_date: service_start,
      confidence: 0.7,
      evidence: [],
    },
  ];
}

/** What the rules say of an encounter of the protocol, for the code systems asked for. */
export function codeEncounter(encounter, systems) {
  const found = [...findDiagnoses(encounter), ...findProcedures(encounter), ...findVisit(encounter)];
  const codes = found.filter(({ system }) => systems.includes(system));
  if (encounter.documents.length === 0) return { status: "abstained", reason: "missing_document", codes };
  if (!codes.some(({ use }) => use === "diagnosis"))
    return { status: "abstained", reason: "low_confidence", codes };
  const confidence = Math.min(...codes.map((code) => code.confidence));
  return { status: "coded", confidence, codes };
}

export const rulesName = "made-up-rules";
export const rulesVersion = "1";

/** The same rules as an engine of kind `module`: what the adapter's answers are held against. */
export default {
  name: rulesName,
  version: rulesVersion,
  code: (encounter, { systems }) => codeEncounter(encounter, systems),
};
