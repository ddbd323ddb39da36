#!/usr/bin/python3
"""Working time, clocks and flows at the command line, without a centre."""

import json

from support import SOURCE, ctl, equal, main

CLOCKS = SOURCE / "tests/data/clocks"
CALENDARS = ["--calendars", CLOCKS / "calendars.json"]


def calendar(name, *words, **how):
    return ctl("calendar", *words, *CALENDARS, "--calendar", name, **how)


def test_working_time_is_added_and_counted(folder):
    equal(calendar("shanghai-2026", "add", "2026-02-13T15:00:00+08:00", "27h").stdout, "2026-02-25T07:00:00Z\n")
    equal(calendar("shanghai-2026", "between", "2026-02-13T15:00:00+08:00", "2026-02-25T15:00:00+08:00").stdout, "97200\n")
    # A date is its first moment at the site; the night over the change of the clock has nine hours.
    equal(calendar("berlin-night", "between", "2026-10-24", "2026-10-26").stdout, "61200\n")
    equal(calendar("berlin-office", "add", "2026-03-27T16:30:00Z", "14400").stdout, "2026-03-30T10:30:00Z\n")


def test_what_the_calendar_does_not_know_is_said(folder):
    equal(calendar("shanghai-2026", "between", "2026-10-09", "2026-10-12").stderr, "")
    assert "no dates of 2027" in calendar("shanghai-2026", "add", "2026-12-30", "40h").stderr
    equal(calendar("utc-8-17", "add", "2027-12-30", "40h").stderr, "")


def test_a_calendar_without_an_open_hour_is_refused(folder):
    assert "without a single open hour" in calendar("utc-none", "add", "2026-11-02", "1h", status=1).stderr
    assert "without a single open hour" in calendar("utc-one-day", "add", "2027-11-02", "1h", status=1).stderr
    assert "never" in calendar("utc-one-day", "add", "2026-11-02", "9h", status=1).stderr
    equal(calendar("utc-none", "between", "2026-11-02", "2036-11-02").stdout, "0\n")


def test_each_line_is_answered_by_one(folder):
    for name in ("vectors", "scenarios", "moves"):
        asked = [json.loads(line) for line in (CLOCKS / f"{name}.jsonl").read_text().splitlines()]
        bare = folder / f"{name}.jsonl"
        bare.write_text("\n".join(json.dumps({key: value for key, value in line.items() if key != "expect"}) for line in asked) + "\n")
        told = ctl("clocks", "replay", *CALENDARS, "--flows", CLOCKS / "flows.json", bare)
        equal([json.loads(line) for line in told.stdout.splitlines()], [{"id": line["id"], **line["expect"]} for line in asked])
        equal(told.stderr, "")


def test_a_shipped_flow_is_replayed_without_a_document(folder):
    case = {"id": "a", "flow": "refund", "calendar": "utc-office", "until": "2026-11-06T00:00:00Z",
            "moves": [["2026-11-02T16:00:00Z", "entered"], ["2026-11-03T10:00:00Z", "confirmed"]]}
    (folder / "case.jsonl").write_text(json.dumps(case) + "\n\n")
    told = json.loads(ctl("clocks", "replay", *CALENDARS, folder / "case.jsonl").stdout)
    equal([(clock["clock"], clock["due"], clock["state"]) for clock in told["clocks"]],
          [("confirm", "2026-11-03T16:00:00Z", "kept"), ("pay", "2026-11-05T10:00:00Z", "breached")])
    equal([(line["clock"], line["what"]) for line in told["log"]], [("pay", "warn"), ("pay", "breach"), ("pay", "escalate")])


def test_lines_that_are_wrong_are_told_and_the_others_answered(folder):
    good = '{"id": "a", "calendar": null, "start": "2026-11-02T09:00:00Z", "limit_s": 60}'
    (folder / "lines.jsonl").write_text(good + "\n{\n" + good.replace("null", '"moon"') + "\n")
    told = ctl("clocks", "replay", *CALENDARS, folder / "lines.jsonl", status=1)
    equal(told.stdout, '{"id":"a","due":"2026-11-02T09:01:00Z"}\n')
    for word in ("lines.jsonl:2: ", "lines.jsonl:3: calendar: there is none “moon”", "2 of 3 lines"):
        assert word in told.stderr, told.stderr
    (folder / "broken.json").write_text('{"site": {"zone": "UTC", "week": {"mon": ["9-17"]}}}')
    told = ctl("clocks", "replay", "--calendars", folder / "broken.json", folder / "lines.jsonl", status=1)
    assert "broken.json: calendar “site”: mon: “9-17” is no stretch of hours" in told.stderr, told.stderr


def test_faults_of_a_flow_are_told_with_their_lines(folder):
    flow = folder / "flow.xml"
    flow.write_text("""<flow name="f" start="new">
  <state name="new"/>
  <state name="waiting"/>
  <state name="lost" ends="yes"/>
  <state name="done" ends="yes"/>
  <move from="new" to="waiting"
        by="nobody-at-all"/>
  <move from="new" to="done" by="owner" if="amount > 3"/>
  <move from="new" to="done" by="hr" if="2 > 1"/>
  <clock name="k" limit="1h" until="waiting"/>
  <clock name="l" limit="1h" until="done" pause-in="waiting"/>
</flow>
""")
    told = ctl("flow", "check", flow, status=1)
    lines = [line.removeprefix(f"{flow}:").split(": ", 1) for line in told.stdout.splitlines()]
    for number, words in (("3", "state “waiting” is not reached"), ("4", "state “lost” is not reached"),
                          ("6", "no role, relation or function “nobody-at-all”"), ("6", "nobody can make the move to “waiting”"),
                          ("8", "no field “amount”"), ("9", "guards on nothing"), ("10", "nothing stops clock “k”"),
                          ("11", "no way out of its pause in “waiting”")):
        assert any(line == number and words in text for line, text in lines), (number, words, told.stdout)
    assert "8 faults" in told.stderr, told.stderr
    for path in sorted((SOURCE / "data/flows").glob("*.xml")):
        assert "no fault" in ctl("flow", "check", path).stdout


def test_the_first_flow_of_the_page_is_sound(folder):
    page = (SOURCE / "docs/flows.md").read_text(encoding="utf-8")
    flow = folder / "first.xml"
    flow.write_text(page.split("```xml\n", 1)[1].split("```", 1)[0], encoding="utf-8")
    assert "3 states, 2 moves, 1 clocks" in ctl("flow", "check", flow).stdout


def test_wrong_use_is_said(folder):
    ctl("flow", "check", status=2)
    ctl("flow", "make", folder / "x", status=2)
    ctl("flow", "check", "--data", folder, folder / "x", status=2)
    ctl("flow", "check", folder / "missing.xml", status=1)
    ctl("clocks", "replay", folder / "x", status=2)
    ctl("calendar", "add", "2026-11-02", "1h", status=2)
    ctl("calendar", "add", *CALENDARS, "2026-11-02", "1h", status=2)
    calendar("utc-office", "add", "soon", "1h", status=2)
    calendar("utc-office", "add", "2026-11-02", "1 h", status=1)
    calendar("utc-moon", "add", "2026-11-02", "1h", status=1)


main(test_working_time_is_added_and_counted, test_what_the_calendar_does_not_know_is_said,
     test_a_calendar_without_an_open_hour_is_refused, test_each_line_is_answered_by_one,
     test_a_shipped_flow_is_replayed_without_a_document,
     test_lines_that_are_wrong_are_told_and_the_others_answered,
     test_faults_of_a_flow_are_told_with_their_lines,
     test_the_first_flow_of_the_page_is_sound, test_wrong_use_is_said)
