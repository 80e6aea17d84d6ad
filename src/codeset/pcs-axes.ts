/** What characters 4 to 7 of a PCS code stand for in one section, in lower case. */
type PcsAxes = readonly [string, string, string, string];

const surgical: PcsAxes = ["body part", "approach", "device", "qualifier"];
const region: PcsAxes = ["body region", "approach", "device", "qualifier"];
const method: PcsAxes = ["body region", "approach", "method", "qualifier"];
const bodyFunction: PcsAxes = ["body system", "duration", "function", "qualifier"];
const picture: PcsAxes = ["body part", "contrast", "qualifier", "qualifier"];
const nuclear: PcsAxes = ["body part", "radionuclide", "qualifier", "qualifier"];

/** The axes by section (first character), all 17 sections (ICD-10-PCS reference manual, chapters 2–4). */
const axesBySection = new Map<string, PcsAxes>(
  Object.entries({
    0: surgical,
    1: surgical,
    2: region,
    3: ["body system or region", "approach", "substance", "qualifier"],
    4: ["body system", "approach", "function or device", "qualifier"],
    5: bodyFunction,
    6: ["body system", "duration", "qualifier", "qualifier"],
    7: method,
    8: method,
    9: ["body region", "approach", "method", "qualifier"],
    B: picture,
    C: nuclear,
    D: ["treatment site", "modality qualifier", "isotope", "qualifier"],
    F: ["body system and region", "type qualifier", "equipment", "qualifier"],
    G: ["type qualifier", "qualifier", "qualifier", "qualifier"],
    H: ["type qualifier", "qualifier", "qualifier", "qualifier"],
    X: ["body part", "approach", "device, substance or technology", "qualifier"],
  }),
);

/** The names of characters 4 to 7 in a section; null for a character that is no section. */
export function pcsAxes(section: string): PcsAxes | null {
  return axesBySection.get(section) ?? null;
}

/**
 * Above a whole code stand its table (three characters), its body system (two) and its section (one); nothing lies
 * between code and table, where the four axes are independent of each other.
 */
export function pcsHeadersAbove(code: string): readonly string[] {
  return [3, 2, 1].map((length) => code.slice(0, length));
}
