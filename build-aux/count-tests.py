#!/usr/bin/python3
"""Counts test cases in meson's testlog.json files; prints "N passed, N failed" last and fails when one failed.

    count-tests.py [--strict] EXPECTED-SKIPS LOG…
    count-tests.py --again LOG

What was skipped is named with its reason. With --strict a skip fails that no line of EXPECTED-SKIPS names: a pattern
of "test: case", a tab, and why it may be skipped.

NAME.again.json tells of programs that failed in NAME.json and were run once more, alone: those that passed then are named
as unsteady and count as passed. --again prints which are to be run so: none where so many failed that it was no accident,
and none in which a sanitizer spoke, since what it found once is there.
"""

import fnmatch
import json
import re
import sys

CASE = re.compile(r"^(not ok|ok)\b *(?:\d+)? *(?:- )?(.*)$", re.MULTILINE)
SANITIZER = re.compile(r"ERROR: (Address|Leak)Sanitizer|runtime error:")
GOOD = ("OK", "EXPECTEDFAIL", "SKIP")
MOST_AGAIN = 6
LINES_TOLD = 40


def read(path):
    """The entries of a log by the name of their program."""
    with open(path, encoding="utf-8") as log:
        entries = [json.loads(line) for line in log]
    return {entry["name"].rsplit("/", 1)[-1].strip(): entry for entry in entries}


def has_failed(entry):
    """By the program's end or by one of its cases."""
    return entry["result"] not in GOOD or any(verdict == "not ok" for verdict, _ in CASE.findall(entry.get("stdout") or ""))


def said(entry):
    """All that a program printed."""
    return "\n".join(entry.get(stream) or "" for stream in ("stdout", "stderr"))


def names_to_run_again(path):
    failed = {name: entry for name, entry in read(path).items() if has_failed(entry)}
    if len(failed) > MOST_AGAIN:
        return []
    return [name for name, entry in failed.items() if not SANITIZER.search(said(entry))]


class Counts:
    """What became of the cases of all logs."""

    def __init__(self, expected):
        self.expected = expected
        self.passed = self.failed = 0
        self.broken = []
        self.unsteady = []
        self.skips = []  # "test: case", why

    def add(self, suite, name, entry):
        """A GLib test prints one line a case; any other program is one case."""
        failed = skipped = passed = 0
        for verdict, rest in CASE.findall(entry.get("stdout") or ""):
            case, _, reason = rest.partition("# SKIP")
            if verdict == "not ok":
                failed += 1
            elif "# SKIP" in rest:
                skipped += 1
                self.skips.append((f"{name}: {case.strip()}", reason.strip()))
            else:
                passed += 1
        if entry["result"] == "SKIP" and skipped == 0:
            lines = (entry.get("stdout") or entry.get("stderr") or "").strip().splitlines()
            self.skips.append((f"{name}: all", lines[-1] if lines else "says nothing"))
        elif entry["result"] not in GOOD:
            failed = max(failed, 1)
        elif passed + skipped + failed == 0:
            passed = 1
        self.passed += passed
        self.failed += failed
        if failed:
            self.broken.append((f"{suite}: {name} ({entry['result']})", entry))

    def add_suite(self, suite, first, again):
        for name, entry in first.items():
            second = again.get(name)
            if second is not None and has_failed(entry) and not has_failed(second):
                self.unsteady.append((f"{suite}: {name} ({entry['result']})", entry))
                entry = second
            self.add(suite, name, entry)

    def tell(self, strict):
        # Last, where whoever sees only the end of a log sees it.
        for word, programs in (("unsteady", self.unsteady), ("failed", self.broken)):
            for name, entry in programs:
                print(f"== {word}: {name} said at its end")
                print("\n".join(said(entry).strip().splitlines()[-LINES_TOLD:]))
        for name, _ in self.unsteady:
            print("unsteady, passed alone:", name)
        for name, _ in self.broken:
            print("failed:", name)
        for name, reason in sorted(set(self.skips)):
            known = any(fnmatch.fnmatchcase(name, pattern) for pattern in self.expected)
            print("skipped:" if known else "skipped, not expected:", name, f"({reason})")
            if strict and not known:
                self.failed += 1
        if self.skips:
            print(f"{len(self.skips)} skipped")
        print(f"{self.passed} passed, {self.failed} failed")


def main(arguments):
    if arguments[0] == "--again":
        print(" ".join(names_to_run_again(arguments[1])))
        return 0

    strict = arguments[0] == "--strict"
    expected, *paths = arguments[1:] if strict else arguments
    with open(expected, encoding="utf-8") as lines:
        counts = Counts([line.split("\t", 1)[0] for line in lines if line.strip() and not line.startswith("#")])
    for path in paths:
        suite = path.rsplit("/", 1)[-1].removesuffix(".json")
        if not suite.endswith(".again"):
            again = path.removesuffix(".json") + ".again.json"
            counts.add_suite(suite, read(path), read(again) if again in paths else {})
    counts.tell(strict)
    return 1 if counts.failed or counts.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
