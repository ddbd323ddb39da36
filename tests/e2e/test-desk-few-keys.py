#!/usr/bin/python3
"""Things people do all day, each from the floor of today, by twelve keys at most. What is typed is not counted."""

import atexit
import contextlib
import json
import os
import pathlib
import shutil
import tempfile
import time

from desk import Desk
from support import PASSWORD, Server, Skip, free_port, main, put_sample, wait_for

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
        put_sample(folder / "centre")
        server = _shared["server"] = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
        _shared["token"] = server.sign_in("administrator")
        desk = _shared["desk"] = CountingDesk(folder, "--server", server.address)
        desk.sign_in("administrator", PASSWORD)
        desk.wait("table row", "Night", 30)
    desk, server = _shared["desk"], _shared["server"]
    if desk.frame.get_name().startswith("Live"):
        desk.go("Teams")
    desk.go("Live")
    desk.wait("table row", "Night", 30)
    return desk, server, _shared["token"]


def find_palette_choice(desk, text):
    """By the palette: what is typed is found a moment later."""
    desk.press("ctrl+k")
    palette = desk.window("Find anything")
    desk.wait_for_field()
    desk.type(text.lower())
    wait_for(lambda: desk.find("list item", text, palette), 15, text)
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
    return next((each for each in desk.names_of("push button") if each.startswith(name)), None)


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
        row = wait_for(lambda: (found := desk.focused()) is not None and found.role == "table row" and found.get_name(), 10, "a row")
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


def choose_in_field(desk, text):
    """A choice of the field that has the focus."""
    desk.press("Return")
    desk.wait_for_field()
    desk.type(text)
    desk.press("Return")
    wait_for(lambda: (found := desk.focused()) is not None and text in found.name.lower(), 10, "the field with its choice")


def wait_for_focus(desk, name):
    """The form takes the keys a moment after its page has come, and the window of the palette had them before."""
    desk.press()
    return wait_for(lambda: (found := desk.focused()) is not None and found.name.startswith(name) and found, 15, f"the field {name}")


def stored(server, token, kind, **values):
    """The record of a kind that has these values, once it is stored."""

    def find():
        records = server.ask("GET", f"records/{kind}", token=token)["records"]
        return next((record for record in records if all(record.get(name) == value for name, value in values.items())), None)

    return wait_for(find, 20, f"{kind} with {values}")


def test_new_person(_folder):
    desk, server, token = open_desk()
    with desk.task("new person"):
        find_palette_choice(desk, "New: Person")
        wait_for_page(desk, "People")
        wait_for_focus(desk, "Name")
        desk.type("Sun Mei")
        desk.press("Tab", "Tab", "Tab")
        choose_in_field(desk, "night a")
        desk.press("ctrl+s")
        person = stored(server, token, "person", name="Sun Mei")
    assert person["team"] == "night-a", person


def test_change_a_target(_folder):
    """One that has been as shipped until now, which takes more keys than one that was set before."""
    desk, server, token = open_desk()
    with desk.task("change a target"):
        find_palette_choice(desk, "New: Policy")
        wait_for_page(desk, "Policies")
        wait_for_focus(desk, "Subject")
        choose_in_field(desk, "csat")
        desk.press("Tab", "Tab", "Tab")
        desk.type("92 %")
        desk.press("ctrl+s")
        policy = stored(server, token, "policy", subject="csat")
    assert policy["value"] == 0.92, policy


def test_watch_a_question(_folder):
    desk, server, token = open_desk()
    with desk.task("watch a question"):
        desk.tab_to("push button", "Connection rate", MOST)
        desk.press("Right", "Right")
        desk.press("ctrl+y")
        wait_for_page(desk, "Why")
        desk.press("ctrl+n")
        desk.wait_for_field()
        desk.press("Return")
        watch = stored(server, token, "watch", metric="csat")
    assert watch["direction"] == "worse", watch
    desk.wait_for_no_field()


def test_resolve_a_conflict(_folder):
    """Two people gave the same team another name; what only the other one changed stays as the other made it."""
    desk, server, token = open_desk()
    with desk.task("resolve a conflict"):
        find_palette_choice(desk, "Desk A")
        wait_for_page(desk, "Teams")
        wait_for_focus(desk, "Name")
        wait_for(lambda: (found := desk.focused()) is not None and found.get_text() == "Desk A", 10, "the name of the team")
        team = server.ask("GET", "records/team/desk-a", token=token)
        desk.type("Front desk")
        other = next(person["id"] for person in server.ask("GET", "records/person", token=token)["records"] if person["id"] != team["leader"])
        server.ask("PUT", "records/team/desk-a", json.dumps({**team, "name": "Desk One", "leader": other}).encode(), token=token)
        desk.press("ctrl+s")
        dialog = desk.window("Two versions", 30)
        wait_for(lambda: desk.find("label", "Administrator changed “Desk One” meanwhile", dialog), 15, "who changed it")
        wait_for_focus(desk, "Name, Yours: Front desk")
        desk.press("ctrl+s")
        team = stored(server, token, "team", id="desk-a", name="Front desk")
    assert team["leader"] == other, team


def test_reach_an_alert(_folder):
    """Last, as it needs a bad day: sixty callers of one queue hang up."""
    desk, server, token = open_desk()
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    lines = []
    for i in range(60):
        event = {"source": "pbx", "at": at, "contact": f"lost-{i:03}", "queue": "phone-returns"}
        lines.append(json.dumps({**event, "id": f"o{i}", "type": "offered"}))
        lines.append(json.dumps({**event, "id": f"a{i}", "type": "abandoned"}))
    server.ask("POST", "events", ("\n".join(lines) + "\n").encode(), token=token, content_type="application/x-ndjson")
    people = wait_for(lambda: find_alerts(server, token), 60, "the alert")
    desk.wait("label", "Returns, phone: ", 60)
    with desk.task("reach an alert"):
        desk.press("ctrl+j")
        row = wait_for(lambda: (found := desk.focused()) is not None and found.role == "list item" and found, 10, "an alert")
        text = desk.list_all("label", row)[0][0].get_text()
        desk.press("Return")
        # Which one stands first hangs on the day; one of a person shows that person, one of a queue's callers the queues.
        if any(text.startswith(person + ": ") for person in people):
            wait_for(lambda: desk.find("push button", "Everybody"), 20, "the people")
        elif "wait" in text.lower():
            wait_for(lambda: desk.find("table row", "Returns, phone"), 20, "the queues")
        else:
            wait_for_page(desk, "Why")


def find_alerts(server, token):
    """The names of people with an alert, once the queue has one."""
    alerts = server.ask("GET", "live?by=queue", token=token)["alerts"]
    if not any(alert["key"] == "phone-returns" for alert in alerts):
        return None
    return {alert["title"] for alert in alerts if alert["dimension"] == "agent"} or {"nobody"}


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
