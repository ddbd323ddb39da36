/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of iCalendar files. A part of fw-said.c, see there. */
#pragma once

#include <glib/gi18n-lib.h>

static const char *const said_of_calendars[] = {
  N_ ("%s %s does not exist"),
  N_ ("the date “%s” does not exist"),
  N_ ("the time “%s” does not exist"),
  N_ ("“%s” is neither a date nor a time"),
  N_ ("“%s” is no duration"),
  N_ ("%s with periods, which is not read"),
  N_ ("EXRULE, which no shift needs and RFC 5545 has given up"),
  N_ ("a calendar of more than %s MiB"),
  N_ ("a web page and not a calendar: perhaps a sign-in is needed"),
  N_ ("binary zero in the file: it is damaged, or no calendar"),
  N_ ("calendar is cut off (no END:%s)"),
  N_ ("ends before it starts"),
  N_ ("line %s is no line of a calendar: “%s”"),
  N_ ("line %s: %s outside of a calendar (no BEGIN:VCALENDAR)"),
  N_ ("line %s: END:%s where %s is open"),
  N_ ("line %s: components nested too deep: at most %s"),
  N_ ("line %s: not UTF-8"),
  N_ ("more than %s dates"),
  N_ ("more than %s events"),
  N_ ("more than 10 rules"),
  N_ ("no UID: it could not be updated or cancelled later"),
  N_ ("no calendar (no BEGIN:VCALENDAR)"),
  N_ ("no start"),
  N_ ("not UTF-8"),
  N_ ("not UTF-8: it looks like GB18030 and can be read when it is converted (iconv -f GB18030 -t "
      "UTF-8)"),
  N_ ("outside the planning horizon"),
  N_ ("rule has both COUNT and UNTIL"),
  N_ ("rule of another calendar than the Gregorian (RSCALE)"),
  N_ ("rule that counts weekdays (such as 2MO) in neither a month nor a year"),
  N_ ("rule with %s=%s, which is none"),
  N_ ("rule with BYWEEKNO that is not of every year: readers differ about it, and no shift needs "
      "it"),
  N_ ("rule with COUNT=%s, which is none"),
  N_ ("rule with FREQ=%s, which is none"),
  N_ ("rule with INTERVAL=%s, which is none"),
  N_ ("rule with UNTIL: %s"),
  N_ ("rule with WKST=%s, which is none"),
  N_ ("rule with more than %s values of %s"),
  N_ ("rule with the unknown part %s"),
  N_ ("rule with “%s”, which is no part of one"),
  N_ ("rule without FREQ"),
  N_ ("start is a day and end is a time"),
  N_ ("start is a day and its duration is in hours"),
  N_ ("start is a time and end is a day"),
  N_ ("the file is empty"),
  N_ ("zone %s unknown (never read as UTC)"),
};
