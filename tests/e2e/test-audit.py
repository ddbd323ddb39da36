#!/usr/bin/python3
"""Point 20, seen: the audit trail of a real server, after kills too, verified by its files alone."""

import json
import shutil
import threading

from support import SOURCE, Server, ctl, equal, main, wait_for

CALLS = SOURCE / "tests/data/calls-week.csv"
PERIOD = "from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z"


def make(folder):
    data = folder / "centre"
    ctl("import", "--create", "--data", data, "--format", "calls", CALLS)
    return data


def files_of(data):
    return sorted((data / "audit").glob("audit-*.jsonl"))


def lines_of(data):
    return [json.loads(line) for path in files_of(data) for line in path.read_text().splitlines()]


def test_what_is_done_to_a_store_is_told(folder):
    data = make(folder)
    password = folder / "password"
    password.write_text("a long password\n")
    ctl("user", "add", "--data", data, "--role", "administrator", "--new-password-file", password, "boss")
    ctl("records", "export", "--data", data, "team")
    acts = [(line["what"], line.get("on"), line["who"].split(":")[0]) for line in lines_of(data) if line["what"] != "trail"]
    equal(acts, [("import", str(CALLS), "local"), ("account-change", "boss", "local"), ("records-export", "team", "local")])
    shown = ctl("audit", "show", "--data", data, "--what", "account-change").stdout
    equal(len(shown.splitlines()), 1)
    assert "boss" in shown and "administrator" in shown, shown
    assert "whole" in ctl("audit", "verify", "--data", data).stdout
    assert "a long password" not in "".join(path.read_text() for path in files_of(data))


def test_what_was_answered_is_in_it_after_a_kill(folder):
    data = make(folder)
    server = Server(data)
    for _ in range(3):
        answered = []

        def read():
            try:
                while True:
                    server.ask("GET", f"contacts?{PERIOD}&limit=1&offset={len(answered)}")
                    answered.append(1)
            except OSError:
                pass

        before = sum(line["what"] == "contacts-read" for line in lines_of(data))
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        wait_for(lambda: len(answered) >= 30, 60, "thirty answers")
        server.kill()
        for thread in threads:
            thread.join()
        assert sum(line["what"] == "contacts-read" for line in whole_lines(data)) >= before + len(answered)
        server.start()
        ctl("audit", "verify", "--data", data)
    server.stop()
    equal(lines_of(data)[-1]["what"], "server-stop")


def whole_lines(data):
    """A killed server may have left half a line, which was never answered."""
    return [json.loads(line) for path in files_of(data) for line in path.read_text().splitlines() if line.endswith('"}')]


def test_a_touched_file_is_told_with_its_line(folder):
    data = make(folder)
    for _ in range(4):
        ctl("records", "export", "--data", data, "team")
    copies = folder / "copies"
    shutil.copytree(data / "audit", copies)
    path = copies / "audit-000001.jsonl"
    (copies / "key").unlink()  # nothing but the files is needed
    told = ctl("audit", "verify", path).stdout
    key = next(line.split()[1] for line in told.splitlines() if line.startswith("key"))
    ctl("audit", "verify", "--key", key, path)
    ctl("audit", "verify", "--key", "A" * 43, path, status=1)

    whole = path.read_text().splitlines(keepends=True)
    for changed, line, word in (
        (whole[:2] + [whole[2].replace("records-export", "records-read")] + whole[3:], 3, "changed"),
        (whole[:2] + whole[3:], 3, "missing"),
        (whole[:2] + [whole[3], whole[2]] + whole[4:], 3, "missing"),
        (whole[:-1], len(whole) - 1, "missing after"),
        (whole[:-1] + [whole[-1][:30]], len(whole), "cut"),
    ):
        path.write_text("".join(changed))
        result = ctl("audit", "verify", path, status=1)
        first = result.stdout.splitlines()[0]
        assert first.startswith(f"{path}:{line}: ") and word in first, (first, line, word)
        assert "touched" in result.stderr, result.stderr


def test_wrong_use(folder):
    ctl("audit", "--data", folder, status=2)
    ctl("audit", "verify", status=2)
    ctl("audit", "show", "--from", "yesterday", "--data", make(folder), status=2)


main(test_what_is_done_to_a_store_is_told, test_what_was_answered_is_in_it_after_a_kill, test_a_touched_file_is_told_with_its_line, test_wrong_use)
