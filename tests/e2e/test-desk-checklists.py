#!/usr/bin/python3
"""Checklists from the keyboard: a case shows those that belong to it, steps are ticked, one is said not to apply, a second person confirms, a
list is begun; a step that the administrator adds is there at once; and the figure counts what was complete."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_checklists(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda method, path, body=None, status=200, token=boss: server.ask(method, path, body, token=token, status=status)
        ask("POST", "records/case", {"id": "x-lists", "title": "Xylophone out of tune", "class": "inquiry", "impact": "low", "urgency": "low",
                                     "source": "survey", "refund": 0, "site": "harbour", "team": "care-a"}, 201)
        ticks = lambda: {tick["step"]: tick for tick in ask("GET", "records/case-check?where.case=x-lists")["records"]}

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Cases")
            wait_for(lambda: desk.frame.get_name().startswith("Cases"), 20, "the queue")
            desk.wait_until_said("Take")
            desk.press("ctrl+f")
            desk.type("xylophone")
            desk.wait_until_said("1 case, 0 overdue")
            desk.press("Tab", "Tab", "Tab", "Home")
            desk.wait_until_said("Inquiry in four nodes · 0 of 4 done")
            desk.wait_until_said("Reception in five nodes · 0 of 5 done")
            # Those of inquiries and of every case belong to it; a list of faults does not.
            assert not desk.says("Repair and warranty")

            # C goes to the steps, Space ticks and takes back.
            desk.press("c", "space")
            wait_for(lambda: "inquiry-1" in ticks(), 20, "the first step ticked")
            equal((ticks()["inquiry-1"]["owner"], ticks()["inquiry-1"]["what"], ticks()["inquiry-1"]["team"]), ("supervisor", "done", "care-a"), "the tick")
            desk.wait_until_said("Inquiry in four nodes · 1 of 4 done")
            desk.press("space")
            wait_for(lambda: not ticks(), 20, "the tick taken back")
            desk.wait_until_said("Inquiry in four nodes · 0 of 4 done")
            desk.press("space")
            desk.wait_until_said("Inquiry in four nodes · 1 of 4 done")

            # What does not apply needs a reason.
            desk.press("Down", "x")
            desk.window("Step of the Checklist", 20)
            desk.type("Nothing to diagnose")
            picture("checklists-apart")
            desk.press("ctrl+Return")
            wait_for(lambda: "inquiry-2" in ticks(), 20, "the step that does not apply")
            equal((ticks()["inquiry-2"]["what"], ticks()["inquiry-2"]["note"]), ("apart", "Nothing to diagnose"), "why not")
            desk.wait_until_said("Inquiry in four nodes · 1 of 3 done")
            refused = ask("POST", "records/case-check", {"id": "x-none", "case": "x-lists", "step": "inquiry-3", "what": "apart"}, 400)
            assert "reason" in str(refused), refused

            # The same person twice is no second one.
            ask("POST", "records/case-check", {"id": "x-first", "case": "x-lists", "step": "in-sale-1", "what": "done"}, 201)
            desk.wait_until_said("Check during the sale · 0 of 3 done")
            wait_for(lambda: any("administrator" in name and "needs a second person" in name for name in desk.names()), 20, "that a second one is needed")
            picture("checklists-second")
            deputy = server.sign_in("quality")
            ask("POST", "records/case-check", {"id": "x-again", "case": "x-lists", "step": "in-sale-1", "what": "done"}, 201)
            desk.wait_until_said("Check during the sale · 0 of 3 done")
            ask("POST", "records/case-check", {"id": "x-second", "case": "x-lists", "step": "in-sale-1", "what": "done"}, 201, token=deputy)
            desk.wait_until_said("Check during the sale · 1 of 3 done")

            # What the administrator adds is there at once.
            ask("POST", "records/checklist-step", {"id": "x-step", "name": "Zebra counted", "checklist": "inquiry", "place": 9}, 201)
            desk.wait_until_said("Inquiry in four nodes · 1 of 4 done")
            wait_for(lambda: any(name.startswith("Zebra counted · open") for name in desk.names()), 20, "the new step")
            picture("checklists")

            # No case that was closed before owes it.
            figure = ask("GET", "cases/figures")["figures"]["checklists"]
            closed = [case for case in ask("GET", "records/case?limit=1000")["records"] if case["state"] in ("closed", "evaluated")]
            # Of the 72 of the sample's history every fourth lacks its last steps; in what was closed since nobody ticked any.
            equal((figure["n"], round(figure["value"], 6)), (len(closed), round(54 / len(closed), 6)), "complete ones of the sample")
            behind = ask("GET", "cases/figures?figure=checklists&limit=1000")["rows"]
            equal((len(behind), sum(row["steps"] == row["steps_done"] for row in behind)), (len(closed), 54), "the cases behind it")
            desk.open_by_palette("Case figures")
            desk.wait_until_said("Checklists complete: 74")
            picture("checklists-figure")
    finally:
        server.stop()


main(test_checklists)
