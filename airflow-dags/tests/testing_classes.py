"""An archive of Spark's classes that the JVMs of all jobs share, kept until another Spark is installed.

Loading classes is a third of the work of a job of seconds. A JVM that finds no archive, or one of other jars, starts
without: it only takes longer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "airflow-dags" / "target"
ARCHIVE = TARGET / "spark-classes.jsa"

QUICK = f"@{ROOT / 'config' / 'quick-jvm.args'}"
OPTIONS = f"{QUICK} -XX:SharedArchiveFile={ARCHIVE}"


def make(home: Path, jar: Path) -> None:
    """Compares a version of the flights, whose JVM leaves the archive behind, unless it is there.

    :param home: folder of the table and of `monitors/flights.yaml`
    """
    spark = Path(os.environ["SPARK_HOME"])
    stamp = TARGET / "spark-classes.txt"
    made_for = f"{spark} {(spark / 'jars').stat().st_mtime_ns}"
    if ARCHIVE.is_file() and stamp.is_file() and stamp.read_text() == made_for:
        return
    ARCHIVE.unlink(missing_ok=True)
    folder = home / "classes"
    folder.mkdir()
    shutil.copytree(home / "lake", folder / "lake")
    making = f"{QUICK} -XX:ArchiveClassesAtExit={ARCHIVE} -Xlog:cds*=error"
    command = [
        *(str(spark / "bin" / "spark-submit"), "--master", "local[1]", "--driver-memory", "1g"),
        *("--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1"),
        *("--conf", "spark.ui.enabled=false", "--conf", f"spark.driver.extraJavaOptions={making}"),
        *("--class", "io.tidemark.jobs.cli.Tidemark", str(jar)),
        *("drift", "--config", str(home / "monitors" / "flights.yaml"), "--version", "1"),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ARCHIVE.is_file(), done.stderr
    stamp.write_text(made_for)
