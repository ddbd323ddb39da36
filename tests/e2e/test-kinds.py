#!/usr/bin/python3
"""A centre's own kinds at the command line: added without a restart, kept in backups, carried over from what is damaged."""

import json

from support import PASSWORD, Server, ctl, equal, main

# "Equipment maintenance": it says seven days ahead that something falls due.
EQUIPMENT = """<kind name="own-equipment" label="Equipment maintenance" plural="Equipment maintenance" title="item" scope="by-site"
      read="everyone" write="supervisor administrator">
  <field name="item" type="text" label="Item" required="yes"/>
  <field name="site" type="ref" to="site" label="Site" required="yes"/>
  <field name="due" type="date" label="Due" required="yes" indexed="yes"/>
  <field name="done" type="date" label="Done on"/>
  <field name="note" type="text" label="Note" max="500"/>
  <flow name="equipment" start="planned">
    <state name="planned" label="Planned"/>
    <state name="soon" label="Due soon"/>
    <state name="done" label="Done" ends="yes"/>
    <move from="planned" to="soon" by="server" when="due - 7d"/>
    <move label="Done" from="planned soon" to="done" by="supervisor administrator"/>
  </flow>
  <list columns="item site state due" order="due item"/>
</kind>
"""
BADGE = """<fields of="person" columns="own_badge">
  <field name="own_badge" type="text" label="Badge" max="12"/>
</fields>
"""


def make_files(folder):
    (folder / "equipment.xml").write_text(EQUIPMENT)
    (folder / "badge.xml").write_text(BADGE)
    (folder / "broken.xml").write_text(BADGE.replace("text", "colour"))
    (folder / "house.csv").write_text("id,name,time_zone\nsh,Shanghai,Asia/Shanghai\n")
    (folder / "tools.csv").write_text("id,Item,site,due\nlift,Lift,sh,2026-12-24\npress,Press,sh,2126-01-01\n")
    (folder / "password").write_text(PASSWORD + "\n")


def list_kinds(*target):
    return {kind["name"]: kind for kind in json.loads(ctl("kinds", "list", "--format", "json", *target).stdout)["kinds"]}


def make_centre(folder):
    make_files(folder)
    data = folder / "centre"
    here = ["--data", data]
    ctl("user", "add", *here, "--create", "boss", "--role", "administrator", "--new-password-file", folder / "password")
    ctl("records", "import", *here, "site", folder / "house.csv")
    return data, here


def test_a_kind_is_added_here(folder):
    data, here = make_centre(folder)
    assert "broken.xml:2: there is no type “colour”" in ctl("kinds", "add", *here, folder / "broken.xml", status=1).stderr
    ctl("kinds", "add", *here, "--dry-run", folder / "badge.xml")
    assert "own-equipment" not in list_kinds(*here) and list_kinds(*here)["person"]["own_fields"] == 0
    ctl("kinds", "add", *here, folder / "badge.xml")
    ctl("kinds", "add", *here, folder / "equipment.xml")
    assert "“own-equipment”" in ctl("kinds", "add", *here, folder / "equipment.xml", status=1).stderr
    equal(list_kinds(*here)["person"]["own_fields"], 1)
    assert list_kinds(*here)["own-equipment"]["own"]
    assert EQUIPMENT in ctl("kinds", "show", *here, "own-equipment").stdout
    assert "kind-add" in ctl("audit", "show", *here).stdout

    ctl("records", "import", *here, "own-equipment", folder / "tools.csv")
    table = ctl("records", "export", *here, "own-equipment").stdout
    assert "press,Press,sh,2126-01-01" in table, table
    (folder / "again.csv").write_text(table)
    assert "unchanged      2" in ctl("records", "import", *here, "own-equipment", folder / "again.csv").stdout
    assert "unchanged      2" in ctl("records", "import", *here, "own-equipment", folder / "again.csv", "--dry-run").stdout
    ctl("records", "move", *here, "own-equipment", "press", "done")
    ctl("verify", *here)

    # What is kept of it is in a backup, and in what is saved of a store.
    ctl("backup", *here, folder / "copy")
    ctl("restore", "--data", folder / "again", "--key-file", data / "store.key", folder / "copy")
    equal(ctl("records", "export", "--data", folder / "again", "own-equipment").stdout.count("\n"), 3)
    ctl("salvage", "--data", data, folder / "saved")
    assert "lift,Lift,sh" in ctl("records", "export", "--data", folder / "saved", "own-equipment").stdout
    assert EQUIPMENT in ctl("kinds", "show", "--data", folder / "saved", "own-equipment").stdout


def test_a_kind_is_added_to_a_server(folder):
    data, _ = make_centre(folder)
    server = Server(data)
    there = ["--server", server.address, "--user", "boss", "--password-file", folder / "password"]
    ctl("kinds", "add", *there, folder / "badge.xml")
    ctl("kinds", "add", *there, folder / "equipment.xml")
    assert "description:2: there is no type" in ctl("kinds", "add", *there, folder / "broken.xml", status=1).stderr
    equal(list_kinds(*there)["person"]["own_fields"], 1)
    ctl("records", "import", *there, "own-equipment", folder / "tools.csv")
    (folder / "people.csv").write_text("id,name,site,Badge\nlin,Lin,sh,17\n")
    ctl("records", "import", *there, "person", folder / "people.csv")
    boss = server.sign_in("boss")
    equal(server.ask("GET", "records/person/lin", token=boss)["own_badge"], "17")
    assert "17" in ctl("records", "list", *there, "person").stdout
    # Told of by the keeper of clocks: seven days ahead of a day that is past or near.
    states = {record["id"]: record["state"] for record in server.ask("GET", "records/own-equipment", token=boss)["records"]}
    equal(states["press"], "planned")
    server.kill()

    server = Server(data)
    equal(server.ask("GET", "records/person/lin", token=server.sign_in("boss"))["own_badge"], "17")
    equal(server.stop(), 0)
    ctl("verify", "--data", data)


main(test_a_kind_is_added_here, test_a_kind_is_added_to_a_server)
