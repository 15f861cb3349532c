#!/usr/bin/env bash
# Runs a monitor on a standalone cluster, with the driver on this machine. The exit code is Tidemark's.
#   MASTER  the cluster, for example spark://host:7077
#   examples/standalone/submit.sh run --config monitor.yaml
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec "${SPARK_HOME:?names the Spark installation}/bin/spark-submit" \
  --master "${MASTER:?names the cluster, for example spark://host:7077}" \
  --deploy-mode client \
  --properties-file "$root/examples/spark-settings.conf" \
  --class io.tidemark.jobs.cli.Tidemark \
  "$root/jobs/target/tidemark.jar" "$@"
