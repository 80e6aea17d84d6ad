/** A value that nobody may see, and the environment variable it came from, which is shown in its place. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** The forms in which a server may send a value back: as it is, within JSON, within an address. */
function formsOf(value: string): readonly string[] {
  return [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
}

/** Takes `secrets` out of a text, the longest first. */
export function createRedaction(secrets: readonly Secret[]): (text: string) => string {
  const forms = secrets.flatMap(({ name, value }) => formsOf(value).map((form) => ({ name, form })));
  const longestFirst = forms.sort((one, other) => other.form.length - one.form.length);
  return (text) => {
    let shown = text;
    for (const { name, form } of longestFirst) shown = shown.replaceAll(form, `\${env:${name}}`);
    return shown;
  };
}
