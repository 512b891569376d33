"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on a socket of its own."""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
ROLE = "duban"
UNSYNCED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def program(name):
    """The path of one of the server's programs, None where the server is not installed."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(versions[-1]) if versions else shutil.which(name)


def _servant():
    """Whom the server runs as: it refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else getpass.getuser()


def _as_servant():
    """The arguments by which a process runs as the servant."""
    if os.geteuid() != 0:
        return {}
    return {"user": _servant(), "group": pwd.getpwnam(_servant()).pw_gid}


@contextmanager
def server():
    """The folder of the socket of a running server."""
    folder = Path(tempfile.mkdtemp(prefix="duban-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _servant())
    try:
        common = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [program("initdb"), "-D", str(folder / "data"), "-U", ROLE, *common]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, **_as_servant())
        # What is thrown away afterwards need not reach the disk.
        settings = ["listen_addresses=", f"unix_socket_directories={folder}", *UNSYNCED]
        command = [program("postgres"), "-D", str(folder / "data")]
        command += [word for setting in settings for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **_as_servant())
        try:
            _wait_for(folder)
            yield folder
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _connect(socket):
    import psycopg

    return psycopg.connect(host=str(socket), user=ROLE, dbname="postgres", autocommit=True)


def _wait_for(socket):
    """Until the server answers, half a minute at most."""
    import psycopg

    for attempt in range(300):
        try:
            _connect(socket).close()
        except psycopg.OperationalError:
            if attempt == 299:
                raise
            time.sleep(0.1)
        else:
            return


def new_database(socket):
    """The address of an empty database on the server."""
    name = f"ledger_{time.monotonic_ns()}"
    with _connect(socket) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://{ROLE}@/{name}?host={quote(str(socket), safe='')}"
