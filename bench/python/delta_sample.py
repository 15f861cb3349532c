"""What the scripts share: reading a version's Parquet files, timing within a limit, writing the result."""

import argparse
import importlib.metadata
import json
import math
import pathlib
import resource
import statistics
import sys
import time
import urllib.parse

import pyarrow as pa
import pyarrow.parquet as pq

SEED = 7


def version_files(table, version):
    """The files that a version of a table added; each version of a benchmark's table replaces the one before."""
    log = table / "_delta_log" / f"{version:020d}.json"
    with log.open() as lines:
        actions = [json.loads(line) for line in lines]
    return [table / urllib.parse.unquote(a["add"]["path"]) for a in actions if "add" in a]


def read_version(table, version):
    """All rows of a version as a pandas frame."""
    parts = [pq.read_table(file) for file in version_files(table, version)]
    return pa.concat_tables(parts).to_pandas()


def sizes_up_to(rows, smallest=2_000):
    """2,000, 10,000, 20,000, 100,000 and so on, then all rows."""
    sizes, size, factor = [], smallest, 5
    while size < rows:
        sizes.append(size)
        size, factor = size * factor, 2 if factor == 5 else 5
    return [*sizes, rows]


def expected(rows, runs):
    """Seconds that so many rows would take: on from the last run, growing as it did since the one before."""
    if not runs:
        return 0.0
    (last_rows, last) = runs[-1]
    power = 1.0
    if len(runs) > 1:
        (before_rows, before) = runs[-2]
        power = max(1.0, math.log(last / before) / math.log(last_rows / before_rows))
    return last * (rows / last_rows) ** power


def sample_of(rows, *frames):
    return [frame.sample(n=min(rows, len(frame)), random_state=SEED) for frame in frames]


def timed(work, reference, current):
    """Seconds of one run; a tool that keeps a profile of the reference makes it before the clock starts."""
    prepare = getattr(work, "prepare", None)
    if prepare:
        prepare(reference)
    start = time.perf_counter()
    work(reference, current)
    return time.perf_counter() - start


def largest_within(limit, work, reference, current):
    """Goes up the sizes while the next one is expected to fit into the limit of seconds.

    Returns the size, the seconds of its runs and how the search ended.
    """
    runs, note = [], "All rows of the table."
    for rows in sizes_up_to(len(current)):
        seconds = expected(rows, runs)
        if seconds > limit:
            note = f"{rows:,} rows would take about {seconds:,.0f} s, over the limit of {limit:,.0f} s."
            break
        runs.append((rows, timed(work, *sample_of(rows, reference, current))))
        print(f"{rows:,} rows: {runs[-1][1]:.2f} s", file=sys.stderr)
    done, taken = runs[-1]
    seconds = [taken]
    while len(seconds) < 3 and sum(seconds) < limit:
        seconds.append(timed(work, *sample_of(done, reference, current)))
    return done, seconds, note


def run(tool, work_text, work):
    """Reads the arguments, runs the tool and writes its result file."""
    parser = argparse.ArgumentParser(description=work_text)
    parser.add_argument("table", type=pathlib.Path, help="a Delta table of the benchmark")
    parser.add_argument("output", type=pathlib.Path, help="the JSON file to write")
    parser.add_argument("--seconds", type=float, default=120.0, help="limit of one run")
    parser.add_argument("--without", nargs="*", default=[], help="columns to leave out")
    arguments = parser.parse_args()
    start = time.perf_counter()
    reference, current = (
        read_version(arguments.table, version).drop(columns=arguments.without) for version in (0, 1)
    )
    reading = time.perf_counter() - start
    rows, seconds, note = largest_within(arguments.seconds, work, reference, current)
    result = {
        "tool": tool,
        "version": importlib.metadata.version(tool),
        "work": work_text + ("".join(f", without `{name}`" for name in arguments.without)),
        "rows": rows,
        "columns": len(current.columns),
        "seconds": seconds,
        "median_seconds": statistics.median(seconds),
        "reading_seconds": reading,
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "note": note,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=2) + "\n")
