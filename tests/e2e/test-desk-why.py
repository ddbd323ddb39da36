#!/usr/bin/python3
"""The worked example: satisfaction of the night shift is low, and the desk says why. By keys, on the sample centre."""

import datetime
import json
import os
import time

from desk import Desk
from support import PASSWORD, Server, Skip, ctl, free_port, main, put_sample, wait_for


def serve(folder):
    put_sample(folder / "centre")
    return Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")


def answer(desk, *texts, seconds=30):
    """Waits until the answer in words has all of these."""

    def look():
        for node in desk.walk():
            if node.role == "label" and "interval" in node.get_text():
                said = node.get_text()
                if all(text in said for text in texts):
                    return said
        return None

    return wait_for(look, seconds, f"an answer with {texts}: " + "; ".join(name for name in desk.names() if len(name) > 60))


def choose(desk, pill, what):
    """A choice of the scope bar."""
    desk.click("push button", pill)
    wait_for(lambda: desk.find("list item", what) is not None, 10, f"the choice {what!r}")
    desk.tab_to("list item")
    for _ in range(12):
        focused = desk.focused()
        if focused is not None and what in focused.name:
            break
        desk.press("Down")
    desk.press("Return")
    time.sleep(0.3)


def is_cause(desk, factor):
    """The verdict is a cell of the factor's row."""
    rows = [node for node, name in desk.list_all("table row") if name == factor]
    return any("cause" in desk.names(row) for row in rows)


def ask(server, folder, metric, first, last, *options):
    """Why, at the command line, of days seen from today; the sample's days begin at 06:00."""
    today = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=6)).date()
    days = [str(today + datetime.timedelta(days=day)) for day in (first, last)]
    password = folder / "password"
    password.write_text(PASSWORD + "\n", encoding="utf-8")
    said = ctl("why", "--server", server.address, "--user", "supervisor", "--password-file", password, "--metric", metric,
               "--from", days[0], "--to", days[1], "--format", "json", *options)
    return json.loads(said.stdout)


def name_first(answer):
    """What a supervisor is told to look at first."""
    parts = [answer["load"]] if answer["load"] is not None else answer["causes"][0]["parts"]
    return " & ".join(f"{part['attribute']}={part['value']}" for part in parts)


def check_figures(server, folder):
    """The week of the broken product, asked of five figures: one cause, whichever of them is looked at."""
    for metric, state in (("connection_rate", "fell"), ("service_level", "fell"), ("csat", "fell"), ("aht_s", "rose"),
                          ("resolution_rate", "fell")):
        answer = ask(server, folder, metric, -18, -11, "--baseline", "previous")
        assert answer["state"] == state, f"{metric}: {answer['state']}"
        assert name_first(answer) == "product=Handsets", f"{metric}: {name_first(answer)}"
        attributes = {part["attribute"] for cause in answer["causes"] for part in cause["parts"]}
        assert metric not in ("connection_rate", "service_level") or "tenure" not in attributes, f"{metric}: {attributes}"


def test_why_the_night_is_low(folder):
    server = serve(folder)
    try:
        check_figures(server, folder)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night B", 30)

            # From the night's row on the Live page, by one key.
            desk.click("push button", "Shift")
            wait_for(lambda: desk.find("table row", "Night") is not None and desk.find("table row", "Night B") is None, 15, "shifts")
            desk.tab_to("table row", "Night")
            desk.press("ctrl+y")
            wait_for(lambda: desk.frame.get_name().startswith("Why"), 10, "the page Why")
            desk.wait("push button", "Shift Night", 20)

            # Against the target over four weeks: the tired team, by name.
            choose(desk, "Time:", "Last 28 days")
            choose(desk, "Compared with:", "the target")
            answer(desk, "Team Night B", "4th night in a row")

            # Its factors: tired nights and a slow system, apart from each other.
            desk.click("push button", "Factors")
            for factor in ("Consecutive nights", "System response"):
                wait_for(lambda factor=factor: is_cause(desk, factor), 15, factor + " as a cause")

            # One step back is the whole centre, where a mix is called a mix and a product a cause.
            desk.press("alt+Left")
            choose(desk, "Compared with:", "the period before")
            answer(desk, "Product Handsets", "mix, not of quality")
            names = desk.names()
            assert any("chance explains it" in name for name in names), "nothing is called chance"
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
