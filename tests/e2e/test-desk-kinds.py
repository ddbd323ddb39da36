#!/usr/bin/python3
"""A field and a register of the centre's own are there on a desk that is open, without a restart of anything."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

BADGE = """<fields of="person" columns="own_badge"><field name="own_badge" type="text" label="Badge number" max="12"/></fields>"""
EQUIPMENT = """<kind name="own-equipment" label="Equipment" plural="Equipment maintenance" title="item" scope="by-site"
      read="everyone" write="supervisor administrator">
  <field name="item" type="text" label="Item" required="yes"/>
  <field name="site" type="ref" to="site" label="Site" required="yes"/>
  <field name="due" type="date" label="Due" required="yes"/>
  <list columns="item site due" order="due item"/>
</kind>"""


def add(server, token, description):
    server.ask("POST", "kinds", {"description": description}, token=token, status=201)


def test_an_open_desk_shows_what_was_added(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        person = server.ask("GET", "records/person?limit=1", token=token)["records"][0]
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("People")
            wait_for(lambda: len(desk.list_rows()) > 2, 20, "the people")
            add(server, token, BADGE)
            desk.wait(None, "Badge number", 20)
            # The field is in the form, and what is typed there is stored.
            desk.press("ctrl+f")
            desk.type(person["name"])
            desk.wait("table row", person["name"], 20)
            desk.tab_to("table row", person["name"], 60)
            desk.press("Return")
            desk.tab_to("text", "Badge number", 60)
            desk.type("B17")
            desk.press("ctrl+s")
            wait_for(lambda: server.ask("GET", f"records/person/{person['id']}", token=token)["own_badge"] == "B17", 20, "the badge stored")
            picture("own-field")

            add(server, token, EQUIPMENT)
            desk.go("Equipment maintenance")
            desk.press("ctrl+n")
            desk.wait_for_field()
            desk.type("Lift")
            desk.tab_to("text", "Due", 20)
            desk.type("2126-12-24")
            desk.press("ctrl+s")
            stored = wait_for(lambda: server.ask("GET", "records/own-equipment", token=token)["records"], 20, "the record stored")
            equal([(record["item"], record["due"]) for record in stored], [("Lift", "2126-12-24")])
            wait_for(lambda: desk.find("table row", "Lift"), 20, "its row")
            picture("own-register")
    finally:
        server.stop()


def add_field(desk, name, down=0):
    """@down: so many kinds of fields below text."""
    desk.click("push button", "Another field")
    # It has the keys at once, which the bus does not tell of what is this new.
    desk.wait(None, "A field without a name")
    desk.press()  # the window: a list that has just closed was one too
    desk.type(name)
    desk.tab_to("combo box", "What it holds", 10)
    choose(desk, down)


def choose(desk, down):
    """In the drop-down that has the keys."""
    if down > 0:
        desk.press("space")
        wait_for(lambda: (found := desk.focused()) is not None and found.role == "list item", 10, "its choices")
        desk.press(*["Down"] * down, "Return")
        wait_for(lambda: (found := desk.focused()) is not None and found.role == "combo box", 10, "the choice made")


def test_an_administrator_adds_a_register_by_keys(folder):
    """With a reminder: what falls due in three days waits in the inbox of who writes, what is due next year does not."""
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Additions")
            desk.tab_to("combo box", "Add", 40)
            desk.press("Tab")  # the name of the register
            desk.type("Equipment maintenance")
            desk.tab_to("push button", "Remove this field", 40)
            desk.press("Tab")  # what the field is called
            desk.type("Item")
            add_field(desk, "Due", 8)
            add_field(desk, "Note")
            desk.tab_to("combo box", "Day by which it falls due", 20)
            choose(desk, 1)
            desk.wait("spin button", "Days ahead")
            picture("kinds-form")
            desk.tab_to("push button", "Add for good", 40)
            desk.press("space")
            own = wait_for(lambda: server.ask("GET", "kinds", token=token)["own"], 20, "the register")
            equal([one["kind"] for one in own], ["own-equipment-mainte"])
            desk.go("Equipment maintenance")
            # A day more than a day off either way, whatever the zone of the centre is.
            soon = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=4)).date().isoformat()
            for item, due in (("Lift", soon), ("Press", "2126-12-24")):
                desk.press("ctrl+n")
                desk.wait_for_field()
                desk.type(item)
                desk.tab_to("text", "Due", 20)
                desk.type(due)
                desk.press("ctrl+s")
                wait_for(lambda: desk.find("table row", item), 20, "its row")
            stored = wait_for(lambda: (found := list_states(server, token)).get("Lift") == "soon" and found, 20, "the lift due soon")
            equal(stored, {"Lift": "soon", "Press": "planned"})
            picture("own-reminder")
            desk.go("Inbox")
            desk.wait("list item", "Lift", 20)
            assert desk.find("list item", "Press") is None, "what falls due in a hundred years waits already"
            picture("own-reminder-inbox")
    finally:
        server.stop()


def list_states(server, token):
    records = server.ask("GET", "records/own-equipment-mainte", token=token)["records"]
    return {record["item"]: record["state"] for record in records}


main(test_an_open_desk_shows_what_was_added, test_an_administrator_adds_a_register_by_keys)
