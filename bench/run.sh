#!/usr/bin/env bash
# Runs the benchmark; started by `make bench` and `make bench-profile`, after the build.
#   bench/run.sh bench     measures, runs the Python tools, publishes
#   bench/run.sh profile   samples where a profile spends its time
# Sizes and stages are environment variables, see BenchOptions. Further:
#   BENCH_HEAP             heap of the JVM, default 8g; of fixed size, or it would grow while measuring
#   BENCH_PYTHON=no        leaves out Evidently and whylogs; then nothing is published
#   BENCH_PYTHON_SECONDS   limit of one run of theirs, default 120
set -euo pipefail
cd "$(dirname "$0")/.."
target=${BENCH_DIRECTORY:-bench/target}
java=java
[ -z "${JAVA_HOME:-}" ] || java="$JAVA_HOME/bin/java"
BENCH_REVISION=$(git describe --always --dirty 2>/dev/null || echo unknown)
export BENCH_REVISION

bench() {
  mkdir -p "$target/tmp"
  "$java" @config/jvm-opens.args "-Xms${BENCH_HEAP:-8g}" "-Xmx${BENCH_HEAP:-8g}" -XX:+UseParallelGC -XX:FlightRecorderOptions=stackdepth=128 -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints \
    -Dlog4j2.configurationFile=file:config/log4j2.properties -Duser.timezone=UTC -Dfile.encoding=UTF-8 \
    "-Djava.io.tmpdir=$target/tmp" -cp "bench/target/classes:$(cat bench/target/classpath.txt)" io.tidemark.bench.Bench "$1"
}

# A tool that cannot be installed or run is a row of the table with the reason, not a missing row.
failed() {
  python3 - "$1" "$2" "$3" <<'PYTHON'
import json, pathlib, sys
tool, reason, output = sys.argv[1:]
result = {"tool": tool, "version": "", "work": "not measured", "rows": 0, "columns": 0, "seconds": [],
          "median_seconds": 0, "reading_seconds": 0, "peak_memory_mib": 0, "note": reason}
pathlib.Path(output).write_text(json.dumps(result, indent=2) + "\n")
PYTHON
}

python_tools() {
  local venv="$target/venv" others="$target/others" log="$target/python.log" name
  mkdir -p "$others"
  if ! cmp -s bench/python/requirements.txt "$venv/installed.txt"; then
    rm -rf "$venv"
    if ! { "${PYTHON:-python3}" -m venv "$venv" &&
      "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r bench/python/requirements.txt; } 2> "$log"; then
      for name in evidently whylogs; do
        failed "$name" "The installation failed: $(tail -n 1 "$log")" "$others/$name.json"
      done
      return
    fi
    cp bench/python/requirements.txt "$venv/installed.txt"
  fi
  tool evidently evidently
  # Evidently's time grows with the square of the number of categories: once more without the largest ones.
  tool evidently evidently-few-categories --without user product
  tool whylogs whylogs
}

# tool NAME OUTPUT [ARGUMENT...]
tool() {
  local name=$1 output="$target/others/$2.json"
  shift 2
  # Both have telemetry; it is off, and there may be no network.
  if ! ITERATIVE_DO_NOT_TRACK=1 DO_NOT_TRACK=1 WHYLOGS_NO_ANALYTICS=True "$target/venv/bin/python" \
    "bench/python/${name}_drift.py" "$(cat "$target/python-table.txt")" "$output" \
    --seconds "${BENCH_PYTHON_SECONDS:-120}" "$@" 2> >(tee "$target/python.log" >&2); then
    failed "$name" "It failed: $(tail -n 1 "$target/python.log")" "$output"
  fi
}

case "${1:-}" in
  bench)
    rm -rf "$target/others"
    # A run that is stopped leaves its timings in the log.
    bench measure 2> >(tee "$target/bench.log" >&2)
    if [ "${BENCH_PYTHON:-yes}" = yes ]; then
      python_tools
    fi
    bench publish
    ;;
  profile) bench profile ;;
  *)
    echo "bench/run.sh: give bench or profile" >&2
    exit 20
    ;;
esac
