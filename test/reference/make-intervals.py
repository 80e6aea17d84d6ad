"""Reference values for test/stats, made with numpy and scipy: python3 test/reference/make-intervals.py

Writes intervals.json beside this file; npx biome format --write puts it in the form the linter wants.
Nothing here shares code with src/stats.
"""

import itertools
import json
import pathlib

import numpy as np
from scipy import stats

CONFIDENCE = 0.95


def moments(y, x):
    return {
        "clusters": int(np.sum((y != 0) | (x != 0))),
        "y": int(y.sum()),
        "x": int(x.sum()),
        "yy": int((y * y).sum()),
        "xy": int((x * y).sum()),
        "xx": int((x * x).sum()),
    }


def residuals(y, x):
    return (y - y.sum() / x.sum() * x) / x.sum()


def variance_of(z):
    return len(z) / (len(z) - 1) * float(((z - z.mean()) ** 2).sum())


def logit_interval(value, variance, clusters):
    t = stats.t.ppf(1 - (1 - CONFIDENCE) / 2, clusters - 1)
    centre = np.log(value / (1 - value))
    spread = t * np.sqrt(variance) / (value * (1 - value))
    return [float(1 / (1 + np.exp(-(centre + side * spread)))) for side in (-1, 1)]


def log_interval(y, x):
    z = y / y.sum() - x / x.sum()
    spread = stats.t.ppf(1 - (1 - CONFIDENCE) / 2, len(y) - 1) * np.sqrt(variance_of(z))
    ratio = y.sum() / x.sum()
    return [float(ratio * np.exp(side * spread)) for side in (-1, 1)]


def clustered(rng, clusters, top):
    x = rng.integers(1, top, clusters)
    return rng.binomial(x, rng.beta(8, 2, clusters)), x


def ratio_cases(rng):
    cases = []
    for clusters, top in [(2, 4), (5, 6), (12, 9), (40, 12), (250, 20)]:
        y, x = clustered(rng, clusters, top)
        if y.sum() in (0, x.sum()):
            y[0] = x[0] - 1
        z = residuals(y, x)
        value = float(y.sum() / x.sum())
        cases.append(
            {
                "moments": moments(y, x),
                "value": value,
                "variance": variance_of(z),
                "kish": float(x.sum() ** 2 / (x * x).sum()),
                "logit": logit_interval(value, variance_of(z), clusters),
                "log": log_interval(y, x),
            }
        )
    return cases


def difference_cases(rng):
    cases = []
    for clusters in (3, 10, 60):
        ya, xa = clustered(rng, clusters, 8)
        yb, xb = clustered(rng, clusters, 8)
        cases.append(
            {
                "a": moments(ya, xa),
                "b": moments(yb, xb),
                "cross": {
                    "yayb": int((ya * yb).sum()),
                    "yaxb": int((ya * xb).sum()),
                    "xayb": int((xa * yb).sum()),
                    "xaxb": int((xa * xb).sum()),
                },
                "clusters": clusters,
                "variance": variance_of(residuals(ya, xa) - residuals(yb, xb)),
            }
        )
    return cases


def bound_cases():
    pairs = [(0.5, 3.7), (18, 20), (2.25, 9.5), (57.3, 61.9), (0, 12.4), (33.3, 33.3), (911.7, 1000.25), (0.01, 0.4)]
    return [
        {
            "successes": k,
            "n": n,
            "confidence": c,
            "lower": float(stats.beta.ppf(1 - c, k, n - k + 1)) if k > 0 else 0.0,
            "upper": float(stats.beta.ppf(c, k + 1, n - k)) if k < n else 1.0,
        }
        for k, n in pairs
        for c in (0.9, 0.95, 0.99)
    ]


def gate_cases():
    """n* of a ratio: r(1-r)/v (z/t)^2 with its caps; from 30 clusters with the rarer outcome on, t with a fifth of them."""
    cases = []
    for r, deff, total, kish, rare in [
        (0.95, 2.3, 4000, 240, 90),
        (0.95, 2.3, 400, 40, 12),
        (0.9, 0.4, 300, 150, 20),
        (0.9, 0.4, 300, 150, 35),
        (0.99, 1.5, 900, 600, 2),
        (0.05, 2.0, 5000, 900, 120),
    ]:
        v = r * (1 - r) / total * deff
        shrink = (stats.norm.ppf(CONFIDENCE) / stats.t.ppf(CONFIDENCE, rare - 1 if rare < 30 else rare / 5)) ** 2
        n = min(total, r * (1 - r) / v * shrink)
        if rare < 30:
            n = min(n, kish)
        cases.append(
            {
                "value": r,
                "se": float(np.sqrt(v)),
                "denominator": total,
                "kish": kish,
                "rare": rare,
                "size": float(n),
                "lower": float(stats.beta.ppf(1 - CONFIDENCE, r * n, n - r * n + 1)),
                "upper": float(stats.beta.ppf(CONFIDENCE, r * n + 1, n - r * n)),
            }
        )
    return cases


def jackknife_case(rng):
    x = rng.normal(0.5, 0.1, 30)
    thetas = [float(np.delete(x, i).mean()) for i in range(len(x))]
    theta = float(x.mean())
    variance = float(x.var(ddof=1) / len(x))
    spread = float(stats.t.ppf(0.975, len(x) - 1) * np.sqrt(variance))
    return {"thetas": thetas, "theta": theta, "variance": variance, "interval": [theta - spread, theta + spread]}


def sign_flip_cases(rng):
    cases = []
    for nets in [[1, 1, 1], [3, 1, 1], [2, 2, 2, 1], [5, 4, 3, 2, 1], [-1, 2, 2, 7, 1, 1], list(rng.integers(1, 6, 12))]:
        nets = [int(n) for n in nets]
        observed = sum(nets)
        for s in {observed, observed - 2 * abs(nets[0]), observed - 2 * abs(nets[-1])}:
            flips = [sum(f * abs(n) for f, n in zip(signs, nets)) for signs in itertools.product((-1, 1), repeat=len(nets))]
            sizes = sorted({abs(n) for n in nets})
            cases.append(
                {
                    "counts": [{"magnitude": m, "patients": sum(abs(n) == m for n in nets)} for m in sizes],
                    "sum": s,
                    "p": sum(abs(f) >= abs(s) for f in flips) / len(flips),
                }
            )
    return cases


def needed_cases():
    """First n whose exact lower bound meets the threshold with 80 % power, by trying every n."""
    cases = []
    for errors, n, threshold in [(0, 20, 0.95), (1, 80, 0.95), (4, 150, 0.95), (10, 300, 0.95), (30, 400, 0.9), (8, 20, 0.5)]:
        r = 1 - errors / n
        m = 0
        while True:
            m += 1
            k = int(stats.binom.isf(0.05, m, threshold)) + 1
            if k <= m and stats.binom.sf(k - 1, m, threshold) <= 0.05 and stats.binom.sf(k - 1, m, r) >= 0.8:
                break
        cases.append({"errors": errors, "n": n, "threshold": threshold, "needed": max(0, m - n)})
    return cases


def main():
    rng = np.random.default_rng(7)
    out = {
        "ratios": ratio_cases(rng),
        "differences": difference_cases(rng),
        "bounds": bound_cases(),
        "gate": gate_cases(),
        "jackknife": jackknife_case(rng),
        "sign_flip": sign_flip_cases(rng),
        "needed": needed_cases(),
    }
    target = pathlib.Path(__file__).with_name("intervals.json")
    target.write_text(json.dumps(out, indent=1) + "\n")


main()
