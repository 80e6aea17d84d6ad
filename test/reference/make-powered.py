"""Reference values for test/stats/prediction-powered.test.ts, made with numpy: python3 test/reference/make-powered.py

A stratified sample without replacement of clustered encounters, with predictions for all: the prediction-powered ratio,
its tuned lambda and its variance, by sums over all pairs of drawn encounters with their joint probabilities, not by the
closed forms of src/stats. Writes powered.json beside this file; npx biome format --write puts it in form.
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(26)
SIZES = [90, 50, 12, 4]
DRAWN = [14, 16, 5, 4]


def make_population():
    stratum = np.repeat(np.arange(len(SIZES)), SIZES)
    count = len(stratum)
    cluster = rng.integers(0, 70, count)
    xf = rng.integers(1, 7, count)
    yf = np.where(stratum == 0, xf, rng.binomial(xf, 0.6))
    x = np.maximum(1, xf + rng.integers(-1, 2, count))
    y = np.where(rng.random(count) < 0.6, np.minimum(x, yf), rng.binomial(x, 0.7))
    return stratum, cluster, y, x, yf, xf


def draw(stratum):
    return np.sort(
        np.concatenate(
            [rng.choice(np.flatnonzero(stratum == h), n, replace=False) for h, n in enumerate(DRAWN)]
        )
    )


def joint(h, k, same):
    n, size = np.array(DRAWN, float), np.array(SIZES, float)
    if same:
        return n[h] / size[h]
    if h == k:
        return n[h] * (n[h] - 1) / (size[h] * (size[h] - 1))
    return n[h] * n[k] / (size[h] * size[k])


def horvitz_thompson(a, b, stratum):
    """Unbiased covariance of the expanded totals of a and b over the drawn, by all pairs."""
    total = 0.0
    for i in range(len(a)):
        for j in range(len(b)):
            pi, pj = joint(stratum[i], None, True), joint(stratum[j], None, True)
            pij = joint(stratum[i], stratum[j], i == j)
            total += (pij - pi * pj) / pij * a[i] * b[j] / (pi * pj)
    return total


def main():
    stratum, cluster, y, x, yf, xf = make_population()
    s = draw(stratum)
    h = stratum[s]
    w = np.array(SIZES)[h] / np.array(DRAWN)[h]

    def ratio(lam):
        top = lam * yf.sum() + (w * (y[s] - lam * yf[s])).sum()
        bottom = lam * xf.sum() + (w * (x[s] - lam * xf[s])).sum()
        return top, bottom

    lam = 1.0
    for _ in range(3):
        top, bottom = ratio(lam)
        r = top / bottom
        z, zf = y[s] - r * x[s], yf[s] - r * xf[s]
        lam = float(np.clip(horvitz_thompson(z, zf, h) / horvitz_thompson(zf, zf, h), 0, 1))
    top, bottom = ratio(lam)
    r = top / bottom
    z, zf_all = y[s] - r * x[s], yf - r * xf
    d = z - lam * zf_all[s]
    sampling = horvitz_thompson(d, d, h)

    clusters = np.unique(cluster)
    squares = 0.0
    for c in clusters:
        own = cluster[s] == c
        estimate = lam * zf_all[cluster == c].sum() + (w[own] * d[own]).sum()
        squares += estimate**2 - horvitz_thompson(d[own], d[own], h[own])
    spread = lam**2 * np.var([zf_all[cluster == c].sum() for c in clusters]) * len(clusters)
    assert squares > spread, "the floor of the variance between clusters would be the answer"
    between = len(clusters) / (len(clusters) - 1) * squares

    surprises = [int(((y[s] != yf[s]) | (x[s] != xf[s]))[h == k].sum()) for k in range(len(SIZES))]
    assert all(surprises[k] > 0 for k in range(3)), surprises

    sampled = [k for k in range(len(SIZES)) if DRAWN[k] < SIZES[k]]
    parts = [
        SIZES[k] ** 2 * (1 / DRAWN[k] - 1 / SIZES[k]) * d[h == k].var(ddof=1) for k in sampled
    ]
    drawn_clusters = len(np.unique(cluster[s]))
    total = between + sum(parts)
    assert abs(sum(parts) / sampling - 1) < 1e-9
    below = between**2 / (drawn_clusters - 1) + sum(p**2 / (DRAWN[k] - 1) for p, k in zip(parts, sampled))
    df = min(drawn_clusters - len(sampled), total**2 / below)

    def sums(values):
        return [int(values[cluster == c].sum()) for c in clusters]

    yc, xc = np.array(sums(yf)), np.array(sums(xf))
    document = {
        "strata": [{"size": a, "drawn": b, "open": a} for a, b in zip(SIZES, DRAWN)],
        "units": [
            {"stratum": int(stratum[i]), "cluster": int(cluster[i]), "y": int(y[i]), "x": int(x[i]), "yf": int(yf[i]), "xf": int(xf[i])}
            for i in s
        ],
        "predicted": {
            "clusters": len(clusters),
            "y": int(yc.sum()),
            "x": int(xc.sum()),
            "yy": int((yc**2).sum()),
            "xy": int((xc * yc).sum()),
            "xx": int((xc**2).sum()),
        },
        "clusters": [[int(c), a, b] for c, a, b in zip(clusters, sums(yf), sums(xf)) if c in cluster[s]],
        "value": float(r),
        "lambda": lam,
        "variance": float(total / bottom**2),
        "df": float(df),
        "numerator": float(top),
        "denominator": float(bottom),
    }
    target = pathlib.Path(__file__).with_name("powered.json")
    target.write_text(json.dumps(document, indent=1) + "\n")


main()
