"""A time-stamping authority on this machine: openssl behind a small HTTP server."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OPENSSL = shutil.which("openssl")
CONFIGURATION = """
[tsa]
dir = {folder}
serial = $dir/serial
signer_cert = $dir/clock.pem
signer_key = $dir/clock.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.55555.1
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[stamps]
extendedKeyUsage = critical,timeStamping
basicConstraints = CA:FALSE
"""


def openssl(folder: Path, *arguments: str) -> bytes:
    """What openssl prints, run in the folder."""
    assert OPENSSL
    done = subprocess.run(
        [OPENSSL, *arguments], cwd=folder, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def found(folder: Path, name: str = "Horloge de Valombre") -> Path:
    """An authority in this folder: its root, its key; gives the root's certificate."""
    folder.mkdir()
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    (folder / "serial").write_text("01")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc")
    root = ("req", "-x509", *curve, "-days", "3650", "-subj", f"/CN={name}, racine")
    openssl(folder, *root, "-keyout", "root.key", "-out", "root.pem")
    wish = ("req", "-new", *curve, "-subj", f"/CN={name}", "-keyout", "clock.key")
    openssl(folder, *wish, "-out", "clock.csr")
    signed = ("x509", "-req", "-in", "clock.csr", "-CA", "root.pem", "-CAkey", "root.key")
    more = ("-CAcreateserial", "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "stamps")
    openssl(folder, *signed, *more, "-out", "clock.pem")
    return folder / "root.pem"


class _Clock(BaseHTTPRequestHandler):
    folder: Path

    def do_POST(self) -> None:
        """The answer to a request; other addresses misbehave in ways that happen."""
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        answer = b"not a time stamp"
        if self.path == "/busy":
            self.send_error(503, "Busy")
            return
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/tsr")
            self.end_headers()
            return
        if self.path == "/tsr":
            (self.folder / "asked.tsq").write_bytes(asked)
            reply = ("ts", "-reply", "-queryfile", "asked.tsq", "-config", "tsa.cnf")
            answer = openssl(self.folder, *reply, "-section", "tsa")
            (self.folder / "last.tsr").write_bytes(answer)
        elif self.path == "/old":
            answer = (self.folder / "last.tsr").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error."""


@contextmanager
def asked_at(folder: Path) -> Iterator[str]:
    """The address of the authority in this folder while it answers."""
    handler = type("Clock", (_Clock,), {"folder": folder})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
