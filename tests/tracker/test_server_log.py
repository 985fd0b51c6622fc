"""gunicorn itself, asked badly: its log holds neither the asker nor the question."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(port: int, text: bytes) -> bytes:
    """Send raw bytes and return the answer; tries for some seconds while the server starts."""
    for _attempt in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                connection.sendall(text)
                return connection.recv(4096)
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_a_malformed_request_leaves_neither_its_address_nor_its_words_in_the_log() -> None:
    port = free_port()
    options = [f"--bind=127.0.0.1:{port}", "--logger-class=tracker.server_log.ServerLog"]
    options += ["--workers=1", "--threads=2", "--access-logfile=-", "--no-control-socket"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tracker.wsgi", *options],
        cwd=ROOT,
        env=os.environ | {"VIGIE_ENV": "test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert b"200 OK" in say(
            port, b"GET /health/live?q=secret HTTP/1.0\r\nHost: localhost\r\n\r\n"
        )
        assert b"400 " in say(port, b"SECRET secret\r\n\r\n")
    finally:
        server.send_signal(signal.SIGTERM)
        written, _ = server.communicate(timeout=20)

    lines = [json.loads(line) for line in written.splitlines()]
    assert "invalid request" in {line["message"] for line in lines}
    assert "health/live" in {line.get("route") for line in lines}
    assert "secret" not in written.lower()
    assert all("127.0.0.1" not in line["message"] for line in lines if "request" in line["message"])
