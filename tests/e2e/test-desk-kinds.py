#!/usr/bin/python3
"""A field and a register of the centre's own are there on a desk that is open, without a restart of anything."""

from desk import Desk, picture
from support import PASSWORD, Server, ctl, equal, free_port, main, wait_for

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
    ctl("sample", "--data", folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        person = server.ask("GET", "records/person?limit=1", token=token)["records"][0]
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("People")
            wait_for(lambda: desk.find(None, person["name"]), 20, "the people")
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


def test_an_administrator_adds_a_register_by_keys(folder):
    ctl("sample", "--data", folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Additions")
            desk.tab_to("combo box", "Add", 40)
            desk.press("Tab")  # the name of the register
            desk.type("Suppliers")
            desk.tab_to("push button", "Remove this field", 40)
            desk.press("Tab")  # what the field is called
            desk.type("Company")
            picture("kinds-form")
            desk.tab_to("push button", "Add for good", 40)
            desk.press("space")
            own = wait_for(lambda: server.ask("GET", "kinds", token=token)["own"], 20, "the register")
            equal([one["kind"] for one in own], ["own-suppliers"])
            desk.go("Suppliers")
            desk.press("ctrl+n")
            desk.wait_for_field()
            desk.type("Lift and Son")
            desk.press("ctrl+s")
            stored = wait_for(lambda: server.ask("GET", "records/own-suppliers", token=token)["records"], 20, "the record stored")
            equal([record["company"] for record in stored], ["Lift and Son"])
            wait_for(lambda: desk.find("table row", "Lift and Son"), 20, "its row")
    finally:
        server.stop()


main(test_an_open_desk_shows_what_was_added, test_an_administrator_adds_a_register_by_keys)
