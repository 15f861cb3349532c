#!/usr/bin/env bash
# A model of the flights from its training to its successor, on the table of `make demo`:
# trained on January, scored and watched every month, a worse challenger refused, a better one
# promoted, and built again from a copy of the result store.
set -euo pipefail
cd "$(dirname "$0")/../.."
monitor=examples/flights/lifecycle.yaml
out=demo-out/lifecycle
lake=demo-out/lake/flights

expect() { # expect EXIT-CODE COMMAND...
  local wanted=$1 code=0
  shift
  echo "\$ $*"
  "$@" || code=$?
  if [ "$code" != "$wanted" ]; then
    echo "ended with $code instead of $wanted" >&2
    exit 1
  fi
}

[ -d "$lake" ] || { echo "run \`make demo\` first: it writes $lake" >&2; exit 20; }
rm -rf "$out" "$out-copy"

echo "== The first champion, trained on January"
expect 0 bin/tidemark train --config $monitor --version 1 --promote --note "first model"

echo "== Every month: its quality beside the drift of the data"
for version in 1 2 3 5 6; do
  expect 0 bin/tidemark score --config $monitor --version $version
  expect 0 bin/tidemark run --config $monitor --version $version --fail-on never
done
bin/tidemark history --config $monitor

echo "== A challenger that knows less is refused"
expect 12 bin/tidemark train --config $monitor --version 1 --promote \
  --set 'training.features={distance: {kind: numeric}}'

echo "== One that knows more is promoted"
expect 0 bin/tidemark train --config $monitor --version 1 --promote --note "hour and weekday" \
  --set 'training.features.hour={kind: categorical, sql: "cast(hour(date) as string)"}' \
  --set 'training.features.weekday={kind: categorical, sql: "cast(dayofweek(date) as string)"}'
bin/tidemark models --config $monitor

echo "== It is built again from a copy of the result store, after the table went on"
cp -r "$out" "$out-copy"
expect 0 bin/tidemark reproduce champion --config $monitor --out "$out-copy"
