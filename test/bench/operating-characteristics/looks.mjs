/**
 * Eight weekly looks at data that grow: how often any of them says go. An engine at the boundary, gated as if each look
 * were the only one, and with `looks: sequential`; then one that is truly better, to show what the guarantee costs.
 */
import { decide, openBenchmark } from "./decide.mjs";
import { figureOfCharts } from "./figures.mjs";
import { listTable, markCount, percent } from "./markdown.mjs";
import { answerCharts, simulateCharts } from "./periods.mjs";

const weeks = 8;
const required = 0.95;
const forms = [
  { figure: "encounters.exact_match", isAlone: true, hasCodes: false, icc: 0 },
  { figure: "codes.recall", isAlone: false, hasCodes: true, icc: 0 },
  { figure: "codes.recall", isAlone: false, hasCodes: true, icc: 0.15 },
  { figure: "codes.recall", isAlone: false, hasCodes: true, icc: 0.4 },
  { figure: "codes.f1", isAlone: false, hasCodes: true, icc: 0.15 },
];
const settings = [required, 0.97].flatMap((share) =>
  forms.flatMap((form) =>
    [75, 250].map((perWeek) => ({ ...form, share, perWeek, encounters: perWeek * weeks })),
  ),
);

/** Outcomes of one gate at each look, until it says go. */
function findGo(question, figures) {
  return figures.findIndex((figure) => decide(question, figure()) === "met");
}

function looksAt(setting, answers) {
  return Array.from({ length: weeks }, (_, week) => {
    let figure = null;
    return () => {
      figure ??= figureOfCharts(setting.figure, answers.slice(0, setting.perWeek * (week + 1)));
      return figure;
    };
  });
}

function run(setting, replicates, random) {
  const written = { metric: setting.figure, at_least: required };
  const [once, sequential] = [openBenchmark(written), openBenchmark(written, "sequential")];
  const counts = { last: 0, misused: 0, sequential: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const answers = answerCharts(random, simulateCharts(random, setting), setting.hasCodes);
    const looks = looksAt(setting, answers);
    if (findGo(once, looks.slice(-1)) >= 0) counts.last += 1;
    if (findGo(once, looks) >= 0) counts.misused += 1;
    if (findGo(sequential, looks) >= 0) counts.sequential += 1;
  }
  return counts;
}

function nameOf({ setting: { figure, isAlone, icc } }) {
  return `\`${figure}\`, ${isAlone ? "one encounter a patient" : `ICC ${icc}`}`;
}

function tableOf(rows, share, cellOf) {
  return listTable(
    rows.filter(({ setting }) => setting.share === share),
    {
      figure: nameOf,
      "encounters a week": ({ setting }) => setting.perWeek,
      "one look, at the end": (row) => cellOf(row.last),
      "eight looks, each as if the only one": (row) => cellOf(row.misused),
      "eight looks, sequential": (row) => cellOf(row.sequential),
    },
  );
}

export const looks = {
  settings,
  run,
  tables: {
    "looks-false-go": (rows, replicates) => tableOf(rows, required, (count) => markCount(count, replicates)),
    "looks-power": (rows, replicates) => tableOf(rows, 0.97, (count) => percent(count, replicates)),
  },
};
