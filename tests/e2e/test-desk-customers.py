#!/usr/bin/python3
"""The card of a customer from the keyboard: it stands beside their case and is opened from there; where there is none, a press leads to
a new one; and a tier makes the open case VIP, which then stands first."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_customers(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda method, path, body=None, status=200: server.ask(method, path, body, token=boss, status=status)
        record = lambda name: ask("GET", f"records/case/{name}")
        moves = lambda name: ask("GET", f"records/case/{name}/moves")
        post = lambda name, **more: ask("POST", "records/case", {"id": name, "title": "Xylophone " + name, "class": "complaint", "impact": "low", "urgency": "low",
                                                                 "source": "survey", "refund": 0, "site": "harbour", "team": "sales-a", **more}, 201)
        # Planted: a VIP by their orders, whose case a rule handed on; it stands before what is due sooner.
        first = ask("GET", "cases")["rows"][0]
        equal((first["id"], first["vip"], first["department"]), ("case-10", True, "technology"), "the VIP customer's case first")
        wait_for(lambda: moves("case-10")["state"] == "dispatched", 20, "the case handed on")
        advisor = ask("GET", "records/person/1201")["name"]

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Cases")
            wait_for(lambda: desk.frame.get_name().startswith("Cases"), 20, "the queue")
            desk.wait_until_said("Take")
            desk.press("ctrl+f")
            desk.type("switches itself")
            desk.wait_until_said("1 case, 0 overdue")
            desk.press("Tab", "Tab", "Tab", "Home")
            for said in (f"Advisor: {advisor}", "Preferred channel: Phone", "Bought last", "Orders in twelve months: 14", "Last complaint", "Next care"):
                wait_for(lambda said=said: desk.says(said), 20, said)
            wait_for(lambda: any("VIP · The kettle switches itself on" in names for names in [desk.names()]), 20, "its mark")
            picture("customer-card")
            desk.tab_to("push button", "1003 · ", 40)
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("Customers"), 20, "the card itself")
            picture("customers")

            # No card yet: it is begun beside the case, and its tier marks the case and puts it first.
            post("slow", customer="x77")
            equal(record("slow")["vip"] or False, False, "nobody's VIP yet")
            desk.open_by_palette("Cases")
            wait_for(lambda: desk.frame.get_name().startswith("Cases"), 20, "the queue again")
            desk.press("ctrl+f", "ctrl+a")
            desk.type("xylophone")
            desk.wait_until_said("1 case, 0 overdue")
            desk.press("Tab", "Tab", "Tab", "Home")
            desk.tab_to("push button", "Begin a card for x77", 40)
            picture("customer-none")
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("Customers"), 20, "the page of customers")
            picture("customer-begun")
            ask("POST", "records/customer", {"id": "x77", "tier_by_hand": "vip", "site": "harbour", "team": "sales-a"}, 201)
            wait_for(lambda: record("slow")["vip"], 20, "the case of a VIP customer")
            post("other")
            equal([row["id"] for row in ask("GET", "cases?words=xylophone")["rows"]], ["slow", "other"], "the VIP customer's first")
    finally:
        server.stop()


main(test_customers)
