const scenario = `# Which dataset is replayed through which engine, what is compared, and what must hold.
# Check it with: shadowbench validate scenario.yaml
schema: shadowbench.scenario/1
name: pilot
dataset: dataset                 # a folder with dataset.yaml, relative to this file

# Only some encounters; any column of encounters.csv.
# include: {setting: [emergency, outpatient]}

systems: [ICD-10-CM]             # leave out for every code system of the reference

# The built-in baseline. Put your engine here once this runs; docs/engines.md shows each kind:
# engine:
#   kind: http
#   name: vendor-a
#   version: "3.2"
#   url: https://coding.example/v1/code
#   headers: {authorization: "Bearer \${env:VENDOR_A_KEY}"}
engine:
  kind: lexical

slices: [setting]                # columns of encounters.csv

# What must hold before go-live. A gate needs encounters: "95 % or better" cannot be shown with fewer than 59.
# gate:
#   confidence: 0.95
#   benchmarks:
#     - {metric: codes.recall, system: ICD-10-CM, at_least: 0.95}
#     - {metric: codes.precision, system: ICD-10-CM, at_least: 0.95}
#     - {metric: engine.error_rate, at_most: 0.01}

seed: 7
`;

const manifest = `schema: shadowbench.dataset/1
name: starter
version: "1"
provenance: synthetic            # synthetic | deidentified | limited-data-set; the last two ask for more keys
source: written by shadowbench init; no person is described
licence: CC0-1.0
tables:
  encounters: encounters.csv     # one row an encounter
  codes: codes.csv               # what the coders assigned
  documents: documents.ndjson    # the notes an engine reads
`;

const encounters = `encounter_id,patient_id,claim_type,setting,service_start,age,sex
E1,P1,professional,outpatient,2026-01-05,67,F
E2,P2,professional,outpatient,2026-01-06,54,M
E3,P3,professional,emergency,2026-01-06,23,F
E4,P4,professional,emergency,2026-01-07,71,M
E5,P5,professional,outpatient,2026-01-08,45,F
E6,P1,professional,outpatient,2026-02-02,67,F
`;

const codes = `encounter_id,system,code,sequence
E1,ICD-10-CM,I50.22,1
E1,ICD-10-CM,I10,2
E2,ICD-10-CM,E11.9,1
E2,ICD-10-CM,I10,2
E3,ICD-10-CM,A08.4,1
E4,ICD-10-CM,I48.91,1
E5,ICD-10-CM,E10.9,1
E6,ICD-10-CM,I50.22,1
`;

const notes: readonly (readonly [encounterId: string, text: string])[] = [
  [
    "E1",
    "Assessment: Chronic systolic heart failure, stable. HTN, continue lisinopril. No atrial fibrillation.",
  ],
  [
    "E2",
    "Assessment: Type 2 diabetes, A1c at goal. Hypertension controlled. Family history of heart failure.",
  ],
  ["E3", "ED course: vomiting since yesterday. Impression: viral gastroenteritis. Denies diabetes."],
  ["E4", "Impression: new atrial fibrillation, rate controlled. History of type 2 diabetes per daughter."],
  ["E5", "Assessment: Type 1 diabetes, pump adjusted. No hypertension."],
  ["E6", "Follow-up: chronic systolic heart failure, euvolemic on exam."],
];

function documentLine([encounterId, text]: readonly [string, string]): string {
  return JSON.stringify({
    encounter_id: encounterId,
    document_id: `${encounterId}-1`,
    kind: "progress_note",
    text,
  });
}

/** The files that `shadowbench init` writes, by their path under the folder. */
export const starterFiles: Readonly<Record<string, string>> = {
  "scenario.yaml": scenario,
  "dataset/dataset.yaml": manifest,
  "dataset/encounters.csv": encounters,
  "dataset/codes.csv": codes,
  "dataset/documents.ndjson": notes.map((note) => `${documentLine(note)}\n`).join(""),
};
