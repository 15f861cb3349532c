"""What happens when a run misses its deadline, unless the DAG file names something else."""

from __future__ import annotations

import logging
from typing import Any

log = logging.getLogger(__name__)


async def missed(after: str, context: dict[str, Any] | None = None) -> None:
    """Says so in the log of Airflow's triggerer. The run goes on.

    :param after: the time that the run had
    """
    run = (context or {}).get("dag_run", {})
    log.error("Run %s of %s missed its deadline: not done after %s", run.get("dag_run_id"), run.get("dag_id"), after)
