#!/usr/bin/python3
"""Prints what must be built for some suites of a build folder: test-targets.py FOLDER LEFT-OUT-SUITE SUITE…

Names for ninja, one a line, of each program that a test of these suites runs or depends on, but for tests that are of the
suite left out too. A sanitized build takes thrice as long as an ordinary one and runs two suites; the console, for one, is
in neither.
"""

import json
import os
import sys


def introspect(folder, kind):
    with open(os.path.join(folder, "meson-info", f"intro-{kind}.json"), encoding="utf-8") as info:
        return json.load(info)


def main():
    folder, left_out, *suites = sys.argv[1:]
    wanted = set()
    for test in introspect(folder, "tests"):
        its = {suite.rpartition(":")[2] for suite in test["suite"]}
        if its & set(suites) and left_out not in its:
            wanted.update(test["depends"])
    root = os.path.realpath(folder)
    files = [file for target in introspect(folder, "targets") if target["id"] in wanted for file in target["filename"]]
    print("\n".join(sorted(os.path.relpath(file, root) for file in files)))


if __name__ == "__main__":
    main()
