"""Times a whylogs profile of the current version and its drift scores against the reference's profile."""

import warnings

import whylogs
from whylogs.viz.drift.column_drift_algorithms import calculate_drift_scores

from delta_sample import run

WORK = "`why.log` of the current version and `calculate_drift_scores` against the reference's profile, which is made before the clock starts"


class Comparison:
    """Keeps the reference's profile, as a monitor would; making it is timed in no run."""

    def __init__(self):
        self.profiles = {}

    def prepare(self, reference):
        self.profiles[len(reference)] = whylogs.log(reference).view()

    def __call__(self, reference, current):
        view = whylogs.log(current).view()
        return calculate_drift_scores(view, self.profiles[len(reference)], with_thresholds=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    run("whylogs", WORK, Comparison())
