#!/usr/bin/python3
"""Contacts are found by their number, and by the customer's."""

import json
import os
import time

from desk import Desk
from support import PASSWORD, Server, Skip, ctl, free_port, main

LOST = 60


def serve(folder):
    """A centre with a team, a person and a queue whose callers all hung up."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    server = Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")
    token = server.sign_in("boss")
    sites = [site["id"] for site in server.ask("GET", "names", token=token)["site"]]
    if not sites:
        sites = ["main"]
        put(server, token, "site", {"id": "main", "name": "Main", "time_zone": "UTC"})
    put(server, token, "team", {"id": "a", "name": "Team A", "site": sites[0]})
    put(server, token, "person", {"id": "xu", "name": "Xu Lei", "site": sites[0], "team": "a"})
    put(server, token, "queue", {"id": "sales", "name": "Sales", "site": sites[0], "team": "a", "channel": "phone"})
    now = int(time.time())
    lines = []
    for i in range(LOST):
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        event = {"source": "pbx", "at": at, "contact": f"lost-{i:03}", "queue": "sales"}
        lines.append(json.dumps({**event, "id": f"o{i}", "type": "offered", "customer": f"1380000{i // 2:04}"}))
        lines.append(json.dumps({**event, "id": f"a{i}", "type": "abandoned"}))
    server.ask("POST", "events", ("\n".join(lines) + "\n").encode(), token=token, content_type="application/x-ndjson")
    return server, token


def put(server, token, kind, record):
    server.ask("POST", f"records/{kind}", json.dumps(record).encode(), token=token, status=201)


def test_contacts_are_found(folder):
    server, _ = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("list item", "Contacts", 60)
            desk.go("Contacts")
            desk.wait("label", f"{LOST} contacts offered", 60)
            desk.press("ctrl+f")
            desk.wait_for_field()
            desk.type("LOST-007")
            desk.press("Return")
            desk.wait("label", "1 contact offered", 60)
            desk.click("push button", "Number: LOST-007, take off", 60)
            # By the customer's number.
            desk.press("ctrl+f")
            desk.press("shift+Tab")
            desk.press("space")
            desk.press("Down")
            desk.press("Return")
            desk.press("ctrl+f")
            desk.wait_for_field()
            desk.type("138 0000 0003")
            desk.press("Return")
            desk.wait("push button", "one customer, take off", 60)
            desk.wait("label", "2 contacts offered", 60)
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(test_contacts_are_found)
