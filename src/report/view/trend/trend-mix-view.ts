import type { Trend, TrendMix } from "../../../domain/trend.ts";
import type { DrawChart, Drawing } from "../../charts/drawing.ts";
import { absent, formatChance, formatCount, formatPercent, formatRatio } from "../../format.ts";

interface MixRow {
  readonly period: string;
  readonly codes: string;
  readonly stability: string;
  readonly expected: string;
  readonly mark: string;
  readonly p: string;
  readonly q: string;
  readonly moved: string;
  readonly tone: string;
  readonly outcome: string;
}

export interface TrendMixView {
  readonly id: string;
  readonly title: string;
  readonly facts: string;
  readonly chart: Drawing | null;
  readonly rows: readonly MixRow[];
}

const sides = { engine: "The engine's codes", reference: "The coders' codes" } as const;

function formatIndex(value: number | null): string {
  return value === null ? absent : value.toFixed(3);
}

function viewRow(mix: TrendMix): MixRow {
  const moved = mix.moved.map(
    ({ category, share, base_share }) => `${category} ${formatPercent(base_share)} → ${formatPercent(share)}`,
  );
  return {
    period: mix.period,
    codes: formatCount(mix.codes),
    stability: formatIndex(mix.stability),
    expected: formatIndex(mix.expected),
    mark: mix.mark ?? absent,
    p: formatChance(mix.p),
    q: formatChance(mix.q),
    moved: mix.note ?? moved.join(", "),
    tone: mix.is_flagged ? "unsure" : "",
    outcome: mix.is_flagged ? "drifted" : "",
  };
}

function drawMix(title: string, mixes: readonly TrendMix[], draw: DrawChart): Promise<Drawing | null> {
  return draw({
    kind: "trend",
    title: `${title}: stability index`,
    axis: "index",
    rows: mixes.map(({ period, stability, expected, is_flagged }) => ({
      label: period,
      value: stability,
      lower: null,
      upper: null,
      centre: null,
      lowerLimit: null,
      upperLimit: expected,
      tone: is_flagged ? "other" : "plain",
    })),
    centre: null,
    change: null,
  });
}

async function viewMix(mixes: readonly TrendMix[], at: number, draw: DrawChart): Promise<TrendMixView[]> {
  const [first] = mixes;
  if (first === undefined || mixes.every(({ stability }) => stability === null)) return [];
  const title = `${sides[first.side]}, ${first.system}`;
  const effect = `design effect ${formatRatio(first.design_effect)}`;
  return [
    {
      id: `mix-${at + 1}`,
      title,
      facts: `${formatCount(first.categories)} categories, the rarer ones as one; ${effect}.`,
      chart: await drawMix(title, mixes, draw),
      rows: mixes.map(viewRow),
    },
  ];
}

/** One view per side and system whose mix could be told. */
export async function buildMixViews({ mix }: Trend, draw: DrawChart): Promise<readonly TrendMixView[]> {
  const keys = [...new Set(mix.map(({ side, system }) => `${system}|${side}`))];
  const views = keys.map((key, at) =>
    viewMix(
      mix.filter(({ side, system }) => `${system}|${side}` === key),
      at,
      draw,
    ),
  );
  return (await Promise.all(views)).flat();
}
