/** An error is reported from this many encounters, and a code tested from this many opportunities (METRICS.md). */
export const fewestEncounters = 5;
/** The share of findings that may be false: every family is held to it by Benjamini–Hochberg. */
export const highestQ = 0.05;
/** The largest errors that are looked at for sets that come together. */
export const mostInSets = 200;
/** The concentrations shown of one error. */
export const mostConcentrations = 5;
