#!/usr/bin/python3
"""Taking along what a page shows, by keys: on paper with Ctrl+P, in a file with Ctrl+E."""

import os

from desk import Desk
from support import PASSWORD, Server, Skip, free_port, main, put_sample, wait_for


def open_desk(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    desk = Desk(folder, "--server", server.address)
    desk.sign_in("administrator", PASSWORD)
    desk.wait("table row", "Night", 30)
    return server, desk


def save_as(desk, path):
    """Answers the question where to, which proposes a name."""
    wait_for(lambda: "Export" in desk.windows(), 15, "the question where to")
    desk.press()
    desk.wait_for_field()
    desk.press("ctrl+a")
    desk.type(str(path))
    desk.press("Return")
    return wait_for(lambda: path.exists() and path.read_bytes(), 20, f"{path.name} to be written")


def test_the_table_of_a_page_goes_into_a_file(folder):
    server, desk = open_desk(folder)
    try:
        desk.press("ctrl+e")
        live = save_as(desk, folder / "live.csv").decode("utf-8-sig")
        assert live.startswith("Team,"), live[:80]
        assert any(line.startswith("Night B,") for line in live.splitlines()), live
        desk.go("Teams")
        desk.press("ctrl+e")
        assert save_as(desk, folder / "teams.xlsx").startswith(b"PK"), "no workbook"
    finally:
        desk.close()
        server.stop()


def test_a_page_goes_on_paper(folder):
    server, desk = open_desk(folder)
    try:
        desk.press("ctrl+p")
        wait_for(lambda: desk.find("dialog", "Print"), 20, "the question which printer")
        desk.press("Escape")
        wait_for(lambda: desk.find("dialog", "Print") is None, 10, "the question to go")
        assert desk.find("table row", "Night") is not None, "the desk is gone"
    finally:
        desk.close()
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
