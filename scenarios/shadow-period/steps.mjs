/**
 * A shadow period from planning to a refused update, command by command, as docs/tutorial.md tells it. Each command
 * has the exit code that it must end with: 1 is a no-go, or a finding; 4 is inconclusive.
 */
const of = (name) => `scenarios/shadow-period/${name}.yaml`;
const at = (name) => `reports/shadow-period/${name}`;
const reviewer = "node scenarios/shadow-period/review.mjs";

export const steps = [
  {
    title: "Ten weeks of a hospital",
    command: `shadowbench synth ${at("data")} --encounters 5000 --shadow-period 10 --update-week 8 --no-notes`,
  },
  { title: "Plan", command: `shadowbench plan ${of("look-4")}` },
  { title: "Pilot week", command: `shadowbench run ${of("pilot")} --out ${at("pilot")}` },
  {
    title: "Plan again, with what the pilot saw",
    command: `shadowbench plan ${of("look-4")} --pilot ${at("pilot")}`,
  },
  { title: "First look", command: `shadowbench run ${of("look-1")} --out ${at("look-1")}`, exits: 4 },
  { title: "Second look", command: `shadowbench run ${of("look-2")} --out ${at("look-2")}`, exits: 4 },
  { title: "Third look", command: `shadowbench run ${of("look-3")} --out ${at("look-3")}`, exits: 4 },
  { title: "Fourth look", command: `shadowbench run ${of("look-4")} --out ${at("look-4")}`, exits: 4 },
  {
    title: "Draw charts for the reviewers",
    command: `shadowbench adjudicate sample ${at("look-4")} --encounters 500`,
  },
  {
    title: "Two reviewers fill in their lists",
    command: `${reviewer} ${at("look-4")} ${at("data/truth.csv")} first second`,
  },
  {
    title: "The first reviewer's list",
    command: `shadowbench adjudicate import ${at("look-4")} ${at("look-4/review/first.csv")} --reviewer first`,
  },
  {
    title: "The second reviewer's list",
    command: `shadowbench adjudicate import ${at("look-4")} ${at("look-4/review/second.csv")} --reviewer second`,
  },
  {
    title: "An arbiter fills in what the two dispute",
    command: `${reviewer} ${at("look-4")} ${at("data/truth.csv")} arbiter`,
  },
  {
    title: "The arbiter's list",
    command: `shadowbench adjudicate import ${at("look-4")} ${at("look-4/review/arbiter.csv")} --reviewer arbiter --role arbiter`,
  },
  { title: "Figures against truth", command: `shadowbench analyze ${at("look-4")}` },
  { title: "The decision", command: `shadowbench gate ${at("look-4")}` },
  { title: "The report for the board", command: `shadowbench report ${at("look-4")}` },
  {
    title: "The update, at the gate",
    command: `shadowbench run ${of("update")} --out ${at("update")}`,
    exits: 1,
  },
  {
    title: "The update, beside the version before",
    command: `shadowbench compare ${at("look-4")} ${at("update")} --out ${at("compare")}`,
    exits: 1,
  },
  { title: "The weeks after go-live", command: `shadowbench run ${of("live")} --out ${at("live")}` },
  {
    title: "The update, in the weeks after go-live",
    command: `shadowbench trend ${at("live")} --base 4 --out ${at("trend")}`,
    exits: 1,
  },
];
