"""Reference values for the evaluation of models, from scikit-learn and NumPy.

Run in a virtual environment with the versions named in the output's header:

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install scikit-learn==1.9.1 numpy==2.4.6
    /tmp/oracle/bin/python training/src/test/oracle/generate.py \
        training/src/test/resources/io/tidemark/training

It writes evaluation-oracle.txt (binary), multiclass-oracle.txt and regression-oracle.txt.
"""

import pathlib
import sys

import numpy
import sklearn
from sklearn import metrics

CLIP = 1e-15
NAN = float("nan")


def binary():
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


def calibration_error(y, p):
    """Ten bins of equal rows; all rows of one probability are in the bin of their middle."""
    values, counts = numpy.unique(p, return_counts=True)
    before = numpy.concatenate([[0], numpy.cumsum(counts)[:-1]])
    bins = dict(zip(values, (2 * before + counts - 1) * 10 // (2 * len(y))))
    of = numpy.array([bins[v] for v in p])
    return sum(
        abs(y[of == b].mean() - p[of == b].mean()) * (of == b).mean() for b in numpy.unique(of)
    )


def binary_values(y, p):
    chosen = (p > 0.5).astype(int)
    return {
        "positive_share": y.mean(),
        "auc": metrics.roc_auc_score(y, p),
        "pr_auc": metrics.average_precision_score(y, p),
        "f1": metrics.f1_score(y, chosen, zero_division=NAN),
        "precision": metrics.precision_score(y, chosen, zero_division=NAN),
        "recall": metrics.recall_score(y, chosen, zero_division=NAN),
        "accuracy": metrics.accuracy_score(y, chosen),
        "log_loss": metrics.log_loss(y, numpy.clip(p, CLIP, 1 - CLIP)),
        "brier": metrics.brier_score_loss(y, p),
        "calibration_error": calibration_error(y, p),
    }


def multiclass():
    rng = numpy.random.default_rng(20240301)
    names = numpy.array(["a", "b", "c d", "é"])
    y = rng.integers(0, 4, 300)
    p = rng.dirichlet([1, 1, 1, 1], 300) + 0.5 * numpy.eye(4)[y]
    yield "four", names, y, p / p.sum(axis=1, keepdims=True)
    # The third class is never predicted, the fourth never a label.
    y = rng.integers(0, 3, 200)
    p = rng.dirichlet([3, 3, 0.1, 1], 200) * [1, 1, 0, 1]
    yield "gaps", names, y, p / p.sum(axis=1, keepdims=True)
    yield "one", names, numpy.zeros(20, int), numpy.tile([1.0, 0, 0, 0], (20, 1))


def multiclass_values(y, p):
    chosen = p.argmax(axis=1)
    of_label = numpy.clip(p[numpy.arange(len(y)), y], CLIP, 1 - CLIP)
    return {
        "accuracy": metrics.accuracy_score(y, chosen),
        "macro_f1": metrics.f1_score(y, chosen, average="macro", zero_division=0),
        "weighted_f1": metrics.f1_score(y, chosen, average="weighted", zero_division=0),
        "macro_precision": metrics.precision_score(y, chosen, average="macro", zero_division=0),
        "macro_recall": metrics.recall_score(y, chosen, average="macro", zero_division=0),
        "log_loss": -numpy.log(of_label).mean(),
        "brier": ((p - numpy.eye(4)[y]) ** 2).sum(axis=1).mean(),
    }


def regression():
    rng = numpy.random.default_rng(20240302)
    y = rng.normal(100, 30, 301)
    yield "smooth", y, y + rng.normal(2, 10, 301)
    y = rng.integers(-3, 4, 200).astype(float)
    yield "ties", y, numpy.round(y + rng.normal(0, 1, 200))
    y = numpy.exp(rng.normal(0, 2, 150))
    yield "skew", y, y * numpy.exp(rng.normal(0, 0.5, 150))
    yield "offset", 1e9 + rng.normal(0, 1, 100), 1e9 + rng.normal(0, 1, 100)
    yield "constant", numpy.full(20, 7.0), 7 + rng.normal(0, 1, 20)
    yield "zero", numpy.zeros(11), numpy.arange(11.0)
    yield "single", numpy.array([2.0]), numpy.array([5.0])


def regression_values(y, p):
    e = numpy.abs(p - y)
    constant = len(set(y)) == 1
    return {
        "rmse": metrics.root_mean_squared_error(y, p),
        "mae": metrics.mean_absolute_error(y, p),
        "r2": NAN if constant else metrics.r2_score(y, p),
        "mape": (
            metrics.mean_absolute_percentage_error(y[y != 0], p[y != 0]) if (y != 0).any() else NAN
        ),
        "median_absolute_error": metrics.median_absolute_error(y, p),
        "p90_absolute_error": numpy.quantile(e, 0.9),
    }


def write(path, what, cases):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        print(f"# {what}; generated, do not edit.", file=out)
        print(f"# scikit-learn {sklearn.__version__}, numpy {numpy.__version__}", file=out)
        print("# case: name, then names and values; then the rows", file=out)
        for name, values, rows in cases:
            pairs = [f"{k}={float(v)!r}" for k, v in values.items()]
            print("case", name, *pairs, sep="\t", file=out)
            for row in rows:
                print(*row, sep="\t", file=out)


def main():
    folder = pathlib.Path(sys.argv[1])
    write(
        folder / "evaluation-oracle.txt",
        "Labels and probabilities",
        (
            (name, binary_values(y, p), ((int(a), repr(float(b))) for a, b in zip(y, p)))
            for name, y, p in binary()
        ),
    )
    write(
        folder / "multiclass-oracle.txt",
        "Labels, predictions and the probabilities of a, b, c d, é",
        (
            (
                name,
                multiclass_values(y, p),
                (
                    (names[a], names[b.argmax()], *(repr(float(v)) for v in b))
                    for a, b in zip(y, p)
                ),
            )
            for name, names, y, p in multiclass()
        ),
    )
    write(
        folder / "regression-oracle.txt",
        "Labels and predictions",
        (
            (
                name,
                regression_values(y, p),
                ((repr(float(a)), repr(float(b))) for a, b in zip(y, p)),
            )
            for name, y, p in regression()
        ),
    )


if __name__ == "__main__":
    main()
