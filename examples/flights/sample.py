"""Makes flights.parquet beside this file from the full 3,000,000 flights.

    pip install pyarrow==26.0.1 numpy==2.4.6
    python sample.py ../../../shared/data/flights-3m.parquet

120,000 real rows of each month January to June 2001, drawn without replacement (seed 2001), in time order.
"""

import pathlib
import sys

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.parquet

ROWS_A_MONTH = 120_000
SEED = 2001


def main(source: str) -> None:
    flights = pyarrow.parquet.read_table(source)
    months = pyarrow.compute.month(flights["date"]).to_numpy()
    random = numpy.random.default_rng(SEED)
    kept = [
        random.choice(numpy.flatnonzero(months == month), ROWS_A_MONTH, replace=False)
        for month in range(1, 7)
    ]
    sample = flights.take(numpy.sort(numpy.concatenate(kept)))
    sample = sample.replace_schema_metadata(None).sort_by("date")
    target = pathlib.Path(__file__).with_name("flights.parquet")
    pyarrow.parquet.write_table(sample, target, compression="zstd", compression_level=19)
    print(f"{target}: {sample.num_rows} rows, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
