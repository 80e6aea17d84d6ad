/**
 * Elements without a counterpart in the protocol that may stand there and are left: the frame that R4 demands of a
 * Claim, and the pointers between its lines. Any other element is refused by its place, so that whoever adds an
 * engine decides about it.
 */
export const left = {
  resource: ["resourceType", "id", "meta", "language", "text"],
  Bundle: ["identifier", "timestamp", "total", "link"],
  entry: ["link"],
  Claim: ["identifier", "status", "type", "use", "patient", "created", "provider", "priority", "insurance"],
  Condition: ["identifier", "clinicalStatus", "verificationStatus", "category", "subject", "encounter"],
  Procedure: ["identifier", "status", "category", "subject", "encounter"],
  Device: ["identifier", "status", "manufacturer", "type"],
  line: ["id"],
  item: ["id", "sequence", "diagnosisSequence", "procedureSequence", "encounter"],
  concept: ["id", "text"],
  coding: ["id", "display", "userSelected"],
};
