#!/usr/bin/python3
"""People × competencies: the one whom a single look would tell most about is found and assessed, and readiness says so. By keys."""

import time

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

ASSESSED = "sat in on a talk"


def test_grid(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")

    def grid(query=""):
        return server.ask("GET", "competencies?limit=1000&position=team-leader" + query, token=token)

    try:
        token = server.sign_in("hr")
        # The keeper writes what follows from the sample's exams once the server is there.
        earlier = []

        def find_settled():
            earlier.append(grid())
            time.sleep(2)
            return earlier[-1] if len(earlier) > 1 and earlier[-1]["summary"] == earlier[-2]["summary"] else None

        told = wait_for(find_settled, 60, "a grid that stands still")
        # Two pieces of evidence are all that is missing of her.
        nearly = next(row for row in told["rows"] if row["high"] == 1 and row["no_evidence"] == 2 and row["met"] == 12 and row["team"] == "sales-a"
                      and {row["levels"][i] is None for i, each in enumerate(told["competencies"]) if each["id"] in ("coaching", "people")} == {True})
        equal(nearly["narrows_most"], "coaching", "what would tell most")
        name, low = nearly["name"], round(100 * nearly["low"])
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hr", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Competencies")
            desk.wait("list item", ", asked", 20)
            picture("competencies-own")

            # The position, from the keyboard; what is asked of it is counted.
            desk.tab_to("push button", "Position: Own position")
            desk.press("space")
            desk.wait(None, "Team leader", 10)
            # Behind four posts of the ladders, in the order of their ranks.
            desk.press(*["Down"] * 5, "Return")
            wait_for(lambda: any("Not ready: %d." % told["summary"]["behind"] in each for each in desk.names()), 20, "the summary of the position")
            picture("competencies")

            # Of whom least is known is an order of its own; she is found by her name.
            desk.press("ctrl+f")
            desk.wait_for_field()
            desk.type(name)
            row = wait_for(lambda: desk.find("list item", f"{name}, {low}–100 %"), 10, "her line")
            wait_for(lambda: len([each for each in desk.names_of(row.role) if ", asked" in each]) == 1, 10, "the one line that is left")
            desk.wait_until_said("Evidence of “Coaching” would tell most", 10)

            # The cell: there is no evidence.
            desk.tab_to("list item", name)
            for _ in range(14):
                if "Coaching: no evidence, asked 3" in desk.focused_name():
                    break
                desk.press("Right")
            wait_for(lambda: "Coaching: no evidence, asked 3" in desk.focused_name(), 10, "the cell of coaching")
            wait_for(lambda: "Nobody has recorded any evidence." in desk.names(), 10, "that there is none")

            # A level without a reason is not taken.
            desk.press("4")
            desk.wait_for_field()
            desk.press("Return")
            desk.wait_until_said("an assessment needs a reason", 10)
            desk.type(ASSESSED)
            picture("competencies-assess")
            desk.press("Return")
            after = wait_for(lambda: (found := grid(f"&person={nearly['person']}")["rows"][0])["no_evidence"] == 1 and found, 20, "her assessment")
            assert after["low"] > nearly["low"], "readiness has a higher lower end"
            higher = round(100 * after["low"])
            wait_for(lambda: desk.find("list item", f"{name}, {higher}–100 %, Coaching: 4, asked 3"), 20, "her line with it")
            desk.wait_until_said("4 · Assessment · ", 10)
            wait_for(lambda: f"{ASSESSED}; signed hr" in desk.names(), 10, "who signed it and why")
            picture("competencies-assessed")

            # Taken back it stays, and counts no more.
            desk.press("ctrl+z")
            wait_for(lambda: grid(f"&person={nearly['person']}")["rows"][0]["low"] == nearly["low"], 20, "that it is taken back")
            desk.wait_until_said("(entered by mistake)", 20)
            records = server.ask("GET", f"records/evidence?where.person={nearly['person']}&where.competency=coaching", token=token)["records"]
            equal([(each["signed"], each["reason"], each["withdrawn"], each["source"]) for each in records], [("hr", ASSESSED, True, "assessment")], "the record")
            change_the_matrix(desk, lambda: {each["id"]: len(each["requirements"]) for each in grid()["positions"]}["senior-agent"])
    finally:
        server.stop()


def change_the_matrix(desk, count):
    """What a position asks is set by a digit at the cell; the keys stay there, and it is taken back."""
    before = count()
    desk.go("Matrix")
    desk.wait("list item", "Senior agent, %d asked" % before, 20)
    # Six posts are above it.
    desk.tab_to("list item", "Customer experience expert", 20)
    desk.press(*["Down"] * 6)
    for _ in range(16):
        if "Scheduling: not asked" in desk.focused_name():
            break
        desk.press("Right")
    desk.press("3")
    wait_for(lambda: count() == before + 1, 20, "the requirement")
    wait_for(lambda: (found := desk.focused()) is not None and "Senior agent, %d asked, Scheduling: asked 3, weight 1" % (before + 1) in found.get_name(), 20,
             "the keys at the cell that has changed")
    picture("competencies-matrix")
    desk.press("9")
    desk.wait_until_said("expected at most 4")
    desk.press("ctrl+z")
    wait_for(lambda: count() == before, 20, "that it is taken back")


main(test_grid)
