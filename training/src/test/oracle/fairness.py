"""Fairness of predictions by groups, from Fairlearn.

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install fairlearn==0.15.0 numpy==2.4.6
    /tmp/oracle/bin/python training/src/test/oracle/fairness.py \
        > training/src/test/resources/io/tidemark/training/fairness-oracle.txt
"""

import fairlearn
import numpy
from fairlearn import metrics


def main():
    print("# Labels, predictions and groups; generated, do not edit.")
    print(f"# fairlearn {fairlearn.__version__}, numpy {numpy.__version__}")
    print("# case: name, then names and values; then the rows")
    rng = numpy.random.default_rng(20240305)
    for name, groups, n in [("two", 2, 200), ("five", 5, 300)]:
        g = rng.integers(0, groups, n)
        y = (rng.random(n) < 0.3 + 0.05 * g).astype(int)
        p = (rng.random(n) < 0.2 + 0.4 * y + 0.06 * g).astype(int)
        values = {
            "parity_difference": metrics.demographic_parity_difference,
            "parity_ratio": metrics.demographic_parity_ratio,
            "opportunity_difference": metrics.equal_opportunity_difference,
            "opportunity_ratio": metrics.equal_opportunity_ratio,
        }
        pairs = [f"{k}={float(f(y, p, sensitive_features=g))!r}" for k, f in values.items()]
        print("case", name, *pairs, sep="\t")
        for row in zip(y, p, g):
            print(*row, sep="\t")


if __name__ == "__main__":
    main()
