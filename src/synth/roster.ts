import { en, Faker, generateMersenne32Randomizer } from "@faker-js/faker";
import type { VisitSetting } from "./case-book.ts";

export interface Facility {
  readonly name: string;
  readonly settings: readonly VisitSetting[];
  readonly weight: number;
}

/** Who works where. All ids are surrogates; no person has a name. */
export interface Roster {
  readonly facilities: readonly Facility[];
  /** Provider ids, from which a specialty takes its own few. */
  readonly providers: readonly string[];
  readonly coders: readonly string[];
  /** What patients do for a living, for the social history. */
  readonly occupations: readonly string[];
}

const hospital: readonly VisitSetting[] = ["inpatient", "observation", "emergency", "outpatient"];

const facilities: readonly Facility[] = [
  { name: "Main Hospital", settings: hospital, weight: 5 },
  { name: "Riverside Hospital", settings: hospital, weight: 3 },
  { name: "Northgate Clinic", settings: ["office"], weight: 3 },
  { name: "Lakeside Specialty Center", settings: ["office", "outpatient"], weight: 2 },
];

/** Made once a dataset by faker from the seed, dates apart: nothing here depends on the clock. */
export function drawRoster(seed: number): Roster {
  const faker = new Faker({ locale: [en], randomizer: generateMersenne32Randomizer(seed) });
  faker.setDefaultRefDate("2026-10-01T00:00:00Z");
  return {
    facilities,
    providers: faker.helpers.uniqueArray(() => `V${faker.string.numeric(5)}`, 96),
    coders: faker.helpers.uniqueArray(() => `C${faker.string.numeric(3)}`, 9),
    occupations: faker.helpers.uniqueArray(() => faker.person.jobType().toLowerCase(), 12),
  };
}

/** The few providers of one specialty at one facility, the same on every call. */
export function providersOf(roster: Roster, specialty: string, facility: string): readonly string[] {
  const start = [...`${specialty}|${facility}`].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0);
  const at = start % (roster.providers.length - 4);
  return roster.providers.slice(at, at + 4);
}
