#!/usr/bin/python3
"""What is planned at the command line, without a centre."""

import csv
import datetime
import io

from support import SOURCE, ctl, equal, main, near

CALENDARS = SOURCE / "tests/data/calendars"
ERLANG = SOURCE / "tests/data/erlang/reference.csv"


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_erlang_adds_its_columns_to_every_row(folder):
    known = read(ERLANG.read_text())
    asked = folder / "asked.csv"
    asked.write_text("\n".join(",".join(row[name] for name in ("model", "calls", "aht", "interval", "t", "n", "patience"))
                               for row in [dict(zip(known[0], known[0])), *known]) + "\n")
    told = read(ctl("staffing", "erlang", "--format", "csv", asked).stdout)
    equal(list(told[0]), ["model", "calls", "aht", "interval", "t", "n", "patience", "pw", "sl", "asa", "asa_answered", "abandon", "occ"])
    equal(len(told), len(known))
    for row, expected in zip(told, known):
        for name in ("pw", "sl", "asa", "asa_answered", "abandon", "occ"):
            if expected[name] in ("", "inf"):
                equal(row[name], expected[name], f"{expected['id']} {name}")
            else:
                near(float(row[name]), float(expected[name]), 1e-9 * max(1, float(expected[name])), f"{expected['id']} {name}")


def test_required_people_keep_every_bound(folder):
    asked = folder / "asked.csv"
    asked.write_text("queue,calls,aht,target,patience,concurrency,most_occupancy\n"
                     "sales,100,180,0.8,,,\nchat,100,180,0.8,,2,\nhasty,100,180,0.8,60,,\nrested,100,180,0.8,,,0.7\n")
    told = read(ctl("staffing", "required", "--format", "csv", "--shrinkage", "leave=0.12,training=0.08", asked).stdout)
    equal([row["queue"] for row in told], ["sales", "chat", "hasty", "rested"])
    equal([int(row["n"]) for row in told], [14, 7, 12, 15])
    equal([int(row["people"]) for row in told], [18, 9, 15, 19])


def test_what_is_wrong_names_its_place(folder):
    asked = folder / "asked.csv"
    asked.write_text("calls,aht,n\n100,180,14\n100,-1,14\n")
    told = ctl("staffing", "erlang", asked, status=1)
    equal(told.stdout, "")
    assert "asked.csv: line 3, column “aht”: expected a number above 0" in told.stderr, told.stderr
    asked.write_text("calls,aht\n100,180\n")
    assert "the column “n” is missing" in ctl("staffing", "erlang", asked, status=1).stderr
    ctl("staffing", "erlang", "--data", folder, asked, status=2)
    ctl("staffing", "guess", asked, status=2)


def made_calls(days):
    """Weekdays of 4 slots; the Monday is half as much again."""
    rows = ["date,slot,calls,queue"]
    for day in range(days):
        date = datetime.date(2026, 1, 1) + datetime.timedelta(day)
        if date.weekday() < 5:
            for slot in range(4):
                usual = (120, 200, 160, 80)[slot] * (1.5 if date.weekday() == 0 else 1)
                rows.append(f"{date},{slot},{usual + (day * 7 + slot * 3) % 5},sales")
                rows.append(f"{date},{slot},0,silent")
    return rows


def test_a_replay_sees_the_past_alone(folder):
    rows = made_calls(120)
    asked = folder / "calls.csv"
    asked.write_text("\n".join(rows) + "\n")
    told = read(ctl("forecast", "replay", "--horizon", "3", "--format", "csv", asked).stdout)
    equal(list(told[0]), ["queue", "origin", "date", "slot", "forecast", "low", "high", "actual"])
    sales = [row for row in told if row["queue"] == "sales"]
    for row in sales:
        assert row["origin"] < row["date"], row
    late = [row for row in sales if row["origin"] > "2026-04-01"]
    near(sum(float(row["forecast"]) for row in late), sum(float(row["actual"]) for row in late), 0.03 * sum(float(row["actual"]) for row in late))
    equal({row["forecast"] for row in told if row["queue"] == "silent"}, {"0"})

    # What comes later is turned upside down; nothing that was said before changes.
    cut = "2026-04-01"
    asked.write_text("\n".join(row if row[:10] < cut or row.startswith("date") else row.replace(",sales", "9,sales") for row in rows) + "\n")
    again = read(ctl("forecast", "replay", "--horizon", "3", "--format", "csv", asked).stdout)
    equal([row["forecast"] for row in again if row["origin"] < cut], [row["forecast"] for row in told if row["origin"] < cut])
    assert [row["forecast"] for row in again] != [row["forecast"] for row in told]


def test_the_rest_of_a_day_is_told_from_its_beginning(folder):
    asked = folder / "calls.csv"
    asked.write_text("\n".join(made_calls(120)) + "\n")
    told = read(ctl("forecast", "replay", "--after", "2", "--format", "csv", asked).stdout)
    equal({row["slot"] for row in told}, {"2", "3"})
    equal([row["origin"] for row in told], [row["date"] for row in told])
    assert "the rest of the day" in ctl("forecast", "replay", "--after", "2", asked).stdout
    ctl("forecast", "replay", "--after", "4", asked, status=2)
    ctl("forecast", "replay", "--horizon", "0", asked, status=2)
    asked.write_text("date,slot,calls\n2026-01-01,0,5\n2026-01-01,0,6\n2026-02-30,1,2\n")
    assert "line 4" in ctl("forecast", "replay", asked, status=1).stderr
    asked.write_text("date,slot,calls\n2026-01-01,0,5\n2026-01-01,0,6\n")
    assert "2026-01-01 slot 0 is there twice" in ctl("forecast", "replay", asked, status=1).stderr


def test_a_calendar_says_which_days_are_not_as_others(folder):
    """A campaign doubles its days, a Saturday works as a Monday, a Wednesday is closed: known before, they are foretold."""
    begin, rows, said = datetime.date(2026, 1, 5), ["date,slot,calls"], ["date,closed,as,event"]
    campaign, made_up, closed = (20, 40, 60, 80, 92), 89, (44, 72, 93)
    for day in range(100):
        date = begin + datetime.timedelta(day)
        weekday = 0 if day == made_up else date.weekday()
        if day in campaign:
            said.append(f"{date},no,,campaign")
        if day == made_up:
            said.append(f"{date},,1,")
        if day in closed:
            said.append(f"{date},yes,,")
        elif weekday < 5:
            rows += [f"{date},{slot},{(300 if weekday == 0 else 200) * (2 if day in campaign else 1) + (day * 7 + slot) % 5}" for slot in range(4)]
    asked, days = folder / "calls.csv", folder / "days.csv"
    asked.write_text("\n".join(rows) + "\n")
    days.write_text("\n".join(said) + "\n")

    def foretold(day, *options):
        date = str(begin + datetime.timedelta(day))
        told = read(ctl("forecast", "replay", "--horizon", "1", "--format", "csv", *options, asked).stdout)
        return sum(float(row["forecast"]) for row in told if row["date"] == date)

    near(foretold(made_up), 0, 0, "a Saturday")
    near(foretold(made_up, "--calendar", days), 1200, 120, "works as a Monday")
    near(foretold(92), 800, 160, "a day as others")
    assert foretold(92, "--calendar", days) > 1300, "a campaign that was seen four times"
    for line, says in (("2026-02-30,,,", "expected a date"), ("2026-02-03,maybe,,", "expected yes, no or nothing"), ("2026-02-03,,8,", "expected a weekday")):
        days.write_text(f"date,closed,as,event\n{line}\n")
        told = ctl("forecast", "replay", "--calendar", days, asked, status=1).stderr
        assert "line 2" in told and says in told, told
    days.write_text("date,event\n2026-02-03,a\n2026-02-03,b\n")
    assert "2026-02-03 is there twice" in ctl("forecast", "replay", "--calendar", days, asked, status=1).stderr


def test_a_calendar_offers_its_shifts(folder):
    window = ("--zone", "Asia/Shanghai", "--from", "2026-01-01", "--to", "2029-01-01", "--format", "csv")
    known = [row for row in read((CALENDARS / "expected.csv").read_text()) if row["file"] == "s09-zone-names.ics"]
    told = read(ctl("calendar", "read", CALENDARS / "s09-zone-names.ics", *window).stdout)
    equal(list(told[0]), ["file", "uid", "start", "end", "status", "decided by"])
    equal([(row["uid"], row["start"], row["end"]) for row in told], [(row["uid"], row["start"], row["end"]) for row in known])
    unknown = next(row for row in told if row["uid"] == "s09-unknown@floorwalker.test")
    equal(unknown["decided by"], "rejected: zone Mars/Olympus unknown (never read as UTC)")
    assert "a web page" in ctl("calendar", "read", CALENDARS / "bad/b16-html.ics", *window, status=1).stderr
    assert "Unknown time zone" in ctl("calendar", "read", CALENDARS / "s09-zone-names.ics", "--zone", "Mars/Olympus", "--from", "2026-01-01",
                                      "--to", "2029-01-01", status=1).stderr
    ctl("calendar", "read", CALENDARS / "s09-zone-names.ics", status=2)


PROBLEM = """SECTION_HORIZON
14
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
""" + "".join(f"{name},E=14|L=14,3840,2880,5,2,2,1\n" for name in "ABCDEF") + """SECTION_DAYS_OFF
A,0
SECTION_SHIFT_ON_REQUESTS
B,2,L,3
SECTION_COVER
""" + "".join(f"{day},{shift},1,100,1\n" for day in range(14) for shift in "EL")


def test_a_roster_keeps_its_rules_and_says_its_cost(folder):
    asked, made = folder / "problem.txt", folder / "roster.txt"
    asked.write_text(PROBLEM)
    ctl("roster", "solve", "--format", "curtois", "--seconds", "1", "--seed", "7", "--out", made, asked)
    *rows, cost = made.read_text().splitlines()
    rows = [row.split(",") for row in rows]
    equal([len(row) for row in rows], [14] * 6)
    equal(rows[0][0], "", "a fixed day off")
    missing = sum(max(0, 1 - sum(row[day] == shift for row in rows)) for day in range(14) for shift in "EL")
    surplus = sum(max(0, sum(row[day] == shift for row in rows) - 1) for day in range(14) for shift in "EL")
    equal(cost, f"# cost {100 * missing + surplus + (0 if rows[1][2] == 'L' else 3)}")
    for row in rows:
        assert 6 <= sum(shift != "" for shift in row) <= 8, row
        assert all((before, after) != ("L", "E") for before, after in zip(row, row[1:])), row
    equal(ctl("roster", "solve", "--format", "curtois", "--seconds", "0", asked).stdout.count("\n"), 7)


def test_a_roster_that_cannot_be_is_refused_in_words(folder):
    asked, made = folder / "problem.txt", folder / "roster.txt"
    asked.write_text(PROBLEM.replace("3840,2880", "2880,3840"))
    told = ctl("roster", "solve", "--format", "curtois", "--out", made, asked, status=1)
    assert "no roster can be: A: at least 3840 minutes and at most 2880" in told.stderr, told.stderr
    assert not made.exists()
    asked.write_text(PROBLEM.replace("A,0", "Z,0"))
    assert "expected a person of the list, found “Z”" in ctl("roster", "solve", "--format", "curtois", asked, status=1).stderr
    ctl("roster", "solve", asked, status=2)


def test_what_no_roster_can_keep_is_told_before_the_search(folder):
    asked = folder / "problem.txt"
    asked.write_text(PROBLEM)
    equal(ctl("roster", "check", "--format", "curtois", asked).stdout, "")
    asked.write_text(PROBLEM.replace("7,E,1,", "7,E,9,"))
    equal(ctl("roster", "check", "--format", "curtois", asked).stdout, "short: day 7: 9 people are wanted for E, 6 may work there\n")
    asked.write_text(PROBLEM.replace("A,0", "A," + ",".join(map(str, range(14)))))
    told = ctl("roster", "check", "--format", "curtois", asked, status=1)
    equal(told.stdout, "impossible: A: no row can keep together: at least 2880 minutes; fixed days off 0-13\n")
    assert "no roster can be" in told.stderr, told.stderr
    ctl("roster", "check", asked, status=2)


main(test_a_roster_keeps_its_rules_and_says_its_cost, test_what_no_roster_can_keep_is_told_before_the_search, test_a_roster_that_cannot_be_is_refused_in_words,
     test_a_calendar_says_which_days_are_not_as_others, test_a_calendar_offers_its_shifts, test_a_replay_sees_the_past_alone,
     test_the_rest_of_a_day_is_told_from_its_beginning,
     test_erlang_adds_its_columns_to_every_row, test_required_people_keep_every_bound,
     test_what_is_wrong_names_its_place)
