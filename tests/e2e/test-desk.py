#!/usr/bin/python3
"""The console as a person at the keyboard, or one with a screen reader, has it."""

import os
import re
import subprocess

from desk import Desk
from support import CONSOLE, PASSWORD, Server, Skip, equal, free_port, main, put_sample, wait_for

TILES = ("Connection rate", "Service level", "CSAT", "Handling time", "Resolution rate", "Occupancy", "Waiting now")


def find_tile(desk, title):
    """The tile's sentence, once it has a figure."""
    found = desk.find("push button", title + " ")
    name = found.get_name() if found is not None else ""
    return name if re.search(r"\d", name) else None


def count_shown(desk):
    """The n of the first tile, or nothing while it has none."""
    shown = find_tile(desk, "Connection rate")
    return int(re.search(r"n ([\d,]+)", shown)[1].replace(",", "")) if shown else None


def test_the_sample_shows_its_figures(folder):
    put_sample(folder / "data/floorwalker/sample")
    with Desk(folder, "--sample") as desk:
        wait_for(lambda: "sample" in desk.frame.get_name(), 20, "the mark of a sample")
        for title in TILES[:6]:
            sentence = wait_for(lambda wanted=title: find_tile(desk, wanted), 30, title)
            assert re.search(r"n \d+|of \d.* at work", sentence), f"{sentence}: says no number of cases"
            assert ", ," not in sentence, f"{sentence}: a word is missing"
            if title != "Resolution rate":  # of which no target is asked
                assert re.search("in order|watch|late|cannot tell|no data", sentence), f"{sentence}: says no verdict"
        equal(len([1 for name in desk.names() if name in ("Sales A", "Night B")]) > 0, True, "teams in the table")


def test_making_the_sample_is_seen(folder):
    with Desk(folder, "--sample") as desk:
        shown = desk.wait("label", "Making the sample centre: ", 20).get_name()
        first = int(re.search(r"(\d+) %", shown)[1])
        wait_for(lambda: (found := desk.find("label", "Making the sample centre: ")) is None
                 or int(re.search(r"(\d+) %", found.get_name())[1]) > first, 60, "more of it")
        desk.wait("table row", "Night", 90)


def test_enter_opens_as_many_contacts_as_the_cell_counts(folder):
    put_sample(folder / "data/floorwalker/sample")
    with Desk(folder, "--sample") as desk:
        desk.wait("table row", "Sales A", 30)
        row = desk.tab_to("table row")
        name = row.get_name()
        desk.press("Return")
        title = desk.wait("label", "contacts offered · " + name, 20).get_name()
        listed = int(re.match(r"[\d,]+", title)[0].replace(",", ""))
        assert listed > 0, title
        rows = wait_for(lambda: desk.find("tree table", "Contacts"), 10, "the list")
        wait_for(lambda: len(desk.names_of("table row", rows)) > 1, 15, "rows of contacts")


def sign_in(desk, server, user):
    desk.wait(None, "Sign in to your centre", 20)
    desk.press()
    desk.type(user)  # the server is given, so the form begins with the name
    desk.press("Tab")
    desk.type(PASSWORD)
    desk.press("Return")
    desk.wait("table row", "Night", 30)


def test_signed_in_with_a_scope(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, server, "night-lead")
            rows = desk.names_of("table row")
            assert any("Night B" in name for name in rows), rows
            assert not any("Sales" in name or "Care" in name for name in rows), rows
            names = desk.names()
            assert "Live" in names and "Accounts" not in names, "a supervisor is offered accounts"
    finally:
        server.stop()


def test_a_server_that_goes_away_is_said_and_comes_back(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, server, "supervisor")
            desk.wait("label", "live · ", 20)
            server.kill()
            wait_for(lambda: desk.find("label", "live · ") is None, 20, "the page to say that it is not live")
            server.start()
            desk.wait("label", "live · ", 20)
            token = server.sign_in("supervisor")
            wait_for(lambda: count_shown(desk) == server.ask("GET", "live?by=team", token=token)["total"]["offered"], 30,
                     "the number that the server counts")
    finally:
        server.stop()


def test_pictures_that_cannot_be_had_are_a_failure(folder):
    environment = dict(os.environ, XDG_DATA_HOME="/dev/null/data", GSETTINGS_BACKEND="memory", LC_ALL="C.UTF-8")
    ended = subprocess.run([str(CONSOLE), "--sample", "--screenshot-dir", str(folder / "pictures"), "--seconds", "0"],
                           env=environment, capture_output=True, text=True, timeout=100, check=False)
    equal(ended.returncode, 1, "exit status")
    assert "cannot be made" in ended.stderr, ended.stderr


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
