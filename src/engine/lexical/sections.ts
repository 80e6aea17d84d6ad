/** What the heading above a mention says of it. */
export type SectionKind = "family" | "past" | "past_surgery" | "advice" | "diagnoses" | "other";

const headings: readonly (readonly [SectionKind, RegExp])[] = [
  ["family", /^(family (medical )?(history|hx)|fhx?|fam hx)$/],
  ["past_surgery", /^(past surgical (history|hx)|surgical history|pshx?)$/],
  ["past", /^(past (medical )?(history|hx)|medical history|pmhx?|personal history|antecedents)$/],
  [
    "advice",
    /^((discharge |patient |follow[- ]?up )?instructions|return precautions|patient education|education|precautions|counsell?ing)$/,
  ],
  [
    "diagnoses",
    /^((final |discharge |admission |admitting |principal |primary |secondary |clinical |working |postoperative |post-?op |ed )*(diagnos[ie]s|dx|impression)|assessment( (and|&|\/) plan)?|a\/p|a&p|impression( and plan)?|problem list|active problems)$/,
  ],
];

const heading =
  /(?:^|\n|[.;]\s+)[ \t]*(?:[-*#•\d.)]+[ \t]*)?([A-Za-z][A-Za-z/& -]{1,40}?)[ \t]*(?::|(?=\n)|$)/g;

export interface Section {
  readonly kind: SectionKind;
  /** UTF-16 offset at which the heading ends; the section lasts to the next one. */
  readonly start: number;
}

/** The sections of a text in order. A line of its own without a colon is a heading only if it is a known one. */
export function findSections(text: string): Section[] {
  const sections: Section[] = [{ kind: "other", start: 0 }];
  for (const match of text.matchAll(heading)) {
    const kind = kindOf(match[1] ?? "");
    const isHeading = kind !== "other" || match[0].endsWith(":");
    if (isHeading) sections.push({ kind, start: match.index + match[0].length });
  }
  return sections;
}

function kindOf(name: string): SectionKind {
  const folded = name.trim().toLowerCase();
  return headings.find(([, pattern]) => pattern.test(folded))?.[0] ?? "other";
}
