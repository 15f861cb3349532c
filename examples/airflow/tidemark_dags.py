"""DAG file: the DAGs of all monitors beside it. Copy or link this folder into Airflow's folder of DAGs."""

from pathlib import Path

from tidemark_airflow import monitor_dags

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]

globals().update(
    monitor_dags(
        HERE / "monitors",
        jar=str(CHECKOUT / "jobs" / "target" / "tidemark.jar"),
        root=CHECKOUT,
        conf={"spark.driver.memory": "4g"},
    )
)
