import { poaOfCode, useOfType } from "./code-systems.mjs";
import { left } from "./left.mjs";
import { allowKeys, placed, translate } from "./place.mjs";
import { readConcept, readDay, readExtensions, readMeaning } from "./read-elements.mjs";

/** The code of a line: written in it, or in a resource of the bundle that it refers to. */
function readLineCode(line, place, kind, resources) {
  const inline = line[`${kind}CodeableConcept`];
  if (inline !== undefined) return readConcept(inline, `${place}.${kind}CodeableConcept`);
  const at = `${place}.${kind}Reference`;
  const entry = translate(resources, line[`${kind}Reference`]?.reference, at);
  entry.isUsed = true;
  return entry.read();
}

function readDiagnosis({ value, place }, { resources, documentIds }) {
  allowKeys(
    value,
    place,
    [
      "sequence",
      "diagnosisCodeableConcept",
      "diagnosisReference",
      "type",
      "onAdmission",
      "packageCode",
      "extension",
    ],
    left.line,
  );
  const { system, code } = readLineCode(value, place, "diagnosis", resources);
  const uses = placed(value.type, `${place}.type`).map((type) =>
    readMeaning(useOfType, type.value, type.place),
  );
  const use = uses[0] ?? "diagnosis";
  const isRanked = use === "diagnosis" || use === "external_cause";
  const line = {
    system,
    code,
    use,
    ...(isRanked ? { sequence: value.sequence } : {}),
    ...(value.onAdmission ? { poa: readMeaning(poaOfCode, value.onAdmission, `${place}.onAdmission`) } : {}),
    ...readExtensions(value, place, documentIds),
  };
  return value.packageCode ? [line, readConcept(value.packageCode, `${place}.packageCode`)] : [line];
}

function readProcedure({ value, place }, { resources, documentIds }) {
  allowKeys(
    value,
    place,
    ["sequence", "date", "procedureCodeableConcept", "procedureReference", "extension"],
    left.line,
  );
  const { system, code, service_date } = readLineCode(value, place, "procedure", resources);
  return {
    system,
    code,
    use: "procedure",
    sequence: value.sequence,
    ...(service_date === undefined ? {} : { service_date }),
    ...readDay(value.date, `${place}.date`),
    ...readExtensions(value, place, documentIds),
  };
}

function readItem({ value, place }, { documentIds }) {
  allowKeys(
    value,
    place,
    ["productOrService", "modifier", "quantity", "servicedDate", "extension"],
    left.item,
  );
  const { system, code } = readConcept(value.productOrService, `${place}.productOrService`);
  if (value.quantity) allowKeys(value.quantity, `${place}.quantity`, ["value"]);
  return {
    system,
    code,
    use: "procedure",
    modifiers: placed(value.modifier, `${place}.modifier`).map(
      (modifier) => readConcept(modifier.value, modifier.place).code,
    ),
    ...(value.quantity ? { units: value.quantity.value } : {}),
    ...readDay(value.servicedDate, `${place}.servicedDate`),
    ...readExtensions(value, place, documentIds),
  };
}

/** The same DRG may stand at every diagnosis of a claim; it is one code. */
function dropRepeatedDrgs(codes) {
  const seen = new Set();
  return codes.filter(({ system, code }) => {
    if (!system.endsWith("-DRG")) return true;
    const isNew = !seen.has(`${system} ${code}`);
    seen.add(`${system} ${code}`);
    return isNew;
  });
}

/** The codes of a Claim and its confidence. `context` is `{resources, documentIds}`. */
export function readClaim({ value, place }, context) {
  allowKeys(value, place, ["diagnosis", "procedure", "item", "extension"], left.resource, left.Claim);
  const codes = [
    ...placed(value.diagnosis, `${place}.diagnosis`).flatMap((line) => readDiagnosis(line, context)),
    ...placed(value.procedure, `${place}.procedure`).map((line) => readProcedure(line, context)),
    ...placed(value.item, `${place}.item`).map((line) => readItem(line, context)),
  ];
  const { confidence } = readExtensions(value, place, context.documentIds);
  return { codes: dropRepeatedDrgs(codes), ...(confidence === undefined ? {} : { confidence }) };
}
