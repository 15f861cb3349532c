#!/usr/bin/env bash
# Runs a monitor on YARN, with the driver in the cluster. Monitor, table and output must be URIs that the driver reaches.
#   examples/yarn/submit.sh run --config hdfs:///monitors/flights.yaml --out hdfs:///tidemark/flights
# spark-submit ends with 0 or 1 only: read verdict.json below the output directory.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec "${SPARK_HOME:?names the Spark installation}/bin/spark-submit" \
  --master yarn \
  --deploy-mode cluster \
  --properties-file "$root/examples/spark-settings.conf" \
  --conf spark.yarn.maxAppAttempts=1 \
  --class io.tidemark.jobs.cli.Tidemark \
  "$root/jobs/target/tidemark.jar" "$@"
