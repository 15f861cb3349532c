"""Times Evidently's drift preset on two versions of a table."""

import warnings

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

from delta_sample import run

WORK = "`DataDriftPreset` with its default methods on all columns, its plots included"


def compare(reference, current):
    numbers = [name for name in current if pd.api.types.is_numeric_dtype(current[name])]
    definition = DataDefinition(
        numerical_columns=numbers,
        categorical_columns=[name for name in current if name not in numbers],
    )
    result = Report([DataDriftPreset()]).run(
        Dataset.from_pandas(current, data_definition=definition),
        Dataset.from_pandas(reference, data_definition=definition),
    )
    return result.dict()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    run("evidently", WORK, compare)
