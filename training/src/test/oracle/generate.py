"""Reference values for the evaluation of binary classifiers, from scikit-learn.

Run in a virtual environment with the versions named in the output's header:

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install scikit-learn==1.9.1 numpy==2.4.6
    /tmp/oracle/bin/python training/src/test/oracle/generate.py \
        > training/src/test/resources/io/tidemark/training/evaluation-oracle.txt
"""

import numpy
import sklearn
from sklearn import metrics

CLIP = 1e-15


def cases():
    rng = numpy.random.default_rng(20240229)
    y = rng.integers(0, 2, 300)
    yield "smooth", y, numpy.clip(0.3 * y + 0.7 * rng.random(300), 0, 1)
    y = rng.integers(0, 2, 400)
    yield "ties", y, numpy.round(0.3 * y + 0.7 * rng.random(400), 1)
    y = (rng.random(1500) < 0.01).astype(int)
    yield "skew", y, rng.beta(1, 30, 1500) + 0.5 * y * rng.random(1500)
    y = rng.integers(0, 2, 50)
    yield "constant", y, numpy.full(50, 0.5)
    yield "perfect", y, 0.25 + 0.5 * y
    yield "inverted", y, 1.0 - y
    yield "certain", y, numpy.where(rng.random(50) < 0.9, y, 1 - y).astype(float)


def main():
    print("# Labels, probabilities and their quality; generated, do not edit.")
    print(f"# scikit-learn {sklearn.__version__}, numpy {numpy.__version__}")
    print("# python training/src/test/oracle/generate.py > (this file)")
    print("# case: name rows positive_share auc f1 precision recall log_loss; then: label probability")
    for name, y, p in cases():
        chosen = (p > 0.5).astype(int)
        nan = float("nan")
        values = [
            y.mean(),
            metrics.roc_auc_score(y, p),
            metrics.f1_score(y, chosen, zero_division=nan),
            metrics.precision_score(y, chosen, zero_division=nan),
            metrics.recall_score(y, chosen, zero_division=nan),
            metrics.log_loss(y, numpy.clip(p, CLIP, 1 - CLIP)),
        ]
        print("case", name, len(y), *(repr(float(v)) for v in values))
        for label, probability in zip(y, p):
            print(int(label), repr(float(probability)))


if __name__ == "__main__":
    main()
