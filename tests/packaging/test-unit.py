#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Boots what the unit of the system service says against a PostgreSQL that comes late (point 14 of docs/attacks.md): its command,
environment and credentials, as root in a namespace where all but its state directory is read-only, as it promises.

Without systemd the rest of what the unit says (user, system call filter, private devices) is not tried here;
"systemd-analyze" in the suite lint looks at that.

    with-postgres.sh test-unit.py UNIT FLOORWALKERD FLOORWALKERCTL
"""
import json
import os
import re
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

UNIT, SERVER, CTL = (str(Path(argument).resolve()) for argument in sys.argv[1:4])
SECRET = "harbour-secret"

if "FAKETIME" in os.environ:
    # libfaketime refuses the absolute sleep that Python asks the system for.
    time.sleep = lambda seconds: select.select([], [], [], seconds)


def read_unit():
    said = {}
    for line in Path(UNIT).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            said.setdefault(key, []).append(value)
    return said


def find_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(condition, what):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    sys.exit(f"waited in vain for {what}")


def make_command(said, environment):
    """As systemd does: ${NAME} is one word, $NAME as many as it holds, %d the credentials."""
    words = []
    for word in said["ExecStart"][-1].split()[1:]:
        word = word.replace("%d", environment["CREDENTIALS_DIRECTORY"])
        if re.fullmatch(r"\$\w+", word):
            words += environment[word[1:]].split()
        else:
            words.append(re.sub(r"\$\{(\w+)\}", lambda found: environment[found[1]], word))
    return [SERVER, *words]


def confine(command, state):
    """Read-only but for the state directory, where namespaces may be made."""
    script = ('mount --make-rprivate / && mount --bind "$1" "$1" && mount -o remount,bind,ro / && shift && exec "$@"')
    confined = ["unshare", "-m", "sh", "-c", script, "sh", state]
    if subprocess.run([*confined, "true"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("no namespaces here: the file system is not made read-only")
        return command
    return [*confined, *command]


def main():
    said = read_unit()
    assert said["StartLimitIntervalSec"] == ["0"] and said["Type"] == ["notify"] and said["TimeoutStartSec"] == ["infinity"]
    assert said["ProtectSystem"] == ["strict"] and said["StateDirectory"] == ["floorwalker"]
    assert any(value.startswith("data:") for value in said["LoadCredential"])
    assert any(value.startswith("data:") for value in said["SetCredential"])

    where = os.environ["FW_TEST_POSTGRES"]
    cluster = re.search(r"host=([^&]*)", where)[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        late, state, credentials = folder / "late", folder / "state", folder / "credentials"
        state.mkdir()
        credentials.mkdir()
        address = where.replace(cluster, str(late)) + "&password=" + SECRET
        (credentials / "data").write_text(address + "\n")
        (folder / "password").write_text("a long enough one\n")
        port = find_port()
        notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notices.bind(str(folder / "notify"))
        notices.settimeout(60)
        environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "STATE_DIRECTORY": str(state),
                       "CREDENTIALS_DIRECTORY": str(credentials), "NOTIFY_SOCKET": str(folder / "notify"), "LC_ALL": "C.UTF-8"}
        if "LSAN_OPTIONS" in os.environ:
            environment["LSAN_OPTIONS"] = os.environ["LSAN_OPTIONS"]
        for value in said["Environment"]:
            environment |= dict(word.split("=", 1) for word in shlex.split(value))
        environment["LISTEN"] = f"127.0.0.1:{port}"
        command = make_command(said, environment)

        # The first administrator, who begins the centre; then the database is away.
        late.symlink_to(cluster)
        subprocess.run([CTL, "user", "add", "lin", "--role", "administrator", "--create", "--data-file", credentials / "data",
                        "--new-password-file", folder / "password"], env=environment, check=True, stdout=subprocess.DEVNULL)
        late.unlink()

        log = folder / "log"
        with log.open("w") as out:
            server = subprocess.Popen(confine(command, str(state)), env=environment, stdout=out, stderr=out)
        try:
            wait_for(lambda: "waiting for the database" in log.read_text() or server.poll() is not None, "the server to wait")
            assert server.poll() is None, log.read_text()
            assert b"Waiting" in notices.recv(1000)
            late.symlink_to(cluster)
            while b"READY=1" not in notices.recv(1000):
                assert server.poll() is None, log.read_text()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=60) as answer:
                assert json.load(answer)["status"] == "ok"
            assert list(state.glob("*.witness")), "the witness lies in the state directory"
            assert SECRET not in Path(f"/proc/{server.pid}/cmdline").read_text(), "the password stands in the list of processes"
            assert SECRET not in log.read_text(), "the password stands in the log"
        finally:
            server.terminate()
            server.wait(60)
        print("ok - the unit serves a database that came late")

        refused = subprocess.run([SERVER, "--data", address], capture_output=True, text=True, check=False)
        assert refused.returncode == 2 and "--data-file" in refused.stderr and SECRET not in refused.stderr, refused
        print("ok - a password on the command line is refused")


main()
