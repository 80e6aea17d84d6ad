/** What a person says of a file where the file does not say it. */
export interface AddOptions {
  /** Fiscal year of ICD-10 and POA files, payment year of CMS-HCC, calendar year of fees. */
  readonly year?: number | undefined;
  /** YYYY-MM-DD: the first day of a fee schedule without dates. */
  readonly from?: string | undefined;
  /** Dollars for a DRG weight of 1. */
  readonly baseRate?: number | undefined;
}
