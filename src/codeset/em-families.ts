/** One evaluation-and-management level in the days in which it has this rank. */
export interface EmLevel {
  readonly system: "CPT" | "HCPCS";
  readonly code: string;
  readonly family: string;
  /** From 1, without gaps among the codes of the family on one day. */
  readonly rank: number;
  /** True: holds for facility claims. False: for professional claims, and for codes without a facility family. */
  readonly isFacility: boolean;
  /** First day, ISO. */
  readonly validFrom: string;
  /** Last day, ISO; null while it goes on. */
  readonly validTo: string | null;
}

/** Codes of one family in rising rank, over a span in which none came or went. */
interface Era {
  readonly family: string;
  readonly codes: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly system?: "HCPCS";
  readonly isFacility?: true;
}

/** Families without an earlier change begin here; for older days the table says nothing. */
const tableStart = "2011-01-01";
const revision2021 = { last: "2020-12-31", first: "2021-01-01" };
const revision2023 = { last: "2022-12-31", first: "2023-01-01" };
const telemedicineStart = "2025-01-01";

/**
 * Families of levels with the dates at which they changed (CPT evaluation and management revisions of 2021, 2023 and
 * 2025; OPPS for G0380–G0384). Codes without levels are in none: critical care, prevention, prolonged services,
 * G0463, G2211, G2212. Names and order are this project's own words.
 */
const eras: readonly Era[] = [
  { family: "office_new", codes: series(99201, 99205), to: revision2021.last },
  { family: "office_new", codes: series(99202, 99205), from: revision2021.first },
  { family: "office_established", codes: series(99211, 99215) },

  { family: "inpatient_initial", codes: series(99221, 99223), to: revision2023.last },
  { family: "inpatient_subsequent", codes: series(99231, 99233), to: revision2023.last },
  { family: "inpatient_discharge", codes: series(99238, 99239), to: revision2023.last },
  { family: "observation_initial", codes: series(99218, 99220), to: revision2023.last },
  { family: "observation_subsequent", codes: series(99224, 99226), to: revision2023.last },
  { family: "observation_discharge", codes: series(99217, 99217), to: revision2023.last },
  { family: "hospital_initial", codes: series(99221, 99223), from: revision2023.first },
  { family: "hospital_subsequent", codes: series(99231, 99233), from: revision2023.first },
  { family: "hospital_discharge", codes: series(99238, 99239), from: revision2023.first },
  { family: "hospital_same_day", codes: series(99234, 99236) },

  { family: "consultation_outpatient", codes: series(99241, 99245), to: revision2023.last },
  { family: "consultation_outpatient", codes: series(99242, 99245), from: revision2023.first },
  { family: "consultation_inpatient", codes: series(99251, 99255), to: revision2023.last },
  { family: "consultation_inpatient", codes: series(99252, 99255), from: revision2023.first },

  { family: "emergency", codes: series(99281, 99285) },
  { family: "emergency_facility", codes: series(99281, 99285), isFacility: true },
  {
    family: "emergency_type_b_facility",
    codes: ["G0380", "G0381", "G0382", "G0383", "G0384"],
    system: "HCPCS",
    isFacility: true,
  },

  { family: "nursing_facility_initial", codes: series(99304, 99306) },
  { family: "nursing_facility_subsequent", codes: series(99307, 99310) },
  { family: "nursing_facility_discharge", codes: series(99315, 99316) },
  { family: "nursing_facility_annual", codes: series(99318, 99318), to: revision2023.last },

  { family: "domiciliary_new", codes: series(99324, 99328), to: revision2023.last },
  { family: "domiciliary_established", codes: series(99334, 99337), to: revision2023.last },
  { family: "home_new", codes: series(99341, 99345), to: revision2023.last },
  { family: "home_new", codes: ["99341", "99342", "99344", "99345"], from: revision2023.first },
  { family: "home_established", codes: series(99347, 99350) },

  { family: "telemedicine_video_new", codes: series(98000, 98003), from: telemedicineStart },
  { family: "telemedicine_video_established", codes: series(98004, 98007), from: telemedicineStart },
  { family: "telemedicine_audio_new", codes: series(98008, 98011), from: telemedicineStart },
  { family: "telemedicine_audio_established", codes: series(98012, 98015), from: telemedicineStart },
];

/** Every level with its days, by family and rank; one code has at most one rank on a day and kind of claim. */
export function emLevels(): readonly EmLevel[] {
  return eras.flatMap((era) => era.codes.map((code, index) => levelOf(era, code, index + 1)));
}

function levelOf(era: Era, code: string, rank: number): EmLevel {
  return {
    system: era.system ?? "CPT",
    code,
    family: era.family,
    rank,
    isFacility: era.isFacility ?? false,
    validFrom: era.from ?? tableStart,
    validTo: era.to ?? null,
  };
}

function series(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, step) => String(first + step));
}
