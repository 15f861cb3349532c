"""Reads the result store without Spark."""

from __future__ import annotations

from pathlib import Path

from deltalake import DeltaTable, QueryBuilder


def column(out: Path, table: str, sql: str) -> list:
    """One column of a query on a table of the result store, which is named `t`.

    :param out: output directory of the monitor
    """
    store = DeltaTable(str(out / "results" / table))
    (values,) = QueryBuilder().register("t", store).execute(sql).read_all().columns
    return values.to_pylist()
