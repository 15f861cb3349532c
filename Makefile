# Everything a developer runs. `make demo` and `make test` need JDK 17 and Python 3.11 and nothing else.
MVN := ./tools/mvn --batch-mode --no-transfer-progress
REVISION := $(shell git describe --always --dirty 2>/dev/null || echo unknown)
BUILD := $(MVN) -Dtidemark.revision=$(REVISION)

JAR := jobs/target/tidemark.jar
# The jar carries the revision, so a new commit builds it again.
SOURCES := $(shell find checks drift training reports jobs -path '*/src/main/*' -type f) \
  pom.xml $(wildcard */pom.xml) $(wildcard $(shell git rev-parse --git-path logs/HEAD 2>/dev/null))

.PHONY: help build demo test test-classes test-what-is-built test-programs test-airflow \
  test-cluster coverage format docs bench bench-profile calibration clean

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(JAR) ## Builds bin/tidemark's jar and its embedded Spark, without tests

$(JAR): $(SOURCES)
	$(BUILD) --quiet package -DskipTests

demo: build ## Runs the main job on real flights; results in demo-out/
	rm -rf demo-out
	bin/tidemark demo

# Programs that tests run beside Java and Python, and the Debian packages that bring them.
TEST_TOOLS := chromium,chromium-browser,google-chrome:chromium chromedriver:chromium-driver \
  prometheus:prometheus promtool:prometheus

test: ## Builds and runs all tests, those below too; installs a browser and Prometheus if they are not there
	tools/install-test-tools $(TEST_TOOLS)
	$(BUILD) -T 2 package -DskipTests
	$(MAKE) --jobs=2 test-classes test-what-is-built

# Two halves that run beside each other, since neither keeps two cores busy. What is built has passed the checkers and
# is up to date: templates are written again each time, which alone would compile all that knows them again.
test-classes:
	$(BUILD) test -Dmaven.compiler.useIncrementalCompilation=false -Dtidemark.skip.enforcer -Dtidemark.skip.spotless \
	  -Dtidemark.skip.jacoco

test-what-is-built:
	tools/program-tests '.*IT'
	$(MAKE) test-airflow

test-programs: ## Tests the jar as a program: launcher, README, spark-submit, cluster, S3 store, MLflow
	$(BUILD) --quiet package -DskipTests
	tools/program-tests '.*IT'

test-cluster: ## Of these the ones on a Spark cluster, on an S3 store, and of runs that are killed
	$(BUILD) --quiet package -DskipTests
	tools/program-tests '.*\.(ClusterIT|ObjectStoreIT|InterruptedRunsIT)'

test-airflow: build ## Tests the DAGs on a real Airflow, in a Python environment of their own
	venv=$$(airflow-dags/environment.sh) && spark=$$(airflow-dags/environment.sh spark) && cd airflow-dags && \
	  $$venv/bin/ruff check --quiet && $$venv/bin/ruff format --check --quiet && \
	  SPARK_HOME=$$spark PATH="$$spark/bin:$$PATH" $$venv/bin/python -m pytest -q

coverage: ## Runs the tests of classes and measures what they reach; pages in <module>/target/site/jacoco/
	$(BUILD) -T 2 verify

format: ## Formats the Java sources
	$(MVN) --quiet spotless:apply

docs: build ## Writes the generated pages of docs/ again
	java @config/jvm-opens.args -cp "jobs/target/tidemark.jar:jobs/target/spark/*" \
	  io.tidemark.jobs.config.WriteConfigReference docs/reference/monitor.md docs/checks.md

bench: ## Measures everything side by side (about half an hour); sizes: bench/run.sh
	$(BUILD) --quiet package -DskipTests -pl bench -am
	bench/run.sh bench

bench-profile: ## Samples where a drift profile spends its time
	$(BUILD) --quiet package -DskipTests -pl bench -am
	bench/run.sh profile

calibration: ## Simulates the drift measures and writes docs/calibration.md again (about 5 minutes)
	$(BUILD) --quiet package -DskipTests -pl bench -am
	java -cp "bench/target/classes:$$(cat bench/target/classpath.txt)" \
	  io.tidemark.bench.calibration.Calibration docs/calibration.md bench/results/calibration.json

clean: ## Removes what was built
	$(MVN) --quiet clean
	rm -rf demo-out airflow-dags/target
