/**
 * Conditions that last: first characters of ICD-10-CM codes. "History of" one of them, or its place under
 * "Past medical history", does not make it past: chronic systemic diseases are coded whenever documented
 * (AHA Coding Clinic, third quarter 2007; Official Guidelines IV.I and IV.J). Anything else in such a place is past.
 */
const lasting = (
  "B18 B20 D57 D66 D67 D68 D80 D81 D82 D83 E03 E05 E06 E08 E10 E11 E13 E20 E23 E27 E66 E70 E71 E72 E74 E75 E76 E78 " +
  "E83 E84 E85 E88 F01 F02 F03 F10.2 F11.2 F17.2 F20 F25 F31 F33 F70 F71 F72 F84 G10 G11 G12 G20 G23 G30 G31 G35 " +
  "G40 G43 G47.3 G70 G71 G80 G82 H35.3 H40 H90 I10 I11 I12 I13 I15 I20.8 I25 I27 I34 I35 I42 I48 I50 I70 I73 J41 " +
  "J42 J43 J44 J45 J47 J84 K21 K50 K51 K58 K70.3 K74 K90 L20 L40 M05 M06 M08 M10 M15 M16 M17 M19 M30 M31 M32 M33 " +
  "M34 M35 M45 M79.7 M81 N18 N40 N80 Q"
).split(" ");

/** Whether a history of the condition means that the patient still has it. Only ICD-10-CM codes can be told. */
export function isLasting(system: string, code: string): boolean {
  return system === "ICD-10-CM" && lasting.some((prefix) => code.startsWith(prefix));
}

/** Codes that themselves speak of history, status or family (Z77 to Z99): history is what they say. */
export function isAboutHistory(system: string, code: string): boolean {
  return system === "ICD-10-CM" && /^Z(7[7-9]|[89])/.test(code);
}
