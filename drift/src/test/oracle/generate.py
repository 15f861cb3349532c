"""Reference values for io.tidemark.drift.stats, from NumPy and SciPy.

Pinned: numpy==2.4.6, scipy==1.17.1. Run in the folder drift/:

    python src/test/oracle/generate.py src/test/resources/io/tidemark/drift/stats/oracle.json
"""

import json
import platform
import sys
import warnings

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.special import kolmogorov

PINNED = {"numpy": "2.4.6", "scipy": "1.17.1"}

# Pairs of counts on the same cells.
CELLS = {
    "equal shares": ([100, 200, 300], [10, 20, 30]),
    "shifted deciles": ([100] * 10, [40, 55, 70, 85, 100, 115, 130, 145, 160, 100]),
    "a new category with half the mass": ([300, 700, 0], [150, 350, 500]),
    "disjoint supports": ([500, 500, 0, 0], [0, 0, 400, 600]),
    "unequal sizes": ([90_000, 9_000, 1_000], [700, 250, 50]),
    "one row each, same cell": ([1], [1]),
    "one row each, different cells": ([1, 0], [0, 1]),
    "one row against many": ([5000, 3000, 2000], [0, 1, 0]),
    "constant": ([1000], [800]),
    "counts of 1e9": ([1_000_000_000, 2_000_000_000, 500_000_000],
                      [1_000_100_000, 1_999_900_000, 500_050_000]),
    "zipf": ([int(1e5 / k) for k in range(1, 31)], [int(2e4 / k**1.1) for k in range(1, 31)]),
}

# Tables whose expected counts are all at least 5, so that nothing is pooled.
CONTINGENCY = ["equal shares", "shifted deciles", "a new category with half the mass",
               "disjoint supports", "unequal sizes", "counts of 1e9", "zipf"]

SAMPLES = {
    "small, no ties": ([0.1, 0.4, 0.7, 1.1, 1.9], [0.2, 0.9, 2.5, 3.1]),
    "one value each": ([1.0], [2.0]),
    "one value against ten": ([5.5], [float(i) for i in range(10)]),
    "ties": ([1.0, 1, 2, 2, 2, 3, 4, 4], [2.0, 2, 3, 3, 3, 4, 5]),
    "same constant": ([7.0] * 20, [7.0] * 30),
    "disjoint": ([float(i) for i in range(50)], [100.0 + i for i in range(60)]),
    "infinities": ([-np.inf, 0.0, 1.0, 2.0, np.inf], [-1.0, 0.5, np.inf, np.inf]),
    "normal, shifted": (np.round(np.random.default_rng(1).normal(0, 1, 90), 6).tolist(),
                        np.round(np.random.default_rng(2).normal(0.4, 1, 110), 6).tolist()),
    "lognormal, larger": (np.round(np.random.default_rng(3).lognormal(0, 2, 700), 6).tolist(),
                          np.round(np.random.default_rng(4).lognormal(0.2, 2, 500), 6).tolist()),
}

# Values with the counts of both sides, and what the distance is divided by.
WEIGHTED = {
    "counts of 1e9": ([1.0, 2.0, 4.0], [1_000_000_000, 2_000_000_000, 500_000_000],
                      [1_000_100_000, 1_999_900_000, 500_050_000]),
    "values of 1e9": ([1e9, 1e9 + 1, 1e9 + 3], [5, 10, 5], [10, 5, 5]),
    "zeros and a far value": ([0.0, 1.0, 1e6], [9000, 999, 1], [8900, 1099, 1]),
    "disjoint": ([-2.0, -1.0, 3.0, 5.0], [10, 20, 0, 0], [0, 0, 5, 15]),
    "negative and tiny": ([-1e-9, 0.0, 1e-9], [3, 4, 3], [1, 4, 5]),
}

# Rows in a cell on both sides, all rows, rows of the smaller side, difference of shares.
HYPERGEOMETRIC = [(1, 100, 50, 0.02), (7, 150, 50, 0.05), (40, 400, 100, 0.1), (30, 1_050, 50, 0.06),
                  (2_000, 1_000_050, 50, 0.03), (900, 1_000, 300, 0.05), (60, 2_000, 1_000, 0.015),
                  (1_095, 11_000, 1_000, 0.02), (400, 40_400, 900, 0.008),
                  (5_000, 1_000_000, 1_500, 0.005)]

PROPORTIONS = [(10, 1000, 60, 1000), (0, 500, 40, 500), (500, 1000, 498, 1000),
               (1_000_000, 1_000_000_000, 1_050_000, 1_000_000_000), (20, 100, 1000, 10_000)]

RARE = [(0, 10_000, 1, 20), (0, 10_000, 1, 1), (3, 40, 1, 50), (1, 1_000_000_000, 4, 1000),
        (10, 12, 1, 9), (50, 50, 49, 50)]

P_VALUES = [[0.01, 0.02, 0.03, 0.04, 0.05], [0.9, 0.001, 0.5, 0.04, 0.04, 1.0, 0.0],
            [0.2], [1e-300, 0.03, 0.6]]


def psi(r, c):
    r, c = np.asarray(r, float) + 0.5, np.asarray(c, float) + 0.5
    r, c = r / r.sum(), c / c.sum()
    return float(np.sum((c - r) * np.log(c / r)))


def ks(name, a, b):
    small = len(a) * len(b) <= 10_000
    result = stats.ks_2samp(a, b, method="exact" if small else "asymp")
    d = result.statistic
    limit = kolmogorov(d * np.sqrt(len(a) * len(b) / (len(a) + len(b))))
    finite = [[str(x) if np.isinf(x) else x for x in side] for side in (a, b)]
    return {"name": name, "reference": finite[0], "current": finite[1], "d": float(d),
            "exact": float(result.pvalue) if small else None,
            "kolmogorov": float(limit), "asymp": None if small else float(result.pvalue)}


def wasserstein(name, values, r, c):
    scale = float(np.sqrt(np.cov(values, fweights=r)))
    return {"name": name, "values": values, "reference": r, "current": c, "scale": scale,
            "distance": float(stats.wasserstein_distance(values, values, r, c)) / scale}


def pooled(name):
    """Small samples as counts on their distinct values; None with infinities or no spread."""
    a, b = SAMPLES[name]
    values = sorted(set(a) | set(b))
    if np.isinf(values).any() or len(set(a)) < 2 or len(values) > 200:
        return None
    return values, [a.count(x) for x in values], [b.count(x) for x in values]


def differences(name):
    r, c = CELLS[name]
    gaps = np.abs(np.array(r) / sum(r) - np.array(c) / sum(c))
    return {"name": name, "reference": r, "current": c, "totalVariation": float(gaps.sum() / 2),
            "lInfinity": float(gaps.max()), "peak": int(gaps.argmax()) if gaps.max() > 0 else None}


def hypergeometric(rows, total, small, difference):
    k = np.arange(0, min(rows, small) + 1)
    p = stats.hypergeom.pmf(k, total, rows, small)
    gaps = np.abs(k / small - (rows - k) / (total - small))
    return {"rows": rows, "small": small, "large": total - small, "difference": difference,
            "mean": float(p @ gaps), "tail": float(p[gaps >= difference * (1 - 1e-9)].sum()),
            "variance": float(p @ gaps**2)}


def gamma(alpha, shape):
    return {"alpha": alpha, "shape": shape, "quantile": float(stats.gamma.isf(alpha, shape))}


def contingency(name):
    r, c = CELLS[name]
    result = stats.chi2_contingency([r, c], correction=False)
    return {"name": name, "reference": r, "current": c, "statistic": float(result.statistic),
            "p": float(result.pvalue), "v": float(np.sqrt(result.statistic / (sum(r) + sum(c))))}


def proportion(a, n, b, m):
    result = stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False)
    return {"a": a, "n": n, "b": b, "m": m, "statistic": float(result.statistic),
            "p": float(result.pvalue)}


def detectable(alpha, df):
    q = stats.chi2.ppf(1 - alpha, df)
    lo, hi = 0.0, 500.0
    for _ in range(200):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if stats.ncx2.sf(q, df, mid) < 0.8 else (lo, mid)
    return {"alpha": alpha, "df": df, "quantile": float(q), "lambda": hi}


def main(target):
    found = {"numpy": np.__version__, "scipy": scipy.__version__}
    if found != PINNED:
        raise SystemExit(f"wants {PINNED}, found {found}")
    warnings.simplefilter("error")
    oracle = {
        "header": {"library": "numpy {numpy}, scipy {scipy}".format(**found),
                   "python": platform.python_version(),
                   "command": "python src/test/oracle/generate.py " + target},
        "psi": [{"name": k, "reference": r, "current": c, "psi": psi(r, c)}
                for k, (r, c) in CELLS.items()],
        "jensenShannon": [{"name": k, "reference": r, "current": c,
                           "distance": float(jensenshannon(r, c, base=2))}
                          for k, (r, c) in CELLS.items()],
        "chiSquare": [contingency(k) for k in CONTINGENCY],
        "ks": [ks(k, a, b) for k, (a, b) in SAMPLES.items()],
        "wasserstein": [wasserstein(k, *sides) for k, sides in
                        [(k, pooled(k)) for k in SAMPLES] + list(WEIGHTED.items())
                        if sides is not None],
        "differences": [differences(k) for k in CELLS],
        "hypergeometric": [hypergeometric(*case) for case in HYPERGEOMETRIC],
        "gamma": [gamma(alpha, shape) for alpha in (0.5, 0.05, 1e-3)
                  for shape in (0.05, 0.5, 1.0, 4.5, 30.0, 2000.0)],
        "proportions": [proportion(*case) for case in PROPORTIONS],
        "fisher": [{"a": a, "n": n, "b": b, "m": m,
                    "p": float(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue)}
                   for a, n, b, m in RARE],
        "benjaminiHochberg": [{"p": p, "adjusted": stats.false_discovery_control(p).tolist()}
                              for p in P_VALUES],
        "detectable": [detectable(alpha, df) for alpha in (0.01, 0.05, 0.1)
                       for df in (1, 2, 5, 9, 20, 50)],
    }
    with open(target, "w", encoding="utf-8") as out:
        json.dump(oracle, out, indent=1, allow_nan=False)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
