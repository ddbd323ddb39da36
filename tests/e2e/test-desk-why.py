#!/usr/bin/python3
"""The worked example: satisfaction of the night shift is low, and the desk says why. By keys, on the sample centre."""

import os
import time

from desk import Desk
from support import PASSWORD, Server, Skip, ctl, free_port, main, wait_for


def serve(folder):
    ctl("sample", "--data", folder / "centre")
    return Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")


def answer(desk, *texts, seconds=30):
    """Waits until the answer in words has all of these."""

    def look():
        for node in desk.walk():
            if node.get_role_name() == "label" and "interval" in (node_text(node) or ""):
                said = node_text(node)
                if all(text in said for text in texts):
                    return said
        return None

    return wait_for(look, seconds, f"an answer with {texts}: " + "; ".join(name for name in desk.names() if len(name) > 60))


def node_text(node):
    text = node.get_text_iface()
    return text.get_text(0, text.get_character_count()) if text is not None else node.get_name()


def choose(desk, pill, what):
    """A choice of the scope bar."""
    desk.click("push button", pill)
    wait_for(lambda: desk.find("list item", what) is not None, 10, f"the choice {what!r}")
    desk.tab_to("list item")
    for _ in range(12):
        focused = desk.focused()
        if focused is not None and what in (focused.get_name() or ""):
            break
        desk.press("Down")
    desk.press("Return")
    time.sleep(0.3)


def is_cause(desk, factor):
    """The verdict is a cell of the factor's row."""
    rows = [node for node in desk.walk() if node.get_role_name() == "table row" and node.get_name() == factor]
    return any(cell.get_name() == "cause" for row in rows for cell in desk.walk(row))


def test_why_the_night_is_low(folder):
    server = serve(folder)
    try:
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
