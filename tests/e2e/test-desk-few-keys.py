#!/usr/bin/python3
"""Things people do all day, each from the floor of today, by twelve keys at most. What is typed is not counted."""

import atexit
import contextlib
import os
import pathlib
import shutil
import tempfile

from desk import Desk, role_of
from support import PASSWORD, Server, Skip, ctl, free_port, main, wait_for

MOST = 12
_shared = {}


class CountingDesk(Desk):
    """Counts the keys that are pressed; a chord is one."""

    keys = 0

    def press(self, *keys):
        self.keys += len(keys)
        super().press(*keys)

    @contextlib.contextmanager
    def task(self, name):
        """What happens within may take so many keys; they are said in any case."""
        before = self.keys
        yield
        used = self.keys - before
        print(f"# {name}: {used} keys", flush=True)
        assert used <= MOST, f"{name} takes {used} keys"


def close_shared():
    if "desk" in _shared:
        _shared["desk"].close()
    if "server" in _shared:
        _shared["server"].stop()
    shutil.rmtree(_shared["folder"], ignore_errors=True)


def open_desk():
    """One desk for all: everything begins on the Floor page, and the keys are where that page puts them."""
    if not _shared:
        folder = _shared["folder"] = pathlib.Path(tempfile.mkdtemp(prefix="floorwalker-"))
        atexit.register(close_shared)
        ctl("sample", "--data", folder / "centre")
        server = _shared["server"] = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
        _shared["token"] = server.sign_in("administrator")
        desk = _shared["desk"] = CountingDesk(folder, "--server", server.address)
        desk.sign_in("administrator", PASSWORD)
        desk.wait("table row", "Night", 30)
    desk, server = _shared["desk"], _shared["server"]
    desk.go("Teams")
    desk.go("Live")
    desk.wait("table row", "Night", 30)
    return desk, server, _shared["token"]


def find_palette_choice(desk, text):
    """By the palette: what is typed is found a moment later."""
    desk.press("ctrl+k")
    desk.wait_for_field()
    desk.type(text.lower())
    desk.wait("list item", text, 15)
    desk.press("Return")


def wait_for_page(desk, name):
    wait_for(lambda: desk.frame.get_name().startswith(name), 20, "the page " + name)


def choose(desk, pill, text):
    """A choice of the scope bar, from the page; its button is found with Tab."""
    desk.press("shift+F6")
    desk.tab_to("push button", pill, 12)
    desk.press("Return")
    desk.wait_for_field()
    desk.type(text)
    desk.press("Return")


def find_button(desk, name):
    return next((node.get_name() for node in desk.walk() if role_of(node) == "push button" and (node.get_name() or "").startswith(name)), None)


def test_wallboard(_folder):
    desk, _, _ = open_desk()
    with desk.task("wallboard"):
        desk.press("F11")
        wait_for(lambda: desk.find("frame", "wallboard"), 10, "the wallboard")
        desk.press("Escape")
        wait_for(lambda: desk.find("frame", "wallboard") is None, 10, "the desk again")


def test_export(folder):
    desk, _, _ = open_desk()
    with desk.task("export"):
        desk.press("ctrl+e")
        wait_for(lambda: "Export" in desk.windows(), 15, "the question where to")
        desk.press()
        desk.wait_for_field()
        desk.press("ctrl+a")
        desk.type(str(folder / "floor.csv"))
        desk.press("Return")
        wait_for(lambda: (folder / "floor.csv").exists(), 20, "the file")


def test_why_of_a_tile(_folder):
    desk, _, _ = open_desk()
    with desk.task("why of a tile"):
        desk.tab_to("push button", "Connection rate", MOST)
        desk.press("Right", "Right")
        desk.press("ctrl+y")
        wait_for_page(desk, "Why")
        desk.wait("push button", "Figure: CSAT", 20)


def test_why_of_a_cell(_folder):
    desk, _, _ = open_desk()
    with desk.task("why of a cell"):
        desk.tab_to("table row", None, MOST)
        desk.press("Down", "Down")
        row = wait_for(lambda: (found := desk.focused()) is not None and role_of(found) == "table row" and found.get_name(), 10, "a row")
        desk.press("ctrl+y")
        wait_for_page(desk, "Why")
        desk.wait("push button", "Team " + row.split(",")[0], 20)


def test_set_team(_folder):
    desk, _, _ = open_desk()
    with desk.task("set team"):
        choose(desk, "Team:", "night b")
        wait_for(lambda: find_button(desk, "Team: Night B"), 10, "the team")
    choose(desk, "Team:", "all teams")
    wait_for(lambda: find_button(desk, "Team: All teams"), 10, "all teams again")


def test_set_range(_folder):
    desk, _, _ = open_desk()
    with desk.task("set range"):
        choose(desk, "Time:", "yesterday")
        wait_for(lambda: find_button(desk, "Time: Yesterday"), 10, "the range")
    choose(desk, "Time:", "today")
    wait_for(lambda: find_button(desk, "Time: Today"), 10, "today again")


def test_a_persons_state(_folder):
    desk, server, token = open_desk()
    person = next(person for person in server.ask("GET", "records/person", token=token)["records"] if person["team"] == "desk-b")
    with desk.task("a person's state"):
        find_palette_choice(desk, person["name"])
        wait_for_page(desk, "One person")
        desk.wait("label", "Desk B", 10)


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
