"""Reference coefficients of models without a penalty, from scikit-learn.

Run in a virtual environment with the versions named in the output's header:

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install scikit-learn==1.9.1 numpy==2.4.6
    /tmp/oracle/bin/python training/src/test/oracle/models.py \
        > training/src/test/resources/io/tidemark/training/models-oracle.txt
"""

import numpy
import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression

ROWS = 200
TRAINED = 150


def logistic(x, y, **settings):
    model = LogisticRegression(C=numpy.inf, tol=1e-12, max_iter=100_000, **settings).fit(x, y)
    # Several classes: only differences between classes are determined.
    if len(model.classes_) > 2:
        model.coef_ -= model.coef_.mean(axis=0)
        model.intercept_ -= model.intercept_.mean()
    return model.coef_, model.intercept_


def show(name, coefficients, intercepts):
    for row, intercept in zip(numpy.atleast_2d(coefficients), numpy.atleast_1d(intercepts)):
        print("model", name, repr(float(intercept)), *(repr(float(c)) for c in row))


def main():
    rng = numpy.random.default_rng(20240307)
    x = numpy.round(
        numpy.column_stack(
            [rng.normal(0, 1, ROWS), rng.normal(50, 20, ROWS), rng.exponential(0.1, ROWS)]
        ),
        6,
    )
    score = 0.8 * x[:, 0] - 0.03 * (x[:, 1] - 50) + 5 * x[:, 2] - 2
    late = (rng.random(ROWS) < 1 / (1 + numpy.exp(-score))).astype(int)
    kind = numpy.array(["bus", "car", "train"])[
        numpy.argmax(
            numpy.column_stack([score, -score, 0.5 * x[:, 0]]) + rng.gumbel(size=(ROWS, 3)), axis=1
        )
    ]
    price = numpy.round(3 + score + rng.normal(0, 0.5, ROWS), 6)
    print("# Rows and the coefficients of models without a penalty; generated, do not edit.")
    print(f"# scikit-learn {sklearn.__version__}, numpy {numpy.__version__}")
    print("# python training/src/test/oracle/models.py > (this file)")
    print(f"# row: x1 x2 x3 late kind price; the first {TRAINED} are trained on")
    for i in range(ROWS):
        print("row", *(repr(float(v)) for v in x[i]), late[i], kind[i], repr(float(price[i])))
    print("# model: name intercept coefficients; of several classes one line each, in text order")
    x, late, kind, price = x[:TRAINED], late[:TRAINED], kind[:TRAINED], price[:TRAINED]
    show("binary", *logistic(x, late))
    show("balanced", *logistic(x, late, class_weight="balanced"))
    show("multiclass", *logistic(x, kind))
    linear = LinearRegression().fit(x, price)
    show("regression", linear.coef_, linear.intercept_)


if __name__ == "__main__":
    main()
