/** Another wording of a title. `loss` counts what was dropped to get there; the official title itself has 0. */
export interface TitleVariant {
  readonly text: string;
  readonly loss: number;
}

type Rewriting = readonly [pattern: RegExp, replacement: string];

/** Wordings that say no more than "nothing further is known": the title without them is the same condition. */
const residuals: readonly Rewriting[] = [
  [/, (not elsewhere classified|NEC|NOS)\b/gi, ""],
  [
    /,? (of|in|due to|by|from) unspecified (site|part|organism|origin|cause|type|location|body region|side|degree|severity)\b/gi,
    "",
  ],
  [/, unspecified( as to [^,]*)?(?=,|$)/gi, ""],
  [
    /, unspecified (site|part|organism|type|cause|degree|severity|location|episode|side|nature|form|laterality)\b/gi,
    "",
  ],
  [/, unspecified (\w+( \w+)?)(?=,|$)/gi, " of $1"],
  [/\bunspecified (side|site|part|organism|laterality|type|origin) (of )?/gi, ""],
  [/\bunspecified /gi, ""],
];

/** Pairs of wordings that mean the same in notes; the second is added beside the first. */
const rewordings: readonly Rewriting[] = [
  [/\bmalignant neoplasm of (.+)$/i, "cancer of $1"],
  [/\bmalignant neoplasm of (.+)$/i, "$1 cancer"],
  [/\bmalignant neoplasm of (.+)$/i, "carcinoma of $1"],
  [/\bmalignant neoplasm of (.+)$/i, "$1 carcinoma"],
  [/\bmalignant neoplasm of (.+)$/i, "adenocarcinoma of $1"],
  [/\bmalignant neoplasm of (.+)$/i, "$1 adenocarcinoma"],
  [/^secondary malignant neoplasm of (.+)$/i, "$1 metastasis"],
  [/^secondary malignant neoplasm of (.+)$/i, "metastasis to $1"],
  [/^neoplasm of behavior of (.+)$/i, "neoplasm of $1"],
  [/^neoplasm of behavior of (.+)$/i, "$1 neoplasm"],
  [/^other and unspecified (.+)$/i, "$1"],
  [/\bthe (\w+) and subcutaneous tissue$/i, "$1"],
  [/\bkidney and ureter\b/i, "kidney"],
  [/\bacute embolism and thrombosis of (.+)$/i, "$1 thrombosis"],
  [/\bacute embolism and thrombosis of (.+)$/i, "thrombosis of $1"],
  [/^localized (.+)$/i, "$1"],
  [/\bdisorder of (.+)$/i, "$1 disease"],
  [/ disease$/i, " disorder"],
  [/ disorder$/i, " disease"],
  [/^(.+) \(acute\) (.+)$/i, "$1 acute $2"],
];

/** Beyond so many words a title stands in no note but by copying, and then as it is. */
const wordsAtMost = 9;

/**
 * Wordings under which a note may mention an ICD-10-CM title: without brackets, residual words ("unspecified"),
 * "without …" tails and "other specified", with "X, Y" and "Y of X" turned round. The official title comes first.
 * Later encounters, sequelae (seventh character) and long titles are left to their full wording: none is given.
 */
export function titleVariants(title: string): readonly TitleVariant[] {
  const variants = new Map<string, number>([[title, 0]]);
  const put = (text: string, loss: number) => {
    const tidy = text
      .replace(/\s+/g, " ")
      .replace(/ ,/g, ",")
      .replace(/^[ ,]+|[ ,]+$/g, "");
    if (tidy !== "" && loss < (variants.get(tidy) ?? Number.POSITIVE_INFINITY)) variants.set(tidy, loss);
    return tidy;
  };
  const spoken = withoutEncounter(title);
  if (spoken === null || spoken.split(" ").length > wordsAtMost) return [];
  for (const [bare, loss] of loosened(spoken)) {
    const tidy = put(bare, loss);
    for (const text of reworded(tidy)) put(text, loss + 0.25);
    for (const text of eitherOf(tidy)) put(text, loss + 0.9);
  }
  for (const [text, loss] of [...variants]) {
    if (loss > 0 || text === spoken) for (const turned of turnedRound(text)) put(turned, loss + 0.1);
  }
  return [...variants].map(([text, loss]) => ({ text, loss }));
}

/** The title without ", initial encounter …"; null for a later encounter or a sequela. */
function withoutEncounter(title: string): string | null {
  if (/, (subsequent encounter|sequela)\b/.test(title)) return null;
  if (/, initial encounter for open fracture/.test(title)) return null;
  return title.replace(/, initial encounter.*$/, "");
}

function loosened(title: string): [string, number][] {
  const bare = title.replace(/ ?\[[^\]]*\]/g, "").replace(/ ?\([^)]*\)/g, "");
  const abbreviated = abbreviate(title);
  const specified = replaceAll(bare, residuals);
  const alone = specified.replace(/,? without .*$/, "");
  const residual = alone.replace(/^other (specified |and unspecified )?/i, "");
  const isSpecific = !/unspecified/i.test(title);
  const losses: [string, number][] = [
    [bare, 0.2],
    [replaceAll(abbreviated.replace(/ ?\([^)]*\)/g, ""), residuals), 0.3],
    [specified, 0.4],
    [alone, isSpecific ? 1 : 0.8],
    [residual, 2],
  ];
  return losses.filter(([text], at) => losses.findIndex(([other]) => other === text) === at);
}

/** "Elevated prostate specific antigen [PSA]" is "Elevated PSA": the words whose initials the bracket gives go. */
function abbreviate(title: string): string {
  const bracket = / \[([A-Z]{2,5})\]/.exec(title);
  if (bracket === null) return title;
  const [whole, abbreviation = ""] = bracket;
  const before = title.slice(0, bracket.index).split(/[ -]/);
  const named = before.slice(-abbreviation.length);
  const initials = named.map((word) => word.charAt(0).toUpperCase()).join("");
  if (initials !== abbreviation) return title.replace(whole, "");
  const kept = before.slice(0, -abbreviation.length);
  return [...kept, abbreviation].join(" ") + title.slice(bracket.index + whole.length);
}

function replaceAll(text: string, rewritings: readonly Rewriting[]): string {
  return rewritings.reduce((so, [pattern, replacement]) => so.replace(pattern, replacement), text);
}

function reworded(text: string): string[] {
  return rewordings.flatMap(([pattern, replacement]) =>
    pattern.test(text) ? [text.replace(pattern, replacement)] : [],
  );
}

/** "Pain in right knee" is "right knee pain"; "Hypotension, orthostatic" is "orthostatic hypotension". */
function turnedRound(text: string): string[] {
  const parts = text.split(", ");
  const [head, qualifier] = parts;
  const turned = parts.length === 2 ? [`${qualifier} ${head}`] : [];
  const of = /^(\w+(?: \w+)?) (?:of|in) (?:the )?([\w ]+)$/.exec(text);
  if (of !== null) turned.push(`${of[2]} ${of[1]}`);
  return turned;
}

/** "Anuria and oliguria" names either; "Cyst and mucocele of nose" the one or the other of the nose. */
function eitherOf(text: string): string[] {
  const pair = /^([\w-]+) (?:and|or|and\/or) ([\w-]+)((?: (?:of|in|to) [\w ]+)?)$/.exec(text);
  return pair === null ? [] : [`${pair[1]}${pair[3]}`, `${pair[2]}${pair[3]}`];
}
