#!/usr/bin/python3
"""A contact leads to its case, and the case back to its contacts and to the customer's other cases, by keys; what was said in it stands beside it."""

import json
import time

from desk import Desk, picture
from support import PASSWORD, Server, ctl, equal, free_port, main, wait_for


def serve(folder):
    """A centre with a team and a queue, to which two customers came twice each."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    server = Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")
    token = server.sign_in("boss")
    ask = lambda method, path, body=None, status=200: server.ask(method, path, body, token=token, status=status)
    sites = [site["id"] for site in ask("GET", "names")["site"]]
    if not sites:
        sites = ["main"]
        ask("POST", "records/site", {"id": "main", "name": "Main", "time_zone": "UTC"}, 201)
    ask("POST", "records/team", {"id": "a", "name": "Team A", "site": sites[0]}, 201)
    ask("POST", "records/queue", {"id": "sales", "name": "Sales", "site": sites[0], "team": "a", "channel": "phone", "product": "mobile"}, 201)
    ask("POST", "records/person", {"id": "eve", "name": "Eve", "team": "a", "site": sites[0]}, 201)
    ask("POST", "records/transcript", {"id": "said", "person": "eve", "contact": "pbx/call-3", "day": "2026-03-02", "brought": "history",
                                       "said": "A Hello, how may I help?¶C My number is 13800000001."}, 201)
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 5))
    lines = []
    for i in range(4):
        event = {"source": "pbx", "at": at, "contact": f"call-{i}", "queue": "sales"}
        lines.append(json.dumps({**event, "id": f"o{i}", "type": "offered", "customer": f"1380000000{i // 2}"}))
        lines.append(json.dumps({**event, "id": f"a{i}", "type": "abandoned"}))
    server.ask("POST", "events", ("\n".join(lines) + "\n").encode(), token=token, content_type="application/x-ndjson")
    return server, ask, sites[0]


def test_contact_and_case(folder):
    server, ask, site = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            buttons = lambda text: [name for name in desk.names_of("push button") if text in name]
            desk.sign_in("boss", PASSWORD)
            desk.wait("list item", "Contacts", 60)
            desk.go("Contacts")
            desk.press("ctrl+f")
            desk.wait_for_field()
            desk.type("call-3")
            desk.press("Return")
            desk.wait("label", "1 contact offered", 30)
            desk.tab_to("table row")
            desk.press("Home")
            desk.wait("push button", "New Case", 20)
            desk.wait("label", "None is known", 20)
            # Beside it stands what was said, without the number.
            desk.wait("list item", "Agent: Hello, how may I help?", 20)
            equal(any("13800000001" in name for name in desk.names_of("list item")), False, "the number")
            picture("contact-said")

            # Registered with what the contact tells.
            desk.press("ctrl+n")
            desk.wait("dialog", "New Case", 20)
            desk.type("The line was cut off")
            picture("contact-register")
            desk.press("Return")
            case = wait_for(lambda: (found := ask("GET", "records/case")["records"]) and found[0], 20, "the case")
            equal({name: case[name] for name in ("contact", "channel", "product", "team", "site", "source")},
                  {"contact": "pbx/call-3", "channel": "phone", "product": "mobile", "team": "a", "site": site, "source": "contact"}, "what was known")
            desk.wait("push button", "The line was cut off · New", 20)
            picture("contact-case")
            desk.tab_to("push button", "The line was cut off", 20)
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("All cases"), 20, "the case")

            # An earlier one of the same customer, and one of somebody else.
            ask("POST", "records/case", {"id": "earlier", "title": "Nobody called back", "class": "complaint", "impact": "low", "urgency": "low",
                                         "source": "contact", "contact": "pbx/call-2", "refund": 0, "site": site, "team": "a"}, 201)
            ask("POST", "records/case", {"id": "other", "title": "Somebody else", "class": "inquiry", "impact": "low", "urgency": "low",
                                         "source": "contact", "contact": "pbx/call-1", "refund": 0, "site": site, "team": "a"}, 201)
            desk.go("Cases")
            desk.press("ctrl+f")
            desk.type("cut off")
            desk.wait("label", "1 case, 0 overdue", 20)
            wait_for(lambda: len(buttons("Phone")) == 2, 20, "both contacts of the customer")
            equal(set(buttons("Nobody called back")), {"Nobody called back · New"}, "the earlier case")
            equal(buttons("Somebody else"), [], "nobody else's case")
            picture("case-links")

            # Back to the contact, and here again.
            desk.tab_to("push button", "Phone", 30)
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("Contacts"), 20, "the contact")
            desk.wait("label", "1 contact offered", 20)
            picture("case-contact")
            desk.press("Escape")
            wait_for(lambda: desk.frame.get_name().startswith("Cases"), 20, "the queue again")
    finally:
        server.stop()


main(test_contact_and_case)
