import { z } from "zod";

/** Sums over patients by name: tp, own_tp_fp, run_tp_fp, each_tp_fp, … */
export type NamedSums = Readonly<Record<string, bigint>>;

/** The sums of one system in the whole run; `members` are the encounters that enter. */
export const totalRow = z
  .object({
    system_ix: z.number(),
    members: z.number(),
    engine_patients: z.number(),
    reference_patients: z.number(),
    patients: z.number(),
  })
  .catchall(z.bigint())
  .transform(({ system_ix, members, engine_patients, reference_patients, patients, ...sums }) => {
    const named: NamedSums = sums;
    return { system_ix, members, engine_patients, reference_patients, patients, sums: named };
  });

/** The sums of one system in one subgroup. */
export const partRow = z
  .object({ scope_a: z.number(), scope_b: z.number(), system_ix: z.number(), members: z.number() })
  .catchall(z.bigint())
  .transform(({ scope_a, scope_b, system_ix, members, ...sums }) => {
    const named: NamedSums = sums;
    return { scope_a, scope_b, system_ix, members, sums: named };
  });

export type TotalRow = z.output<typeof totalRow>;
export type PartRow = z.output<typeof partRow>;
