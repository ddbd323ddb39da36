#!/usr/bin/python3
"""A contact whose first review another grader handed in comes to a second one, who cannot know of the first; she scores it from the
keyboard, both are opened then, and the page Calibration names the severe grader and the one who drifts, and shows both sheets."""


from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

GRADERS = ("quality", "grader-mei", "grader-otto")


def find_second(server, boss, tokens):
    """A review that is closed, who is to score its contact a second time, and at which place that stands for her."""
    closed = server.ask("GET", "records/review?where.closed=yes", token=boss)["records"]
    names = [person["name"] for person in server.ask("GET", "records/person", token=boss)["records"]]
    for grader, token in tokens.items():
        for place, row in enumerate(server.ask("GET", "reviews?part=todo&limit=1000", token=token)["rows"]):
            for review in closed:
                if review["contact"] == row["id"] and review["grader"] != grader and place < 90 and names.count(row["name"]) == 1:
                    return review, grader, row, place
    raise AssertionError("nothing is left to be scored a second time")


def test_calibration(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        tokens = {grader: server.sign_in(grader) for grader in GRADERS}
        review, grader, row, place = find_second(server, boss, tokens)
        others = [each for each in GRADERS if each not in (grader, review["grader"])]
        equal(row["review"], None, "what the row tells of the first review")
        equal([other["id"] for other in server.ask("GET", f"records/review?where.contact={review['contact']}", token=tokens[grader])["records"]],
              [], "reviews of the contact that the second grader sees")
        for each in others:
            rows = server.ask("GET", "reviews?part=todo&limit=1000", token=tokens[each])["rows"]
            equal([other["id"] for other in rows if other["id"] == row["id"]], [], "the contact for who is not asked")
        before = server.ask("GET", "calibration", token=boss)["pairs"]
        of_contact = lambda: server.ask("GET", f"records/review?where.contact={review['contact']}", token=boss)["records"]

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in(grader, PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Reviews")
            desk.wait("push button", "Hand in", 30)
            desk.tab_to("table row")
            desk.press("Home", *["Down"] * place)
            wait_for(lambda: any(row["name"] == name for name in desk.names()), 20, "the contact")
            picture("second-scoring")
            desk.press("Return")
            wait_for(lambda: desk.focused_name().startswith("Politeness"), 20, "the sheet")
            desk.press("1", "1", "1", "1", "1", "5", "ctrl+Return")
            wait_for(lambda: [each["state"] for each in of_contact() if each["grader"] == grader] == ["compared"], 30, "the second scoring")
            wait_for(lambda: not any(each["closed"] for each in of_contact()), 30, "both opened")
            second = next(each for each in of_contact() if each["grader"] == grader)
            equal(second["scores"], "1 1 1 1 1 5", "what she gave")
            equal(len(server.ask("GET", f"records/review?where.contact={review['contact']}", token=tokens[review["grader"]])["records"]), 2,
                  "reviews of the contact that the first grader sees then")

            answer = server.ask("GET", "calibration?limit=1000", token=boss)
            equal(answer["pairs"], before + 1, "pairs")
            verdicts = {each["id"]: (each["severity"]["verdict"], each["drift"]["verdict"]) for each in answer["graders"]}
            equal(verdicts["grader-mei"][0], "severe", "who is severe")
            equal(verdicts["grader-otto"][1], "lenient", "who drifts")
            equal(verdicts["quality"][0], "fair", "who is not severe")
            # Her own pair is far apart, so it stands near the top.
            at = next(i for i, each in enumerate(answer["rows"]) if each["id"] == row["id"])

            desk.open_by_palette("Calibration")
            desk.wait(None, "severe", 30)
            desk.wait(None, "grows lenient", 20)
            desk.wait(None, "like the others", 20)
            picture("calibration-graders")
            desk.tab_to("table row")
            desk.press("2")
            desk.wait(None, "Emotion under control", 20)
            picture("calibration-items")
            desk.press("3")
            wait_for(lambda: desk.focused() is not None and desk.focused().role == "table row", 20, "the pairs")
            desk.press("Home", *["Down"] * at)
            names = {each["id"]: each["name"] for each in answer["graders"]}
            first, later = review["scores"].split()[0], second["scores"].split()[0]
            label = f"Politeness: {names[review['grader']]} {first}, {names[grader]} {later}"
            desk.wait("list item", label, 20)
            desk.press("Return")
            wait_for(lambda: desk.focused_name() == label, 20, "the keys in the sheets")
            picture("calibration-pair")
            desk.press("Escape")
            wait_for(lambda: desk.focused().role == "table row", 20, "the keys back among the pairs")

            # What the reviews of a person come to stands on her page, and Enter opens one; a second scoring is none of them.
            desk.open_by_palette(row["name"])
            wait_for(lambda: any(name.startswith("Average quality: ") for name in desk.names()), 30, "the person's quality")
            told = server.ask("GET", f"records/review?where.person={row['person']}&where.state=handed-in;acknowledged;disputed;settled&order=-day",
                              token=tokens[grader])["records"]
            equal(second["id"] in [each["id"] for each in told], False, "the second scoring among them")
            picture("person-quality")
            total = f": {told[0]['total']:.1f}, "
            line = next(name for name in desk.names() if total in name and "Average" not in name)
            desk.tab_to("list item", line)
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("All reviews"), 20, "the review")
    finally:
        server.stop()


main(test_calibration)
