#!/usr/bin/env bash
# Runs a monitor on Kubernetes, with the driver in a pod. Monitor, table and output must be URIs that the pods reach.
#   MASTER  the API server, for example k8s://https://host:6443
#   IMAGE   the image of examples/kubernetes/Dockerfile, as the cluster pulls it
#   examples/kubernetes/submit.sh run --config s3a://lake/flights.yaml --out s3a://lake/tidemark
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec "${SPARK_HOME:?names the Spark installation}/bin/spark-submit" \
  --master "${MASTER:?names the API server, for example k8s://https://host:6443}" \
  --deploy-mode cluster \
  --name tidemark \
  --properties-file "$root/examples/spark-settings.conf" \
  --conf "spark.kubernetes.container.image=${IMAGE:?names the image}" \
  --conf "spark.kubernetes.namespace=${NAMESPACE:-tidemark}" \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=tidemark \
  --conf spark.driver.extraJavaOptions=-Dlog4j2.configurationFile=file:/opt/tidemark/log4j2.properties \
  --class io.tidemark.jobs.cli.Tidemark \
  local:///opt/tidemark/tidemark.jar "$@"
