#!/usr/bin/python3
"""Counts test cases in meson's testlog.json files; prints "N passed, N failed" last and fails when one failed."""

import json
import re
import sys

CASE = re.compile(r"^(not ok|ok)\b(.*)$", re.MULTILINE)


def count_entry(entry):
    """A GLib test prints one line a case; any other program is one case."""
    passed = failed = skipped = 0
    for verdict, rest in CASE.findall(entry.get("stdout") or ""):
        if verdict == "not ok":
            failed += 1
        elif "# SKIP" in rest:
            skipped += 1
        else:
            passed += 1
    result = entry["result"]
    if result == "SKIP" and passed == 0:
        return 0, failed, max(skipped, 1)
    if result not in ("OK", "EXPECTEDFAIL", "SKIP"):
        return passed, max(failed, 1), skipped
    return (passed if passed + skipped + failed > 0 else 1), failed, skipped


def main(paths):
    passed = failed = skipped = 0
    broken = []
    for path in paths:
        suite = path.rsplit("/", 1)[-1].removesuffix(".json")
        with open(path, encoding="utf-8") as log:
            for line in log:
                entry = json.loads(line)
                counts = count_entry(entry)
                passed += counts[0]
                failed += counts[1]
                skipped += counts[2]
                if counts[1]:
                    broken.append(f"{suite}: {entry['name']} ({entry['result']})")
    for name in broken:
        print("failed:", name)
    if skipped:
        print(f"{skipped} skipped, because what they need is not on this machine")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
