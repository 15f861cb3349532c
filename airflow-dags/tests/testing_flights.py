"""A small Delta table of flights with a good, a faulty and a drifted version, and monitors of it."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from arro3.core import Array, DataType, Table
from deltalake import write_deltalake

ROWS = 2000
# One version each morning from 1 January on, at midnight.
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
GOOD, FAULTY, DRIFTED = 1, 2, 3
AIRPORTS = ("ATL", "ORD", "DFW", "LAX")

MONITOR = """
monitor: {name}
environment: {environment}
table: lake/flights
reference: {{ version: 0, follow: champion }}
out: out/{name}
checks:
  - size: {{ min: 100 }}
  - completeness: {{ column: delay, min: 0.99 }}
drift:
  include: [distance, delay]
training:
  label: delay > 15
  features:
    distance: {{ kind: numeric }}
    origin: {{ kind: categorical }}
  split: {{ column: date, held_out: 0.2 }}
  gates: {{ minimum: {{ auc: {auc} }} }}
retrain: {{ cool_down: PT0S{rules} }}
schedule:
  pool: default_pool
  retries: 1
  retry_delay: PT0S
  timeout: PT10M
  gate: {{ cron: "0 6 2 1 *" }}
  retrain: {{ deadline: PT1S }}
"""


def monitor(name: str, environment: str = "dev", auc: float = 0.5, rules: str = "") -> str:
    """A monitor of the table with a model."""
    return MONITOR.format(name=name, environment=environment, auc=auc, rules=rules)


def morning(version: int) -> datetime:
    """Six o'clock of the day on which a version is the current one."""
    return FIRST + timedelta(days=version, hours=6)


def write_table(folder: Path) -> None:
    """Versions 0 to 3: the reference, and one of each kind. Each replaces the one before."""
    for version in range(4):
        write_deltalake(str(folder), _rows(version), mode="overwrite")
        log = folder / "_delta_log" / f"{version:020d}.json"
        committed = (FIRST + timedelta(days=version)).timestamp()
        os.utime(log, (committed, committed))


def _rows(version: int) -> Table:
    rng = random.Random(version)
    day = FIRST + timedelta(days=version)
    dates = [day + timedelta(minutes=i * 1440 // ROWS) for i in range(ROWS)]
    distances = [rng.uniform(100, 2500) * (1.609 if version == DRIFTED else 1) for _ in range(ROWS)]
    # Long flights are late more often, so that there is something to learn.
    delays: list[int | None] = [int(rng.gauss(25 if distance > 1300 else 5, 15)) for distance in distances]
    if version == FAULTY:
        delays = [None if i % 10 == 0 else delay for i, delay in enumerate(delays)]
    return Table.from_pydict(
        {
            "date": Array([int(d.timestamp() * 1e6) for d in dates], DataType.int64()).cast(
                DataType.timestamp("us", tz="UTC")
            ),
            "origin": Array([rng.choice(AIRPORTS) for _ in range(ROWS)], DataType.string()),
            "distance": Array(distances, DataType.float64()),
            "delay": Array(delays, DataType.int64()),
        }
    )
