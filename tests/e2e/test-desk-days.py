#!/usr/bin/python3
"""The floor of any day, by keys: yesterday and a month, the contacts behind a tile, the last night before a shift."""

import os
import time

from desk import Desk, picture
from support import PASSWORD, Server, Skip, free_port, main, put_sample, wait_for

PILL = "Time: "


def serve(folder):
    put_sample(folder / "centre")
    return Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")


def find_focus(desk):
    """What has the focus is known a moment after the key."""
    until = time.monotonic() + 2
    while (focused := desk.focused()) is None and time.monotonic() < until:
        time.sleep(0.05)
    return focused


def choose_time(desk, what):
    """The list of a choice takes letters and Enter."""
    desk.click("push button", PILL)
    desk.wait_for_field()
    desk.type(what)
    time.sleep(0.4)  # what is found comes a moment after the last letter
    desk.press("Return")
    desk.wait("push button", PILL + what, 10)


def move_to_tile(desk, title):
    """The tiles are one stop of Tab; the arrows move among them."""
    for _ in range(8):
        focused = find_focus(desk)
        if focused is not None and title in focused.name:
            return
        desk.press("Right")
    raise AssertionError(f"no arrow leads to the tile {title!r}")


def has_tile(desk, title, n):
    """A tile whose figure rests on so many."""
    return any(name.startswith(title + " ") and f"n {n} " in name + " " for name in desk.names())


def test_any_day(folder):
    server = serve(folder)
    try:
        token = server.sign_in("supervisor")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            total = server.ask("GET", "kpi?from=today-1&to=today", token=token)["total"]
            yesterday, rated = total["offered"], total["csat_n"]
            choose_time(desk, "Yesterday")
            wait_for(lambda: has_tile(desk, "Connection rate", yesterday), 20, f"yesterday's {yesterday} contacts")
            # Days that are over are not called "Live".
            assert desk.frame.get_name().startswith("Floor · Yesterday"), desk.frame.get_name()
            picture("days-yesterday")
            # F6 leads to the page, of which the tiles come first.
            desk.press("F6")
            move_to_tile(desk, "CSAT")
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("Contacts"), 10, "the contacts of a tile")
            desk.wait("label", f"{rated} contacts rated", 20)
            # The scope bar says what the figure is about beside it, and lets it be taken off.
            desk.click("push button", "rated, take off", 10)
            desk.wait("label", f"{yesterday} contacts offered", 20)

            desk.press("alt+1")
            desk.go("Live")
            choose_time(desk, "Last 28 days")
            desk.wait(None, "Compared with: the period before", 10)
            desk.wait(None, "Service level per day", 20)
            picture("days-month")
            # Misses only, and all again: the keys stay in the table.
            desk.press("ctrl+m")
            desk.wait("push button", "Misses only", 10)
            desk.press("ctrl+m")
            desk.tab_to("table row")
            desk.press("space")
            wait_for(lambda: any(name.endswith(" · Service level per day") for name in desk.names()), 20, "the curve of a row")
            picture("days-row")

            # Back to what is now: no board of days is left before it.
            desk.press("ctrl+t")
            desk.wait("push button", PILL + "Today", 10)
            wait_for(lambda: any(name.startswith("Waiting now") for name in desk.names()), 10, "who waits now")
            assert desk.frame.get_name().startswith("Live"), desk.frame.get_name()
    finally:
        server.stop()


def test_a_night_lead_sees_last_night(folder):
    """At three in the afternoon nobody of the night shift is in: the desk opens on the night before, not on a first start."""
    server = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("night-lead", PASSWORD)
            wait_for(lambda: (pill := desk.find("push button", PILL)) is not None and pill.get_name() == PILL + "2026-11-24", 30,
                     "the last night with contacts")
            wait_for(lambda: any("Night B" in name for name in desk.names_of("table row")), 20, "its teams")
            assert desk.find("push button", "Open the sample centre") is None or "sample" in desk.frame.get_name()
            picture("days-night-lead")
            desk.press("ctrl+t")
            desk.wait("push button", PILL + "Today", 10)
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(test_any_day, test_a_night_lead_sees_last_night)
