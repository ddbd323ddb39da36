#!/usr/bin/python3
"""What people do at the desk, by keys, against a server of its own."""

import os

from desk import Desk
from support import PASSWORD, Server, Skip, equal, free_port, main, put_sample, wait_for

FOR_ALL = {"Live", "Contacts", "Teams", "People", "Positions", "Queues", "Shifts", "Policies"}
FOR_ADMINISTRATORS = {"Sites", "Accounts", "Import"}


def sign_in(desk, user):
    desk.wait(None, "Sign in to your centre", 20)
    desk.press()
    desk.type(user)
    desk.press("Tab")
    desk.type(PASSWORD)
    desk.press("Return")
    desk.wait("table row", "Night", 30)


def list_rows(desk):
    """The names of the sidebar's rows."""
    return set(desk.names_of("list item"))


def find_pages(desk):
    """The names of the sidebar's rows, one room after the other."""
    names = set()
    for room in ("alt+1", "alt+6"):
        desk.press(room)
        names |= list_rows(desk)
    desk.press("alt+1")
    return {page for page in FOR_ALL | FOR_ADMINISTRATORS if any(name == page or name.startswith(page + ",") for name in names)}


def find_teams(desk):
    return desk.names_of("table row")


def test_each_role_has_its_pages(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        for user in ("administrator", "supervisor", "trainer", "hr", "quality"):
            home = folder / user
            home.mkdir()
            with Desk(home, "--server", server.address) as desk:
                sign_in(desk, user)
                expected = FOR_ALL | FOR_ADMINISTRATORS if user == "administrator" else FOR_ALL
                equal(wait_for(lambda shown=desk: find_pages(shown), 10, "the sidebar"), expected, user)
                assert any("Sales" in name for name in find_teams(desk)), f"{user} sees no team of the day"
    finally:
        server.stop()


def test_a_supervisor_of_teams_sees_their_figures_alone(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, "night-lead")
            teams = find_teams(desk)
            assert any("Night A" in name for name in teams) and any("Night B" in name for name in teams), teams
            assert not any("Sales" in name or "Care" in name for name in teams), teams
            equal(find_pages(desk), FOR_ALL, "pages")
    finally:
        server.stop()


def test_the_palette_finds_a_team(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, "supervisor")
            assert desk.find("list item", "Night B") is None, "the palette is open already"
            desk.open_by_palette("night b")
            wait_for(lambda: desk.frame.get_name().startswith("Teams"), 10, "the page of teams")
    finally:
        server.stop()


def list_teams(server, token):
    return {record["id"]: record for record in server.ask("GET", "records/team", token=token)["records"]}


def open_by_name(desk, name, page):
    desk.open_by_palette(name)
    wait_for(lambda: desk.frame.get_name().startswith(page), 10, "the page " + page)
    desk.press()


def test_enter_after_a_name_deletes_nothing(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, "administrator")
            open_by_name(desk, "Desk B", "Teams")
            desk.wait_for_field()
            desk.press("Return", "Return")
            assert "desk-b" in list_teams(server, token), "two keys have deleted a team"
    finally:
        server.stop()


def test_a_deletion_is_taken_back_from_another_page(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        leaders = {team["leader"] for team in list_teams(server, token).values()}

        def list_people():
            return {record["id"]: record for record in server.ask("GET", "records/person", token=token)["records"]}

        someone = next(record for record in list_people().values() if record["team"] == "desk-b" and record["id"] not in leaders)
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, "administrator")
            # A name leads to the person, and editing is one key further.
            open_by_name(desk, someone["name"], "One person")
            desk.wait("label", "Desk B", 10)
            desk.wait("push button", "Handling time", 20)
            desk.press("F2")
            wait_for(lambda: desk.frame.get_name().startswith("People"), 10, "the record of the person")
            desk.wait_for_field()
            desk.press("Return", "Return")
            assert someone["id"] in list_people(), "two keys have deleted a person"
            desk.click("push button", "Delete")
            wait_for(lambda: someone["id"] not in list_people(), 15, "the deletion")
            desk.press("alt+1")
            wait_for(lambda: desk.frame.get_name().startswith("Live"), 10, "another page")
            desk.press("ctrl+z")
            wait_for(lambda: someone["id"] in list_people(), 15, "the person to be there again")
    finally:
        server.stop()


def find_wall(desk):
    return desk.find("frame", "wallboard")


def test_the_wallboard_comes_and_goes_by_keys(folder):
    server = Server(put_sample(folder / "centre"), "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            sign_in(desk, "supervisor")
            for leave in ("Escape", "F11"):
                assert find_wall(desk) is None
                desk.press("F11")
                wait_for(lambda: find_wall(desk), 10, "the wallboard")
                desk.press(leave)
                wait_for(lambda: find_wall(desk) is None, 10, f"the wallboard to go by {leave}")
            assert desk.find("table row", "Night") is not None, "the desk is gone with the wall"
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
