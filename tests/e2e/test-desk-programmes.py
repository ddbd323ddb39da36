#!/usr/bin/python3
"""Programmes, by keys: a trainer takes those that come along, puts a team in one, and notes a lesson as done."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_programmes(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("trainer")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("trainer", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Programmes")
            desk.wait_until_said("There is no programme yet.")
            wait_for(lambda: desk.focused_name() == "Take the Programmes That Come Along", 20, "the button: " + desk.focused_name())
            desk.press("Return")
            wait_for(lambda: len(server.ask("GET", "programmes", token=token)["programmes"]) == 8, 20, "eight programmes")
            desk.wait_until_said("Nobody is in this programme yet")
            first = server.ask("GET", "programmes", token=token)["programmes"][0]
            equal(first["id"], "programme-month", "the first programme")
            answer = server.ask("POST", "programmes/programme-month/people", {"team": "sales-c", "since": first_day(server, token)}, token=token)
            equal(len(answer["enrolled"]), 20, "those of the team")
            desk.wait_until_said("Norms of service: ")
            picture("programmes-1")
            wait_for(lambda: "Norms of service: " in desk.focused_name(), 20, "the cell: " + desk.focused_name())
            desk.press("Return")
            wait_for(lambda: done(server, token) == 1, 20, "one lesson that is done")
            desk.wait_until_said("Noted as done today.")
            picture("programmes")
    finally:
        server.stop()


def first_day(server, token):
    return server.ask("GET", "programmes", token=token)["day"]


def done(server, token):
    rows = server.ask("GET", "programmes?programme=programme-month", token=token)["rows"]
    return sum(row["done"] for row in rows)


if __name__ == "__main__":
    main(test_programmes)
