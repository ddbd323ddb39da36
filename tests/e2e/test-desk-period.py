#!/usr/bin/python3
"""Days are kept as a good period at the desk, figures are held against them, and a watch keeps the question. By keys."""

import datetime
import time

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

PILL = "Compared with: "


def choose(desk, what):
    """Something of the list of what to compare with."""
    desk.click("push button", PILL)
    wait_for(lambda: desk.find("list item", what) is not None, 10, f"the choice {what!r}")
    desk.wait_for_field()
    desk.type(what.strip("”").split("“")[-1])
    time.sleep(0.3)  # a list follows what is typed a moment after the last letter
    desk.press("Return")


def test_keep_a_good_period(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        today = datetime.datetime.now(datetime.timezone.utc).date()
        first, last = (str(today - datetime.timedelta(days=days)) for days in (20, 14))
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Why")
            desk.wait(None, "Watch this question", 30)
            choose(desk, "a chosen period")
            desk.wait("push button", "Keep as a good period", 10)
            desk.press("ctrl+a")
            desk.type(first)
            desk.press("Tab")
            picture("period-days")

            desk.tab_to("text", "Last day", 4)
            desk.press("ctrl+a")
            desk.type(last)
            desk.tab_to("text", "Name", 8)
            desk.type("Calm week")
            picture("period-keep")
            desk.press("Return")
            desk.wait(None, PILL + "good period “Calm week”", 10)
            desk.wait(None, "Watch this question", 30)
            time.sleep(1)
            picture("period-answer")

            token = server.sign_in("supervisor")
            periods = server.ask("GET", "records/period", token=token)["records"]
            equal([(period["name"], period["from"], period["to"]) for period in periods], [("Calm week", first, last)], "periods")
            desk.wait_until_said("Calm week (", 10)

            choose(desk, "the period before")
            desk.wait(None, PILL + "the period before", 10)
            wait_for(lambda: not any("Calm week (" in name for name in desk.names()), 10, "the answer against the period before")
            choose(desk, "good period “Calm week”")
            desk.wait_until_said("Calm week (", 10)

            desk.click("push button", "Watch this question")
            desk.wait("label", "Nothing is watched yet", 10)
            desk.wait_for_field()
            desk.press("Return")
            watches = wait_for(lambda: server.ask("GET", "records/watch", token=token)["records"], 15, "the watch that is kept")
            desk.wait_for_no_field()
            equal([(watch["baseline"], watch["period"]) for watch in watches], [("period", periods[0]["id"])], "watches")

            desk.go("Good periods")
            wait_for(lambda: desk.find(None, "Calm week"), 10, "the period among the periods")
            picture("periods")
    finally:
        server.stop()


main(test_keep_a_good_period)
