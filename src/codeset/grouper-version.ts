const written = /^V?(\d{2})(?:\.?(\d)(?:\.?0)?)?$/i;

/**
 * The one form of a version of the MS-DRG grouper: `41`, `V41`, `41.0`, `410` and `v41.0` are `41.0`; `431` is
 * `43.1`. Null where the text is no version.
 */
export function canonicalGrouperVersion(text: string): string | null {
  const [, major, minor = "0"] = written.exec(text.trim()) ?? [];
  return major === undefined ? null : `${major}.${minor}`;
}
