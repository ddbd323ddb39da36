#!/usr/bin/python3
"""An alert is taken up at the desk by keys alone, and every desk is told."""

import json
import time

from desk import Desk, picture
from support import PASSWORD, Server, ctl, free_port, main, wait_for

LOST = 60
ALERT = "connection_rate/queue/main/sales"


def put(server, token, kind, record):
    server.ask("POST", f"records/{kind}", json.dumps(record).encode(), token=token, status=201)


def serve(folder):
    """A centre with a queue whose callers all hung up."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    server = Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")
    token = server.sign_in("boss")
    put(server, token, "site", {"id": "main", "name": "Main", "time_zone": "UTC"})
    put(server, token, "team", {"id": "a", "name": "Team A", "site": "main"})
    put(server, token, "person", {"id": "xu", "name": "Xu Lei", "site": "main", "team": "a"})
    put(server, token, "queue", {"id": "sales", "name": "Sales", "site": "main", "team": "a", "channel": "phone"})
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    lines = []
    for i in range(LOST):
        event = {"source": "pbx", "at": at, "contact": f"lost-{i:03}", "queue": "sales"}
        lines.append(json.dumps({**event, "id": f"o{i}", "type": "offered"}))
        lines.append(json.dumps({**event, "id": f"a{i}", "type": "abandoned"}))
    server.ask("POST", "events", ("\n".join(lines) + "\n").encode(), token=token, content_type="application/x-ndjson")
    return server, token


def find_alert(server, token):
    """What the server says of it."""
    for alert in server.ask("GET", "live?by=queue", token=token)["alerts"]:
        if alert["id"] == ALERT:
            return alert
    return {}


def test_alert_is_taken_up(folder):
    server, token = serve(folder)
    try:
        wait_for(lambda: find_alert(server, token), 60, "the alert")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("label", "Alerts: ", 60)
            wait_for(lambda: desk.find("label", "Sales: "), 60, "the alert at the desk")
            desk.press("ctrl+j", "a")
            wait_for(lambda: find_alert(server, token).get("acknowledged_by") == "boss", 60, "who acknowledged it")
            desk.wait("label", "acknowledged by boss", 60)
            picture("alerts-acknowledged")
            desk.press("ctrl+j", "s")
            wait_for(lambda: find_alert(server, token).get("snoozed_until"), 60, "until when it is put off")
            desk.press("ctrl+j", "r")
            wait_for(lambda: find_alert(server, token).get("acknowledged_by", "") is None, 60, "the alert taken back")
            wait_for(lambda: desk.find("label", "acknowledged by boss") is None, 60, "no word of who acknowledged it")
            # Given to whom the dialog proposes, the only person there is.
            desk.press("ctrl+j", "g")
            desk.wait(None, "Give the Alert to Somebody", 30)
            desk.wait(None, "Xu Lei", 30)
            picture("alerts-give")
            desk.click("push button", "Give")
            desk.wait("label", "given to Xu Lei", 60)
            # The desk tells it as soon as it has asked for it.
            wait_for(lambda: find_alert(server, token).get("given_to") == "Xu Lei", 60, "who has it")
            picture("alerts-given")
    finally:
        server.stop()


main(test_alert_is_taken_up)
