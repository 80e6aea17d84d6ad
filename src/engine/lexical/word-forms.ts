/** Small words that neither part nor join the words of a title; matching looks past them. */
const passedOver = new Set(
  "of the a an in on at to and or by his her their its is was are were this that".split(" "),
);

/** Words for one thing, each with the word that stands for all of them: organs, and a few findings. */
const wordFamilies: Readonly<Record<string, string>> = {
  abdomen: "abdominal",
  adenopathy: "lymphadenopathy",
  anus: "anal",
  aorta: "aortic",
  artery: "arterial",
  bladder: "vesical",
  bone: "osseous bony",
  brain: "cerebral encephalic",
  breast: "mammary",
  bronchus: "bronchial bronchi",
  calculus: "lithiasis stone calculi",
  colon: "colonic",
  diverticulum: "diverticula",
  duodenum: "duodenal",
  elevated: "elevation raised increased",
  embolus: "emboli",
  esophagus: "esophageal",
  eye: "ocular",
  face: "facial",
  femur: "femoral",
  heart: "cardiac",
  hemorrhage: "bleeding bleed hemorrhagic",
  humerus: "humeral",
  intestine: "intestinal bowel",
  kidney: "renal",
  larynx: "laryngeal",
  liver: "hepatic",
  lung: "pulmonary",
  metastasis: "metastases",
  mouth: "oral",
  muscle: "muscular",
  neoplasm: "tumor tumoral",
  nose: "nasal",
  ovary: "ovarian",
  pain: "ache aching",
  pancreas: "pancreatic",
  pericardium: "pericardial",
  peritoneum: "peritoneal",
  pharynx: "pharyngeal",
  pleura: "pleural",
  prostate: "prostatic",
  rectum: "rectal",
  retina: "retinal",
  skin: "cutaneous",
  spleen: "splenic",
  stomach: "gastric",
  testis: "testicular testicle testes",
  thorax: "thoracic",
  thrombus: "thrombi",
  tibia: "tibial",
  tooth: "dental teeth",
  ureter: "ureteral",
  urethra: "urethral",
  uterus: "uterine",
  vein: "venous",
  vertebra: "vertebral vertebrae",
  "1": "i",
  "2": "ii",
  "3": "iii",
};

const representative = new Map(
  Object.entries(wordFamilies).flatMap(([word, others]) => others.split(" ").map((other) => [other, word])),
);

/** Whether matching looks past the word; such words still count for what surrounds a mention. */
export function isPassedOver(word: string): boolean {
  return passedOver.has(word);
}

/**
 * The form in which titles and notes meet: without accents and case, American spelling, singular, roman
 * numerals I to III as digits, and one word for each organ and its adjective (`renal` is `kidney`).
 * A capital A stays apart from the article: it is part of `hepatitis A`.
 */
export function foldWord(raw: string): string {
  if (raw === "A") return raw;
  const plain = foldSpelling(foldLetters(raw));
  const singular = foldPlural(plain);
  return representative.get(singular) ?? representative.get(plain) ?? singular;
}

function foldLetters(raw: string): string {
  return raw
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]s?$/, "")
    .replace(/['’]/g, "");
}

function foldSpelling(word: string): string {
  if (word.length < 5) return word;
  return word
    .replace(/[ao]e/g, "e")
    .replace(/([a-z]{3})our(s?)$/, "$1or$2")
    .replace(/is(e|ed|ing|ation)$/, "iz$1");
}

function foldPlural(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word) || !word.endsWith("s")) return word;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /(ss|x|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
