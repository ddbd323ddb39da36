/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of problems of rostering. A part of fw-said.c, see there. */
#pragma once

#include <glib/gi18n-lib.h>

static const char *const said_of_rosters[] = {
  N_ ("%s days, %s shifts, %s people: expected at least a day, at most %s, %s and %s"),
  N_ ("%s is missing or empty"),
  N_ ("%s: no row that keeps all rules was found: minutes, runs, days off, weekends and fixed days "
      "off collide"),
  N_ ("a name of its own"),
  N_ ("a person of the list"),
  N_ ("a section such as SECTION_HORIZON"),
  N_ ("a shift of the list"),
  N_ ("back: expected a day after today"),
  N_ ("back: expected with a colleague alone"),
  N_ ("back_template: expected with the day that is given back, and then alone"),
  N_ ("colleague: expected somebody else than who offers it"),
  N_ ("counted: expected dates, each later than the one before"),
  N_ ("day: expected a day after today"),
  N_ ("day: expected one on which you were told to work"),
  N_ ("expected text in UTF-8 of at most %s MiB"),
  N_ ("it is not open to you any more"),
  N_ ("days: expected as many as are counted"),
  N_ ("first: expected today or a day within the next 366"),
  N_ ("last: expected a day on or after the first"),
  N_ ("last: expected a day that is not off between the two"),
  N_ ("last: expected at most 31 days in all"),
  N_ ("leave of one of these days is asked for already"),
  N_ ("leave that has begun is not cancelled"),
  N_ ("line %s: expected %s, found “%s”"),
  N_ ("move: expected claimed, offered or withdrawn"),
  N_ ("move: expected withdrawn"),
  N_ ("only who offered it takes it back"),
  N_ ("only who took it gives it back"),
  N_ ("the day is offered already"),
  N_ ("the swap does not fit both rosters"),
  N_ ("the two weeks before have no roster to go by"),
  N_ ("there are not as many days of leave left"),
  N_ ("there is no leave request of that id"),
  N_ ("there is no swap of that id"),
  N_ ("too many people or shifts"),
  N_ ("shifts and how often, such as E=28|L=14"),
  N_ ("person: expected whose account it is: an agent sees what is about herself"),
  N_ ("person: expected somebody who is in a team"),
  N_ ("role: expected no sites and teams, as an agent sees what is about herself"),
  N_ ("to: expected a colleague of your site who signs in"),
  N_ ("to: expected a day on or after the first, and at most %s of them"),
  N_ ("to: expected somebody else than who offers it"),
  N_ ("type: expected annual, compensatory, sick or training"),
  N_ ("unpaid_minutes: expected no more than the length of the shift"),
};
