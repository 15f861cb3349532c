"""A real Airflow on loopback: scheduler, DAG processor, triggerer and API server as processes of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

COMPONENTS = (
    ("api-server", "--workers", "1"),
    ("scheduler", "--skip-serve-logs"),
    ("dag-processor",),
    ("triggerer", "--skip-serve-logs"),
)
# Long enough for a machine with other work to do; a test that needs so long has failed.
PATIENCE = 600.0


class TestingAirflow:
    """The processes and a client of their REST API."""

    __test__ = False

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.client = httpx.Client(base_url=self.url, timeout=30)

    def start(self) -> None:
        program = str(Path(sys.executable).parent / "airflow")
        for name, *options in COMPONENTS:
            with (self.home / f"{name}.log").open("wb") as log:
                self.processes[name] = subprocess.Popen(
                    [program, name, *options],
                    env=self.environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        self.wait("the API server", self._is_up)
        self.client.headers["Authorization"] = f"Bearer {self.client.get('/auth/token').json()['access_token']}"

    def _is_up(self) -> bool:
        try:
            health = self.client.get("/api/v2/monitor/health").json()
        except httpx.TransportError:
            return False
        return all(health[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor"))

    def stop(self) -> None:
        self.client.close()
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def log(self, component: str) -> str:
        return (self.home / f"{component}.log").read_text(errors="replace")

    def wait(self, what: str, reached: Callable[[], Any]) -> Any:
        """Waits until something is so, and gives it back."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for name, process in self.processes.items():
                assert process.poll() is None, f"{name} ended: {self.log(name)[-2000:]}"
            if result := reached():
                return result
            time.sleep(0.5)
        raise AssertionError(f"waited in vain for {what}: {self.log('scheduler')[-3000:]}")

    def call(self, method: str, path: str, **body: Any) -> Any:
        response = self.client.request(method, f"/api/v2{path}", json=body or None)
        assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
        return response.json()

    def runs(self, dag: str) -> list[dict[str, Any]]:
        return self.call("GET", f"/dags/{dag}/dagRuns")["dag_runs"]

    def states(self, dag: str, run: str) -> dict[str, str]:
        """State of each task of a run."""
        tasks = self.call("GET", f"/dags/{dag}/dagRuns/{run}/taskInstances")["task_instances"]
        return {task["task_id"]: task["state"] for task in tasks}

    def finished(self, dag: str) -> dict[str, Any]:
        """The only run of a DAG, once it has ended."""

        def ended() -> dict[str, Any] | None:
            runs = self.runs(dag)
            return runs[0] if runs and runs[0]["state"] in ("success", "failed") else None

        return self.wait(f"the end of {dag}", ended)


@contextlib.contextmanager
def running(home: Path) -> Iterator[TestingAirflow]:
    """Starts Airflow on a free port, and stops it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    airflow = TestingAirflow(home, port)
    try:
        airflow.start()
        yield airflow
    finally:
        airflow.stop()
