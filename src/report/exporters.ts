import { codesFileName } from "./code-anchor.ts";
import type { ReportInput } from "./report-input.ts";

/** One way to write a report down; `fileName` is its name in the run folder. */
export interface Exporter {
  readonly name: string;
  readonly fileName: string;
  readonly render: (input: ReportInput) => Promise<string>;
}

/** Every exporter; each loads what it needs when it is asked. */
export const exporters: readonly Exporter[] = [
  {
    name: "html",
    fileName: "report.html",
    render: async (input) => (await import("./render-html.ts")).renderHtml(input),
  },
  {
    name: "codes",
    fileName: codesFileName,
    render: async (input) => (await import("./render-codes.ts")).renderCodes(input),
  },
  {
    name: "junit",
    fileName: "junit.xml",
    render: async ({ verdict, results }) => (await import("./render-junit.ts")).renderJUnit(verdict, results),
  },
  {
    name: "markdown",
    fileName: "summary.md",
    render: async (input) => (await import("./render-markdown.ts")).renderMarkdown(input),
  },
];
