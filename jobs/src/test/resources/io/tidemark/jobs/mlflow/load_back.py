"""Loads published models as their users do, and prints what the server knows and what they predict.

Arguments: address of the server, name of the registered model, parquet folder of rows with a column id.
"""

import json
import sys

import mlflow
import mlflow.pyfunc
import mlflow.spark
from pyspark.sql import SparkSession

address, name, rows = sys.argv[1:4]
mlflow.set_tracking_uri(address)
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.shuffle.partitions", "2")
    .getOrCreate()
)
client = mlflow.MlflowClient()
frame = spark.read.parquet(rows).orderBy("id")
pandas = frame.toPandas()

models = {}
experiments = set()
for alias, version in client.get_registered_model(name).aliases.items():
    uri = f"models:/{name}@{alias}"
    predicted = mlflow.spark.load_model(uri).transform(frame).orderBy("id")
    run = client.get_run(client.get_model_version(name, version).run_id)
    experiments.add(run.info.experiment_id)
    models[alias] = {
        "version": version,
        "model_id": client.get_model_version(name, version).tags["tidemark.model_id"],
        "status": run.info.status,
        "params": run.data.params,
        "metrics": run.data.metrics,
        "tags": run.data.tags,
        "files": [f.path for f in client.list_artifacts(run.info.run_id)],
        "spark": [
            [float(r["tidemark_probability"][1]), r["tidemark_prediction"]] for r in predicted.collect()
        ],
        "pyfunc": [float(p) for p in mlflow.pyfunc.load_model(uri).predict(pandas)],
    }
print(
    json.dumps(
        {
            "models": models,
            "runs": len(client.search_runs(list(experiments))),
            "versions": len(client.search_model_versions(f"name = '{name}'")),
        }
    )
)
