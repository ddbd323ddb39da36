#!/usr/bin/python3
"""Rosters as calendars: what we write is read to the same instants by us and by two libraries that know nothing of us."""

import csv
import datetime
import io
import zoneinfo

import gi
import icalendar

from support import ctl, equal, main

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
UTC = datetime.timezone.utc
STAMP = "2026-01-02T03:04:05Z"
LONG = "早班，前台；带新人" * 9

# Berlin: a 23-hour day on 29 March, a 25-hour day on 25 October; nights over both, and shifts within the hour that comes twice.
ROSTER = f"""person,team,date,start,end,title,sequence,modified,status
Ann,Blue,2026-03-27,08:00,16:30,"Early, desk; a\\b",,,
Ann,Blue,2026-03-28,22:00,06:00,Night,3,2026-02-01T00:00:00Z,
Bob,Blue,2026-03-29,01:00,04:00,Short,,,
Bob,Blue,2026-03-30,,,Leave,,,
Bob,Blue,2026-03-31,14:00,24:00,Late,1,,cancelled
Bob,Blue,2026-03-31,14:00,22:00,Late,,,confirmed
Ann,Blue,2026-10-24,22:00,06:00,Night,,,
Cai,Red,2026-10-25,02:30,04:00,First half past two,,,
Cai,Red,2026-10-25,2026-10-25T06:00:00+01:00,2026-10-25T14:00:00+01:00,{LONG},,,
Dag,Red,2026-10-25,2026-10-25T02:30:00+01:00,2026-10-25T04:00:00+01:00,Second half past two,,,
"""


def wall(day, hours, minutes=0, fold=0):
    """What a clock in Berlin shows, as an instant."""
    moment = datetime.datetime.fromisoformat(day) + datetime.timedelta(hours=hours, minutes=minutes)
    return moment.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


EXPECTED = {
    "Ann": [(wall("2026-03-27", 8), wall("2026-03-27", 16, 30)), (wall("2026-03-28", 22), wall("2026-03-29", 6)),
            (wall("2026-10-24", 22), wall("2026-10-25", 6))],
    "Bob": [(wall("2026-03-29", 1), wall("2026-03-29", 4)), (datetime.date(2026, 3, 30), datetime.date(2026, 3, 31)),
            (wall("2026-03-31", 14), wall("2026-04-01", 0)), (wall("2026-03-31", 14), wall("2026-03-31", 22))],
    "Cai": [(wall("2026-10-25", 2, 30), wall("2026-10-25", 4)), (wall("2026-10-25", 6), wall("2026-10-25", 14))],
    "Dag": [(wall("2026-10-25", 2, 30, fold=1), wall("2026-10-25", 4))],
}


def ordered(spans):
    return sorted(spans, key=lambda span: tuple(map(str, span)))


def read_by_us(path):
    def moment(text):
        return datetime.date.fromisoformat(text) if len(text) == 10 else datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

    told = ctl("calendar", "read", path, "--zone", "Asia/Shanghai", "--from", "2026-01-01", "--to", "2027-01-01", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(told)))
    assert not any(row["decided by"].startswith("rejected") for row in rows), told
    return ordered((moment(row["start"]), moment(row["end"])) for row in rows)


def read_by_icalendar(path):
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return ordered((event["DTSTART"].dt, event["DTEND"].dt) for event in events)


def read_by_libical(path):
    def moment(time):
        if time.is_date():
            return datetime.date(time.get_year(), time.get_month(), time.get_day())
        return datetime.datetime.fromtimestamp(time.as_timet(), UTC)

    calendar, spans = ICalGLib.Component.new_from_string(path.read_text()), []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        spans.append((moment(event.get_dtstart()), moment(event.get_dtend())))
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    return ordered(spans)


def write(folder, *options):
    asked, made = folder / "roster.csv", folder / "roster.ics"
    asked.write_text(ROSTER)
    ctl("calendar", "write", "--zone", "Europe/Berlin", "--stamp", STAMP, "--out", made, *options, asked)
    return made


def test_three_readers_read_the_instants_of_the_roster(folder):
    for options, people in (((), "Ann Bob Cai Dag"), (("--person", "Ann"), "Ann"), (("--team", "Red"), "Cai Dag")):
        made = write(folder, *options)
        expected = ordered(span for person in people.split() for span in EXPECTED[person])
        equal(read_by_us(made), expected, f"our reader, {options}")
        equal(read_by_icalendar(made), expected, f"icalendar, {options}")
        equal(read_by_libical(made), expected, f"libical, {options}")


def test_short_and_long_days_make_short_and_long_nights(folder):
    spans = read_by_icalendar(write(folder, "--person", "Ann"))
    equal([(end - start).total_seconds() / 3600 for start, end in spans], [8.5, 7, 9])


def test_what_is_said_of_a_shift_arrives(folder):
    calendar = icalendar.Calendar.from_ical(write(folder).read_bytes())
    events = {(str(event["SUMMARY"]), str(event["STATUS"])): event for event in calendar.walk("VEVENT")}
    assert ("Ann: Early, desk; a\\b", "CONFIRMED") in events, list(events)
    assert (f"Cai: {LONG}", "CONFIRMED") in events, list(events)
    equal(events["Bob: Late", "CANCELLED"]["SEQUENCE"], 1)
    equal([str(event["LAST-MODIFIED"].dt) for event in calendar.walk("VEVENT") if "LAST-MODIFIED" in event], ["2026-02-01 00:00:00+00:00"])
    equal({str(event["DTSTAMP"].dt) for event in events.values()}, {"2026-01-02 03:04:05+00:00"})
    equal(len({str(event["UID"]) for event in calendar.walk("VEVENT")}), 10)


def test_lines_are_short_and_hold_whole_characters(folder):
    text = write(folder).read_bytes()
    equal(text.count(b"\n"), text.count(b"\r\n"))
    for line in text.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()


def test_a_shift_keeps_its_name_when_its_times_change(folder):
    before = icalendar.Calendar.from_ical(write(folder, "--person", "Dag").read_bytes()).walk("VEVENT")[0]
    asked, made = folder / "changed.csv", folder / "changed.ics"
    asked.write_text("person,date,start,end,title,sequence\nDag,2026-10-25,10:00,18:00,Late,1\n")
    ctl("calendar", "write", "--zone", "Europe/Berlin", "--person", "Dag", "--out", made, asked)
    after = icalendar.Calendar.from_ical(made.read_bytes()).walk("VEVENT")[0]
    equal(str(after["UID"]), str(before["UID"]))


def test_what_is_no_shift_is_refused_with_its_line(folder):
    asked, made = folder / "bad.csv", folder / "bad.ics"
    for row, says in (("Ann,2026-13-01,08:00,16:00,Early", "expected a date"), (",2026-03-01,08:00,16:00,Early", "expected somebody"),
                      ("Ann,2026-03-01,25:00,26:00,Early", "expected a time of day"), ("Ann,2026-03-01,08:00,,Early", "as the start is one"),
                      ("Ann,2026-03-01,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,Early", "on the day of the row"),
                      ("Ann,2026-03-01,2026-03-01T08:00:00Z,2026-03-01T07:00:00Z,Early", "an end after the start"),
                      ("Ann,2026-03-01,08:00,16:00,Early\nAnn,2026-03-01,15:00,23:00,Late", "lines 2 and 3: two shifts of Ann overlap"),
                      ("Ann,2026-03-01,22:00,06:00,Night\nAnn,2026-03-02,05:00,13:00,Early", "lines 2 and 3: two shifts of Ann overlap")):
        asked.write_text(f"person,date,start,end,title\n{row}\n")
        told = ctl("calendar", "write", "--zone", "Europe/Berlin", "--out", made, asked, status=1).stderr
        assert says in told and "line" in told, (row, told)
        assert not made.exists()
    asked.write_text("person,date,start,end,title\nAnn,2026-03-01,08:00,16:00,Early\n")
    assert "there is no shift of “Zoe”" in ctl("calendar", "write", "--zone", "Europe/Berlin", "--person", "Zoe", asked, status=1).stderr
    ctl("calendar", "write", "--zone", "Mars/Olympus", asked, status=1)
    ctl("calendar", "write", asked, status=2)


main(test_three_readers_read_the_instants_of_the_roster, test_short_and_long_days_make_short_and_long_nights,
     test_what_is_said_of_a_shift_arrives, test_lines_are_short_and_hold_whole_characters,
     test_a_shift_keeps_its_name_when_its_times_change, test_what_is_no_shift_is_refused_with_its_line)
