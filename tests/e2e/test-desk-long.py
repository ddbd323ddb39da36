#!/usr/bin/python3
"""A list that is too long to be held: opened, scrolled, searched and put in order from the keyboard."""

import os

from desk import Desk
from support import PASSWORD, Server, Skip, ctl, equal, free_port, main, wait_for

LONG = 25000  # more than a desk holds
BATCH = 20000


def serve(folder):
    """A centre with an administrator and a list of posts that somebody imported."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    server = Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")
    token = server.sign_in("boss")
    posts = [{"kind": "position", "record": {"id": f"p{i}", "name": f"Post {i:05}", "rank": i % 100}} for i in range(LONG)]
    for first in range(0, LONG, BATCH):
        server.ask("POST", "records", {"writes": posts[first:first + BATCH]}, token)
    return server, token


def rows(desk):
    return desk.names_of("table row")


def wait_for_row(desk, name):
    return wait_for(lambda: name in rows(desk), 60, f"the row {name}")


def wait_for_count(desk, count):
    """However the locale parts thousands."""
    def is_told():
        return any(name.endswith(" records") and "".join(filter(str.isdigit, name)) == str(count) for name in desk.names())
    return wait_for(is_told, 60, f"{count} records")


def open_positions(desk):
    desk.sign_in("boss", PASSWORD)
    desk.wait("list item", "Centre", 60)
    desk.go("Positions")
    wait_for_row(desk, "Post 00000")
    wait_for_count(desk, LONG)


def test_a_long_list_is_there_as_far_as_it_is_looked_at(folder):
    server, token = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            open_positions(desk)
            desk.tab_to("table row")
            desk.press("End")
            wait_for_row(desk, "Post 24999")
            desk.press("Home")
            wait_for_row(desk, "Post 00000")

            # What somebody else adds is counted and stands where it belongs.
            server.ask("POST", "records/position", {"id": "first", "name": "Post 0", "rank": 1}, token, status=201)
            wait_for_row(desk, "Post 0")
            wait_for_count(desk, LONG + 1)

            desk.press("ctrl+f")
            desk.wait_for_field(30)
            desk.type("post 1234")
            wait_for_count(desk, 10)
            wait_for_row(desk, "Post 12349")
            desk.press("ctrl+a", "Delete")
            wait_for_count(desk, LONG + 1)
    finally:
        server.stop()


def test_a_row_far_down_is_changed_in_its_form(folder):
    server, token = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            open_positions(desk)
            desk.tab_to("table row")
            desk.press("End")
            wait_for_row(desk, "Post 24999")
            desk.press("Return")
            wait_for(lambda: (field := desk.focused()) is not None and field.role in ("text", "entry"), 60, "the form")
            desk.press("ctrl+a")
            desk.type("Post 24999 b")
            desk.press("ctrl+s")
            wait_for(lambda: server.ask("GET", "records/position/p24999", token=token)["name"] == "Post 24999 b", 60, "the change")
            wait_for_row(desk, "Post 24999 b")
            equal(server.ask("GET", "records/position?limit=1&count=1", token=token)["count"], LONG)
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
