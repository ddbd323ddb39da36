#!/usr/bin/python3
"""Promotion tracks by keys: HR chooses a step, sees who is ready, nearly and not to be told, opens a candidate's file and the record behind a line, and enters the
piece of work that was missing; an agent sees her own next steps."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_careers(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("hr")

        def rows(step):
            return server.ask("GET", f"careers?step={step}&limit=1000", token=token)["rows"]

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hr", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Tracks")
            desk.wait("tree table", "Candidates", 20)
            upwards(desk, rows("to-leader"))
            sideways(desk, rows("to-trainer"))
            read_file(desk, rows("to-trainer"))
            enter_work(desk, rows)
        with Desk(folder, "--server", server.address) as desk:
            own(desk, server, rows("to-senior"))
    finally:
        server.stop()


def upwards(desk, told):
    """The first step for which somebody is ready is chosen by itself; who was honoured goes first."""
    first = told[0]
    equal((first["state"], first["priority"], first["team"]), ("ready", True, "tech-a"), "the first of those before leading a team")
    desk.wait_until_said("Senior agent → Team leader (Front line, Service delivery): 12 hold it. Succession: 1 ready")
    desk.wait("table row", first["name"], 20)
    picture("careers")


def sideways(desk, told):
    """Arrows and Space choose another station; its people come, the one who is nearly with what lacks and by when."""
    states = [each["state"] for each in told]
    equal((states.count("ready"), states.count("nearly")), (1, 1), "who is how near to being a trainer")
    desk.tab_to("push button", "Team leader, 12 hold it: 1 ready")
    for _ in range(9):
        if "Trainer, from Senior agent" in desk.focused_name():
            break
        desk.press("Down" if "Team leader" in desk.focused_name() else "Right")
    desk.press("space")
    desk.wait_until_said("Senior agent → Trainer (Back-office enablement, Capability): nobody holds it. Succession: 1 ready · 1 nearly")
    nearly = told[1]
    desk.wait("table row", nearly["name"], 20)
    desk.tab_to("table row")
    desk.press("Home", "Down")
    desk.wait_until_said("2 of 3 original courses (1 in the last 180 days: at that pace by")
    desk.wait_until_said("8 of 10 practical cases (4 in the last 180 days: at that pace by")
    picture("careers-sideways")


def read_file(desk, told):
    """The file has every piece; Enter on one opens its record, Esc comes back to the steps."""
    nearly = told[1]
    desk.press("Return")
    desk.wait("tree table", "File of the candidate", 20)
    desk.wait_until_said(f"{nearly['name']} → Trainer: Nearly")
    desk.wait_until_said("2 of 3 original courses · 8 of 10 practical cases. At the present pace by")
    desk.wait("table row", "Returns without a second call", 20)
    picture("careers-file")
    desk.press("Home", "Down")
    for _ in range(60):
        if "Returns without a second call" in desk.focused_name():
            break
        desk.press("Down")
    desk.press("Return")
    wait_for(lambda: desk.frame.get_name().startswith("Pieces of work"), 20, "the page of pieces of work")
    wait_for(lambda: desk.says("Returns without a second call"), 20, "the record")
    desk.open_by_palette("Tracks")
    desk.wait("tree table", "File of the candidate", 20)
    desk.press("Escape")
    desk.wait("tree table", "Candidates", 20)


def enter_work(desk, rows):
    """What was missing is entered in the form, which knows whose it is; the row follows."""
    before = rows("to-trainer")[1]
    desk.tab_to("table row")
    desk.press("Home", "Down")
    desk.wait_until_said("2 of 3 original courses (")
    desk.press("ctrl+n")
    wait_for(lambda: desk.frame.get_name().startswith("Pieces of work"), 20, "the page of pieces of work")
    wait_for(lambda: desk.says(before["name"]), 20, "her name in the form")
    desk.wait_for_field()
    desk.type("Letters that answer")
    picture("careers-work")
    desk.press("ctrl+s")
    after = wait_for(lambda: next((each for each in rows("to-trainer") if each["person"] == before["person"] and each["lacking"] == 1), None), 20, "the third course")
    equal([each["asked"] for each in after["demands"] if each["verdict"] == "lacking"], ["cases"], "what is left")
    desk.open_by_palette("Tracks")
    desk.wait_until_said("8 of 10 practical cases (4 in the last 180 days")
    wait_for(lambda: not desk.says("2 of 3 original courses ("), 20, "that no course lacks any more")


def own(desk, server, told):
    """An agent: where her post leads, what she lacks, and nobody else."""
    me = server.ask("GET", "careers", token=server.sign_in("agent"))["rows"]
    equal([each["step"] for each in me], ["to-senior"], "her steps")
    equal([each["state"] for each in told if each["person"] == me[0]["person"]], [me[0]["state"]], "what HR is told of her")
    desk.sign_in("agent", PASSWORD)
    desk.open_by_palette("My next steps")
    desk.wait("tree table", "My next steps", 30)
    desk.wait("table row", "Senior agent", 20)
    picture("careers-own")
    desk.tab_to("table row")
    desk.press("Return")
    desk.wait("tree table", "File of the candidate", 20)
    wait_for(lambda: desk.says(f"{me[0]['name']} → Senior agent: "), 20, "her own file")


main(test_careers)
