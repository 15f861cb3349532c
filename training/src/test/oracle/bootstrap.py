"""Intervals of a plain bootstrap of rows, for the data of generate.py.

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install scikit-learn==1.9.1 numpy==2.4.6
    /tmp/oracle/bin/python training/src/test/oracle/bootstrap.py \
        > training/src/test/resources/io/tidemark/training/bootstrap-oracle.txt
"""

import warnings

import numpy
import sklearn

import generate

REPLICATES = 4000


def drawn(values, *arrays):
    rng = numpy.random.default_rng(20240304)
    n = len(arrays[0])
    replicates = []
    for _ in range(REPLICATES):
        rows = rng.integers(0, n, n)
        replicates.append(values(*(a[rows] for a in arrays)))
    return replicates


def intervals(name, replicates):
    pairs = []
    for key in replicates[0]:
        low, high = numpy.nanquantile([r[key] for r in replicates], [0.025, 0.975])
        pairs += [f"{key}.low={float(low)!r}", f"{key}.high={float(high)!r}"]
    print("case", name, *pairs, sep="\t")


def gain(y, p):
    """Of p over p in steps of 0.1."""
    a = generate.binary_values(y, p)
    b = generate.binary_values(y, numpy.round(p, 1))
    return {
        "auc": a["auc"] - b["auc"],
        "log_loss": (b["log_loss"] - a["log_loss"]) / b["log_loss"],
    }


def main():
    warnings.simplefilter("ignore")
    print("# 95 % intervals of a bootstrap of rows; generated, do not edit.")
    print(f"# scikit-learn {sklearn.__version__}, numpy {numpy.__version__}")
    print("# case: task, then ends of intervals; the rows are those of the first case of the task")
    _, y, p = next(generate.binary())
    intervals("binary", drawn(generate.binary_values, y, p))
    intervals("gain", drawn(gain, y, p))
    _, _, y, p = next(generate.multiclass())
    intervals("multiclass", drawn(generate.multiclass_values, y, p))
    _, y, p = next(generate.regression())
    intervals("regression", drawn(generate.regression_values, y, p))


if __name__ == "__main__":
    main()
