#!/usr/bin/python3
"""A holiday from the keyboard: the administrator enters it and opens the office on Saturdays; whoever handles a technical question
sees when it is due now, and why then."""

import datetime
import os
import zoneinfo

from desk import Desk, picture
from support import PASSWORD, Server, Skip, equal, free_port, main, put_sample, wait_for


def next_weekday(day):
    day += datetime.timedelta(days=1)
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    return day


def test_a_holiday_moves_what_is_due(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda method, path, body=None, status=200: server.ask(method, path, body, token=boss, status=status)
        zone = zoneinfo.ZoneInfo(ask("GET", "records/site/harbour")["time_zone"])
        team = ask("GET", "records/team?limit=1")["records"][0]
        ask("POST", "records/case", {"id": "x-fit", "title": "Does the xylophone fit?", "class": "support", "impact": "low", "urgency": "low",
                                     "source": "contact", "refund": 0, "site": team["site"], "team": team["id"]}, 201)

        def find_clock():
            return next(row for row in ask("GET", "records/case/x-fit/moves")["clocks"] if row["clock"] == "solve")

        def find_due():
            return datetime.datetime.fromisoformat(find_clock()["due"].replace("Z", "+00:00")).astimezone(zone)

        before = find_due()
        equal((find_clock()["by_days"], find_clock()["hours"], find_clock()["calendar"]), (True, "site", "Office hours"), "what it counts")
        expected = datetime.datetime.combine(next_weekday(before.date()), before.timetz())

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Holidays")
            desk.wait(None, "Taking stock", 20)
            desk.press("ctrl+n")
            desk.tab_to("text", "Occasion", 20)
            desk.type("Harbour festival")
            desk.tab_to("text", "Day", 20)
            desk.type(before.date().isoformat())
            picture("hours-holiday-form")
            desk.press("ctrl+s")
            wait_for(lambda: [row for row in ask("GET", "records/special-day")["records"] if row["name"] == "Harbour festival"], 20, "the holiday stored")
            equal(find_due(), expected, "due a working day later")
            wait_for(lambda: desk.find("table row", "Harbour festival"), 20, "its row")
            picture("hours-holidays")

            # Hours that are none are refused beside the form; those that are some are stored.
            desk.go("Open hours")
            desk.wait("table row", "Office hours", 20)
            desk.tab_to("table row", "Office hours", 60)
            desk.press("Return")
            desk.tab_to("text", "Saturday", 60)
            desk.type("9-12")
            desk.press("ctrl+s")
            desk.wait_until_said("expected hours one after the other")
            picture("hours-refused")
            desk.tab_to("text", "Saturday", 60)
            desk.press("ctrl+a")
            desk.type("09:00-12:00, 13:00-15:00")
            desk.press("ctrl+s")
            wait_for(lambda: ask("GET", "records/open-hours/office")["saturday"] == "09:00-12:00, 13:00-15:00", 20, "the Saturday stored")
            picture("hours-open")
            # And closed again, so that the next part does not depend on the day.
            desk.tab_to("text", "Saturday", 60)
            desk.press("ctrl+a", "Delete", "ctrl+s")
            wait_for(lambda: not ask("GET", "records/open-hours/office")["saturday"], 20, "the Saturday closed again")
            equal(find_due(), expected, "due as before")

        # Whoever handles it.
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Cases")
            desk.wait("push button", "Take", 20)
            desk.press("ctrl+f")
            desk.type("xylophone")
            desk.wait("label", "1 case, 0 overdue", 20)
            desk.press("Tab", "Tab", "Tab", "Home")
            desk.wait_until_said("3 working days, counted from")
            desk.wait_until_said("closed (Harbour festival)")
            picture("hours-why-then")
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
