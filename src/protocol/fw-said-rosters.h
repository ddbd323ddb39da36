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
  N_ ("expected text in UTF-8 of at most %s MiB"),
  N_ ("line %s: expected %s, found “%s”"),
  N_ ("the two weeks before have no roster to go by"),
  N_ ("too many people or shifts"),
  N_ ("shifts and how often, such as E=28|L=14"),
  N_ ("person: expected whose account it is: an agent sees what is about herself"),
  N_ ("role: expected no sites and teams, as an agent sees what is about herself"),
  N_ ("to: expected a day on or after the first, and at most %s of them"),
  N_ ("unpaid_minutes: expected no more than the length of the shift"),
};
