#!/usr/bin/python3
"""The chooser and the form, by keys alone: type, Down, Enter, Esc."""

import os

from desk import Desk
from support import PASSWORD, Server, Skip, equal, free_port, main, put_sample, wait_for


def open_desk(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    desk = Desk(folder, "--server", server.address)
    desk.sign_in("administrator", PASSWORD)
    desk.wait("table row", "Night", 30)
    return server, desk


def find_choice(desk, name):
    """The button of a pill or a field: what it is called and what is chosen."""
    return next((each for each in desk.names_of("push button") if each.startswith(name)), None)


def test_a_team_is_chosen_in_the_scope_bar(folder):
    server, desk = open_desk(folder)
    try:
        desk.go("Contacts")
        desk.press("shift+F6")
        desk.tab_to("push button", "Team:", 12)
        desk.press("Return")
        desk.wait_for_field()
        desk.type("night")
        desk.press("Down", "Return")
        wait_for(lambda: find_choice(desk, "Team: Night B"), 10, "the second team that matches to be chosen")
        desk.press("Return")
        desk.wait_for_field()
        desk.type("sales")
        desk.press("Escape")
        desk.wait_for_no_field()
        assert find_choice(desk, "Team: Night B"), "leaving the list has chosen something"
    finally:
        desk.close()
        server.stop()


def test_a_leader_is_chosen_by_name(folder):
    server, desk = open_desk(folder)
    try:
        token = server.sign_in("administrator")
        people = {record["id"]: record["name"] for record in server.ask("GET", "records/person", token=token)["records"]}
        team = server.ask("GET", "records/team/desk-b", token=token)
        chosen = next(name for name in sorted(people.values()) if list(people.values()).count(name) == 1 and name.isascii())
        desk.open_by_palette("desk b")
        wait_for(lambda: desk.frame.get_name().startswith("Teams"), 10, "the page of teams")
        wait_for(lambda: find_choice(desk, "Leader: " + people[team["leader"]]), 15, "the leader by name")
        desk.tab_to("push button", "Leader:", 20)
        desk.press("Return")
        desk.wait_for_field()
        desk.type(chosen.lower())
        desk.press("Return")
        wait_for(lambda: find_choice(desk, "Leader: " + chosen), 10, "the new leader")
        desk.press("ctrl+s")
        wait_for(lambda: people[server.ask("GET", "records/team/desk-b", token=token)["leader"]] == chosen, 15, "the team to be stored")
    finally:
        desk.close()
        server.stop()


def test_a_target_is_typed_as_people_say_it(folder):
    server, desk = open_desk(folder)
    try:
        token = server.sign_in("administrator")
        desk.go("Policies")
        desk.press("ctrl+n")
        desk.tab_to("push button", "Subject", 20)
        desk.press("Return")
        desk.wait_for_field()
        desk.type("service level, target")
        desk.press("Return")
        desk.tab_to("text", "Value", 20)
        desk.type("92 %")
        desk.press("ctrl+s")

        def find_target():
            records = server.ask("GET", "records/policy", token=token)["records"]
            return [record["value"] for record in records if record["subject"] == "service-level"]

        equal(wait_for(find_target, 15, "the target to be stored"), [0.92], "the target")
    finally:
        desk.close()
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
