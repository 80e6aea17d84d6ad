"""Reference values for agreement, proportions and corrected p values, made with statsmodels: python3 test/reference/make-agreement.py

Writes agreement.json beside this file; npx biome format --write puts it in the form the linter wants.
"""

import json
import pathlib

import numpy as np
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint


def kappa_cases(rng):
    tables = [
        [[0, 4, 1], [0, 8, 0], [0, 1, 5]],
        [[20, 5], [10, 15]],
        [[900, 14], [21, 65]],
        rng.integers(0, 30, (5, 5)).tolist(),
    ]
    cases = []
    for table in tables:
        result = cohens_kappa(np.array(table))
        cases.append(
            {
                "table": table,
                "kappa": float(result.kappa),
                "se": float(result.std_kappa),
                "interval": [float(result.kappa_low), float(result.kappa_upp)],
            }
        )
    return cases


def fleiss_cases(rng):
    subjects = [rng.multinomial(6, [0.5, 0.3, 0.2]).tolist() for _ in range(12)]
    return [{"subjects": subjects, "kappa": float(fleiss_kappa(np.array(subjects)))}]


def mcnemar_cases():
    tables = [[[23, 15], [19, 31]], [[80, 2], [11, 7]], [[0, 40], [61, 0]]]
    return [{"table": table, "p": float(mcnemar(table, exact=True).pvalue)} for table in tables]


def proportion_cases():
    cases = []
    for count, n in [(18, 20), (19, 38), (0, 60), (59, 60), (970, 1000)]:
        cases.append(
            {
                "count": count,
                "n": n,
                "wilson": [float(bound) for bound in proportion_confint(count, n, 0.05, "wilson")],
                "clopper_pearson": [float(bound) for bound in proportion_confint(count, n, 0.05, "beta")],
            }
        )
    return cases


def corrected_cases(rng):
    ps = (rng.random(25) ** 2.5).tolist()
    rejected, holm, _, _ = multipletests(ps, 0.05, "holm")
    _, bh, _, _ = multipletests(ps, 0.05, "fdr_bh")
    return [{"ps": ps, "holm": holm.tolist(), "holm_rejected": rejected.tolist(), "bh": bh.tolist()}]


def main():
    rng = np.random.default_rng(3)
    out = {
        "kappa": kappa_cases(rng),
        "fleiss": fleiss_cases(rng),
        "mcnemar": mcnemar_cases(),
        "proportions": proportion_cases(),
        "corrected": corrected_cases(rng),
    }
    target = pathlib.Path(__file__).with_name("agreement.json")
    target.write_text(json.dumps(out, indent=1) + "\n")


main()
