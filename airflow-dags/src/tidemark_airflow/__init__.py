"""Airflow DAGs for Tidemark's monitor files; see docs/airflow.md."""

from tidemark_airflow.dags import dag_id, passed
from tidemark_airflow.factory import monitor_dags

__all__ = ["dag_id", "monitor_dags", "passed"]
