/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of files of calls and events, and of how they are read. A part of fw-said.c, see
 * there. */
#pragma once

#include <glib/gi18n-lib.h>

static const char *const said_of_files[] = {
  /* What a file is refused for. */
  N_ ("not one of %s rows could be read, so nothing was imported; line %s: %s"),
  N_ ("%s of %s rows were rejected, so nothing was imported; line %s: %s. Mend them, say in the "
      "mapping what they mean, or take the good ones alone with %s"),
  N_ ("line %s: expected a row of at most 1 MiB (is a quote never closed?)"),
  N_ ("line %s, column %s: expected UTF-8"),
  N_ ("line %s: expected a header"),
  N_ ("line 1: expected a header, but the file is empty"),
  N_ ("line %s: the encoding of the text cannot be told: it is no UTF-8; state \"encoding\" in the "
      "mapping, such as windows-1252, windows-1250, windows-1251, GB18030 or Shift_JIS (UTF-8: to "
      "have such lines rejected), or save the file as UTF-8"),
  N_ ("line %s: the encoding of the text cannot be told: it is no UTF-8, and would be %s; state "
      "\"encoding\" in the mapping, such as windows-1252, windows-1250, windows-1251, GB18030 or "
      "Shift_JIS (UTF-8: to have such lines rejected), or save the file as UTF-8"),
  N_ ("\"%s\" in %s"),
  N_ ("line %s: the encoding is UTF-8 (\"%s\"), not %s as the mapping states (\"%s\"); leave "
      "\"encoding\" out"),
  N_ ("line %s: the encoding is not %s: byte 0x%s in \"%s\" is no character of it; state another "
      "\"encoding\" in the mapping"),
  N_ ("mapping: encoding: \"%s\" is not known; expected a name such as UTF-8, windows-1252, "
      "windows-1251, ISO-8859-2, GB18030, Big5, Shift_JIS or EUC-KR"),
  N_ ("expected a table of at most 256 MiB"),
  N_ ("expected a sheet of at most 256 MiB"),
  N_ ("expected an XLSX file of at most %s parts"),
  N_ ("expected at most %s bytes of text after unpacking"),
  N_ ("expected no document type"),
  N_ ("%s: expected a regular file"),
  N_ ("%s: expected a file, not a directory"),
  N_ ("%s: gzip: %s"),
  N_ ("cannot begin"),
  N_ ("cut short"),
  N_ ("damaged"),
  N_ ("too large unpacked"),
  N_ ("not a readable XLSX file: %s"),
  N_ ("not an XLSX file: it has no part %s"),
  N_ ("the XLSX file unpacks to more than is taken"),
  N_ ("more shared strings than are taken"),
  N_ ("more text than is taken"),
  N_ ("row %s, column %s: no such value \"%s\""),
  N_ ("row %s: expected at most %s cells in order"),
  N_ ("row %s: expected rows in order, from %s to %s"),
  N_ ("row %s: no such cell \"%s\""),
  N_ ("the workbook has no visible sheet"),
  N_ ("the workbook lists a sheet \"%s\" that it does not have"),
  N_ ("the workbook has several sheets of calls: %s; state which in \"sheet\" in the mapping"),
  N_ ("the workbook has the sheets %s, and none reads as calls: %s; state which in \"sheet\" in "
      "the mapping"),
  N_ ("mapping: sheet: the workbook has no sheet \"%s\"; it has %s"),
  N_ ("the file is XML, whatever its name says; open it in a spreadsheet and save it as .xlsx or "
      "CSV"),
  N_ ("the file is an HTML page, whatever its name says; open it in a spreadsheet and save it as "
      ".xlsx or CSV"),
  N_ ("the file is a PDF, from which no table can be read for certain; export the list as CSV or "
      ".xlsx"),
  N_ ("the file is a queue_log of Asterisk and no list of calls; import it as a log (--format "
      "queue-log)"),
  N_ ("the file is a ZIP archive that holds no workbook; unpack it and give the list that is in "
      "it, as .xlsx or CSV"),
  N_ ("the file is a binary workbook (.xlsb); open it and save it as .xlsx or CSV"),
  N_ ("the file is a picture; export the list as CSV or .xlsx"),
  N_ ("the file is a presentation; save the table in it as .xlsx or CSV"),
  N_ ("the file is a table of Numbers; export it as .xlsx or CSV"),
  N_ ("the file is a table of OpenDocument (.ods); open it and save it as .xlsx or CSV"),
  N_ ("the file is a text document; save the table in it as .xlsx or CSV"),
  N_ ("the file is a workbook of Excel 97-2003 (.xls), or one with a password; open it and save it "
      "as .xlsx without a password, or as CSV"),
  N_ ("the file is an archive; unpack it and give the list that is in it"),
  N_ ("this is a report of intervals or totals and no list of single calls: %s count several calls "
      "a row, such as %s on line %s; export the list of calls (one row a call) instead, or, if "
      "each row is one call after all, say \"same_id\": \"calls\" in the mapping"),
  /* What the columns of a call list are refused for. */
  N_ ("header: no column found for %s among %s; name it in the mapping"),
  N_ ("header: no column found for %s among %s; %s; name it in the mapping"),
  N_ ("header: no column found for %s among %s; where another sign than a comma, semicolon, tab, "
      "bar, ^ or ~ parts the cells, put a line such as sep=# above the header"),
  N_ ("date (or date_time)"),
  N_ ("answered (or outcome, or talk)"),
  N_ ("header: columns %s \"%s\" and %s \"%s\" both mean \"%s\"; choose one in the mapping, such "
      "as {\"%s\": \"%s\"}"),
  N_ ("header: columns %s \"%s\" and %s \"%s\" both mean \"%s\"; choose one in the mapping, such "
      "as {\"%s\": %s}"),
  N_ ("sounds like %s, but is empty"),
  N_ ("sounds like %s, but holds %s, such as \"%s\" on line %s"),
  N_ ("sounds like a date, but holds numbers, such as \"%s\""),
  N_ ("sounds like a date, but holds times or durations, such as \"%s\""),
  N_ ("\"%s\" is used as %s"),
  N_ ("its numbers are read as minutes and seconds: \"%s\" on line %s is %s min %s s; if they are "
      "seconds, say so in the mapping: {\"%s_unit\": \"s\"}"),
  N_ ("its numbers are read as parts of a day, as spreadsheets keep durations, such as \"%s\" on "
      "line %s"),
  N_ ("its numbers are read as times of day: \"%s\" on line %s is %s:%s:%s"),
  N_ ("durations: line %s \"%s\" can be read as %s min %s s or as a number of seconds; state "
      "\"%s_unit\" in the mapping (\"m.ss\" or \"s\")"),
  N_ ("durations: most talks would last for hours if their numbers were seconds, such as \"%s\" on "
      "line %s; state \"talk_unit\" in the mapping (\"ms\" or \"s\")"),
  N_ ("time: expected a date of which it is known whether the day stands first; state "
      "\"date_order\" in the mapping (dmy or mdy)"),
  N_ ("zone (column %s \"%s\"): expected a zone that is the same everywhere, such as +08:00 or "
      "Europe/Berlin (or state \"zone\" in the mapping), not \"%s\""),
  N_ ("JSON: expected an object for each call, one a line or in one array"),
  N_ ("JSON: element %s is no object"),
  N_ ("JSON: expected at most %s members"),
  N_ ("expected a list in JSON of at most 64 MiB"),
  N_ ("each row's times are read in the zone that it names"),
  N_ ("it names \"%s\", which is no time zone that is known; times are read in the list's"),
  N_ ("line %s: the time zone \"%s\" is not known; state \"zone\" in the mapping, such as "
      "Europe/Berlin"),
  N_ ("header: \"%s\" names the zone %s, which is another one in other countries; state \"zone\" "
      "in "
      "the mapping, such as America/New_York"),
  N_ ("its words sound like the way of a call; if they are, say so in the mapping: "
      "{\"direction\": \"%s\"}"),
  N_ ("channels"),
  N_ ("dates"),
  N_ ("moments"),
  N_ ("numbers"),
  N_ ("numbers with decimals"),
  N_ ("percentages"),
  N_ ("texts"),
  N_ ("times of day"),
  N_ ("times or durations"),
  N_ ("lines of a telephone system"),
  N_ ("too many different texts"),
  N_ ("words for how a call ended"),
  N_ ("words for the way of a call"),
  N_ ("yes and no"),
  N_ ("other words than yes and no"),
  N_ ("other values than 1 to 5"),
  N_ ("other values than 0 to 10"),
  N_ ("date: the column cannot be decided: every date can be read day first or month first, such "
      "as line %s \"%s\"; state \"date_order\" in the mapping (dmy or mdy)"),
  N_ ("date: the column cannot be decided: the year can stand first or last, such as in line %s "
      "\"%s\"; state \"date_order\" in the mapping (dmy, mdy or ymd)"),
  N_ ("date: the column contradicts itself: line %s \"%s\" has the day first, line %s \"%s\" the "
      "month first; state \"date_order\" in the mapping"),
  N_ ("numbers: line %s \"%s\" can be read with a fraction or with thousands; state \"decimal\" in "
      "the mapping (\".\" or \",\": the sign before a fraction)"),
  N_ ("numbers: the decimal sign cannot be decided: line %s \"%s\" has a point, line %s \"%s\" a "
      "comma; state \"decimal\" in the mapping (\".\" or \",\")"),
  N_ ("id (column %s \"%s\"): \"%s\" stands on lines %s, and 1 in all stands more than once; say "
      "in the mapping \"same_id\": \"parts\" where rows of one id are one call told in parts, "
      "\"same_id\": \"calls\" where each row is a call, or \"id\": null where the column is no "
      "call's id"),
  N_ ("id (column %s \"%s\"): \"%s\" stands on lines %s, and %s in all stand more than once; say "
      "in the mapping \"same_id\": \"parts\" where rows of one id are one call told in parts, "
      "\"same_id\": \"calls\" where each row is a call, or \"id\": null where the column is no "
      "call's id"),
  /* What a mapping is refused for. */
  N_ ("mapping: expected either map or mapping, not both"),
  N_ ("mapping: there is none called “%s”"),
  N_ ("mapping: %s and %s are both called “%s”; name one by its id"),
  N_ ("mapping: %s: columns %s and %s are both called \"%s\"; give the number in place of the "
      "name, such as {\"%s\": %s}"),
  N_ ("mapping: %s: the header has %s columns, and no column %s"),
  N_ ("mapping: %s: the header has no column \"%s\"; it has %s"),
  N_ ("mapping: header_row: no header begins on line %s; count lines from 1, empty ones too"),
  N_ ("mapping: date_order: expected ymd, dmy or mdy"),
  N_ ("mapping: %s: expected an object such as %s"),
  N_ ("mapping: %s: \"%s\": expected a list of further names, such as %s"),
  N_ ("mapping: %s: \"%s\": expected names such as \"%s\", not an empty one"),
  N_ ("mapping: %s: \"%s\" stands with \"%s\" and with \"%s\"; a name can belong to one of "
      "them only"),
  N_ ("date_order: expected ymd, dmy or mdy"),
  N_ ("header_row: expected the line on which the header stands, from 1"),
  N_ ("%s: expected a column's header, or its number from 1"),
  N_ ("%s: expected ms, s, min, h, day, m.ss, h:mm or hhmmss for wait, talk, hold or wrap"),
  N_ ("%s: expected a text, or leave it out"),
  N_ ("decimal: expected \".\" or \",\" (the sign before a fraction), not \"%s\""),
  N_ ("ignore: expected an object such as {\"Status\":[\"Total\"]}"),
  N_ ("ignore: \"%s\": expected its words such as [\"Total\"]"),
  N_ ("same_id: expected parts (rows of one id are one call) or calls (each is a call), not "
      "\"%s\""),
  N_ ("words: expected an object such as {\"outcome\":{\"Missed\":\"abandoned\"}}"),
  N_ ("words: \"%s\" is no column of ours that has words; expected outcome, answered, resolved, "
      "direction, customer or agent"),
  N_ ("words: %s: expected an object such as {\"Missed\":\"abandoned\"}"),
  N_ ("words: %s: \"%s\": expected %s or null"),
  N_ ("words: %s: \"%s\": expected %s or null, not \"%s\""),
  N_ ("a name"),
  N_ ("zero_rating: expected none or error"),
  N_ ("unknown member \"%s\"; there are %swait_unit, talk_unit, hold_unit, wrap_unit, encoding, "
      "sheet, zone, decimal"),
  /* Why rows, lines and events are rejected: the reason in short, and what stands beside it. */
  N_ ("not an event"),
  N_ ("unknown member"),
  N_ ("member given twice"),
  N_ ("wrong %s"),
  N_ ("wrong answered"),
  N_ ("wrong direction"),
  N_ ("wrong nps"),
  N_ ("wrong outcome"),
  N_ ("wrong rating"),
  N_ ("wrong resolved"),
  N_ ("no such date"),
  N_ ("no such duration"),
  N_ ("no such time"),
  N_ ("no such zone"),
  N_ ("quote never closed"),
  N_ ("text after a closing quote"),
  N_ ("too many columns"),
  N_ ("too few fields"),
  N_ ("row cannot be split"),
  N_ ("row: expected %s cells, not %s"),
  N_ ("bar within a name"),
  N_ ("unfinished line"),
  N_ ("line too long"),
  N_ ("line: expected at most 1 MiB"),
  N_ ("line: expected a line end; the log went on in another file before this line was whole"),
  N_ ("line: a bar within a name: cannot tell where the queue's name ends and the agent's begins; "
      "write the name without bars"),
  N_ ("line: a bar within a name: two of its fields can be the word that says what happened; write "
      "the name without bars"),
  N_ ("line: expected time|call|queue|agent|WORD, such as "
      "1772442010|1772442010.1|sales|NONE|ENTERQUEUE"),
  N_ ("event: expected the word that says what happened, such as ENTERQUEUE"),
  N_ ("time: expected seconds since 1970, or a date and a time such as 2026-03-02 09:00:10, in "
      "front"),
  N_ ("queue: expected the queue's name"),
  N_ ("talk: expected seconds, or nothing, as the second behind the word"),
  N_ ("wait: expected seconds, or nothing, behind the word"),
  N_ ("wait: expected seconds, or nothing, behind the positions"),
  N_ ("wait: expected milliseconds, or nothing, behind the word"),
  N_ ("a date"),
  N_ ("a date and a time"),
  N_ ("a time such as 9:12:58"),
  N_ ("a number, mm:ss, h:mm:ss or 4m 20s"),
  N_ ("a zone that is the same everywhere, such as +08:00 or Europe/Berlin (or state \"zone\" in "
      "the mapping)"),
  N_ ("answered, abandoned, timeout, empty or key"),
  N_ ("in, out or internal"),
  N_ ("0 to 10, or nothing"),
  N_ ("1 to 5, or nothing"),
};
