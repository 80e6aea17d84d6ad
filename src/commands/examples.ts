/** Help text that comes before everything else: each example a command line and what it does. */
export function formatExamples(examples: readonly (readonly [command: string, effect: string])[]): string {
  const lines = examples.map(([command, effect]) => `  $ ${command}\n      ${effect}`);
  return `Examples:\n${lines.join("\n")}\n`;
}
