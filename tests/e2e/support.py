"""What the end-to-end tests share: programs of the build, a server of one's own, and checks that print as TAP."""

import fcntl
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

BUILD = pathlib.Path(os.environ["FW_BUILD_ROOT"])
SOURCE = pathlib.Path(os.environ["FW_SOURCE_ROOT"])
CTL = BUILD / "src/ctl/floorwalkerctl"
SAMPLE = BUILD / "src/ctl/floorwalkerctl-centre"  # the part of it that makes one
SERVER = BUILD / "src/server/floorwalkerd"
CONSOLE = BUILD / "src/console/floorwalker"
PASSWORD = "harbour-sample"

if "FAKETIME" in os.environ:
    # libfaketime refuses the absolute sleep that Python asks the system for.
    time.sleep = lambda seconds: select.select([], [], [], seconds)


class Skip(Exception):
    """What the test needs is not on this machine."""


def shared(name):
    """A file of input that is not the project's to keep."""
    path = pathlib.Path(os.environ.get("FW_SHARED_DATA", "/nonexistent")) / name
    if not path.exists():
        raise Skip(f"{name}: public input that is not ours to keep")
    return path


def equal(found, expected, what=""):
    assert found == expected, f"{what}: expected {expected!r}, found {found!r}"


def near(found, expected, within, what=""):
    assert found is not None and abs(found - expected) <= within, f"{what}: expected {expected} ± {within}, found {found}"


def wait_for(condition, seconds, what):
    """Polls until the condition gives something true, and returns that; a busy machine has four times as long. What is waited for has at least half
    of the time: to ask a desk what it shows keeps it from showing it."""
    until = time.monotonic() + 4 * seconds
    while True:
        asked = time.monotonic()
        value = condition()
        if value:
            return value
        if time.monotonic() > until:
            raise AssertionError(f"after {seconds} s still waiting for {what}")
        time.sleep(max(0.1, time.monotonic() - asked))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ctl(*arguments, status=0, text=None):
    result = subprocess.run([str(CTL), *map(str, arguments)], capture_output=True, text=True, input=text, timeout=180, check=False)
    assert result.returncode == status, f"{arguments}: exit status {result.returncode}, expected {status}\n{result.stdout}{result.stderr}"
    return result


def put_sample(folder):
    """The sample centre, as a copy of one that all tests of an hour share: it takes seconds to make, and most of them need one."""
    made = SAMPLE.stat().st_mtime_ns
    name = "-".join([time.strftime("%Y%m%d%H", time.gmtime()), str(made)] + [os.environ.get(key, "") for key in ("LC_ALL", "LANGUAGE", "TZ")])
    shelf = BUILD / "tests/e2e/samples"
    whole = shelf / name.replace("/", "_")
    shelf.mkdir(exist_ok=True)
    with open(shelf / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            part = shelf / "part"
            shutil.rmtree(part, ignore_errors=True)
            for old in sorted(filter(pathlib.Path.is_dir, shelf.iterdir()), key=lambda path: path.stat().st_mtime)[:-3]:
                shutil.rmtree(old)
            ctl("sample", "--data", part)
            part.rename(whole)
        pathlib.Path(folder).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(whole, folder)
    return folder


def kpi(data, *arguments):
    return json.loads(ctl("kpi", "--data", data, "--format", "json", *arguments).stdout)


class Server:
    """floorwalkerd on a data directory: embedded, on a port of its own choice, or where it is told to listen."""

    def __init__(self, data, *arguments, listen=None):
        self.data = str(data)
        self.arguments = arguments
        self.listen = listen
        self.token = ""
        self.start()

    def start_listening(self):
        self.process = subprocess.Popen([str(SERVER), "--data", self.data, "--listen", self.listen, *self.arguments],
                                        stdin=subprocess.PIPE)
        self.address = "http://" + self.listen
        wait_for(self.is_healthy, 30, "the server")

    def is_healthy(self):
        assert self.process.poll() is None, "the server has ended"
        try:
            return self.ask("GET", "health", token="")["status"] == "ok"
        except OSError:
            return False

    def start(self):
        if self.listen:
            self.start_listening()
            return
        self.process = subprocess.Popen([str(SERVER), "--data", self.data, "--embedded", *self.arguments],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        told = {}
        while "port" not in told:  # before it, a sample tells how much of it is made
            line = self.process.stdout.readline()
            assert line, "the server said nothing"
            told = json.loads(line)
        self.port, self.token = told["port"], told["token"]
        self.address = f"http://127.0.0.1:{self.port}"

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            if self.listen:
                self.process.terminate()
            self.process.wait(timeout=120)
        return self.process.returncode

    def ask(self, method, path, body=None, token=None, status=200, content_type="application/json"):
        """One request; the answer parsed."""
        headers = {"Content-Type": content_type}
        token = self.token if token is None else token
        if token:
            headers["Authorization"] = "Bearer " + token
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                found, text = answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            found, text = refusal.code, refusal.read()
        assert found == status, f"{method} {path}: status {found}, expected {status}: {text[:400]!r}"
        return json.loads(text) if text else None

    def sign_in(self, user, password=PASSWORD):
        return self.ask("POST", "session", {"user": user, "password": password}, token="")["token"]


def main(*tests):
    """Runs the tests in order, each in a fresh directory; prints TAP."""
    print(f"1..{len(tests)}", flush=True)
    failed = skipped = 0
    for number, test in enumerate(tests, 1):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="floorwalker-"))
        name = test.__name__.removeprefix("test_").replace("_", " ")
        try:
            test(folder)
            print(f"ok {number} {name}", flush=True)
        except Skip as reason:
            skipped += 1
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            traceback.print_exc(file=sys.stderr)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 77 if skipped == len(tests) else 0)
