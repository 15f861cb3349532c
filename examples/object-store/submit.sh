#!/usr/bin/env bash
# Runs a monitor whose table and output lie in S3 or in a store that speaks S3. Keys come from the environment alone:
# AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or whatever else the provider chain of hadoop-aws finds.
#   JARS      hadoop-aws 3.3.4 and of the AWS SDK 1.12.262 core, s3 and dynamodb, separated by commas
#   ENDPOINT  another store than Amazon's, for example http://store:9000
#   examples/object-store/submit.sh run --config s3a://lake/flights.yaml --out s3a://lake/tidemark
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
store=()
if [ -n "${ENDPOINT:-}" ]; then
  store=(--conf "spark.hadoop.fs.s3a.endpoint=$ENDPOINT" --conf spark.hadoop.fs.s3a.path.style.access=true)
fi
exec "${SPARK_HOME:?names the Spark installation}/bin/spark-submit" \
  --master "${MASTER:-local[*]}" \
  --jars "${JARS:?names the jars of hadoop-aws and of the AWS SDK}" \
  ${store[@]+"${store[@]}"} \
  --properties-file "$root/examples/spark-settings.conf" \
  --class io.tidemark.jobs.cli.Tidemark \
  "$root/jobs/target/tidemark.jar" "$@"
