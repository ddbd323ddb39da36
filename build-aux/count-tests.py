#!/usr/bin/python3
"""Counts test cases in meson's testlog.json files; prints "N passed, N failed" last and fails when one failed.

    count-tests.py [--strict] EXPECTED-SKIPS LOG…

What was skipped is named with its reason. With --strict a skip fails that no line of EXPECTED-SKIPS names: a pattern
of "test: case", a tab, and why it may be skipped.
"""

import fnmatch
import json
import re
import sys

CASE = re.compile(r"^(not ok|ok)\b *(?:\d+)? *(?:- )?(.*)$", re.MULTILINE)


class Counts:
    """What became of the cases of all logs."""

    def __init__(self, expected):
        self.expected = expected
        self.passed = self.failed = 0
        self.broken = []
        self.skips = []  # "test: case", why

    def add(self, suite, entry):
        """A GLib test prints one line a case; any other program is one case."""
        name = entry["name"].rsplit("/", 1)[-1].strip()
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
        elif entry["result"] not in ("OK", "EXPECTEDFAIL", "SKIP"):
            failed = max(failed, 1)
        elif passed + skipped + failed == 0:
            passed = 1
        self.passed += passed
        self.failed += failed
        if failed:
            self.broken.append(f"{suite}: {name} ({entry['result']})")

    def tell(self, strict):
        for name in self.broken:
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
    strict = arguments[0] == "--strict"
    expected, *paths = arguments[1:] if strict else arguments
    with open(expected, encoding="utf-8") as lines:
        counts = Counts([line.split("\t", 1)[0] for line in lines if line.strip() and not line.startswith("#")])
    for path in paths:
        with open(path, encoding="utf-8") as log:
            for line in log:
                counts.add(path.rsplit("/", 1)[-1].removesuffix(".json"), json.loads(line))
    counts.tell(strict)
    return 1 if counts.failed or counts.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
