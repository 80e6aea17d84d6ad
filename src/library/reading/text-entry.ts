/** One text file, alone or out of an archive. */
export interface TextEntry {
  /** Names to tell a year by, nearest first: the entry's, then the archive's. Without folders. */
  readonly names: readonly string[];
  /** Where errors say it stands: the path, with the entry's name behind it for an archive of several. */
  readonly place: string;
  readonly text: string;
}
