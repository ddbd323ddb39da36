/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "intake/fw-named-table.h"
#include "intake/ical/fw-ical-rule.h"
#include "intake/ical/fw-ical.h"

static gint64
at (const char *text)
{
  gint64 moment;

  g_assert_true (fw_time_parse (fw_text (text), &moment));
  return moment / FW_SECOND;
}

static gboolean
add_file (FwIcalReader *reader, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (data, length);
  return fw_ical_reader_add (reader, name, bytes, error);
}

static char *
describe (const FwShiftOffer *offer)
{
  g_autofree char *start = NULL, *end = NULL;
  /* A table has no blanks around its cells. */
  g_autofree char *uid = g_strstrip (g_strdup (offer->uid));

  if (offer->rejected)
    return g_strdup_printf ("%s rejected", uid);
  start = offer->is_date ? fw_date_format ((gint32) offer->start)
                         : fw_time_format (offer->start * FW_SECOND);
  end = offer->is_date ? fw_date_format ((gint32) offer->end)
                       : fw_time_format (offer->end * FW_SECOND);
  return g_strdup_printf ("%s %s %s %s", uid, start, end, offer->status);
}

static char *
read_one (
    const char *folder, const char *name, const char *zone, gint64 from, gint64 to, GError **error)
{
  g_autoptr (FwIcalReader) reader = fw_ical_reader_new (zone, NULL);
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!add_file (reader, folder, name, error))
    return NULL;
  offers = fw_ical_reader_expand (reader, from, to);
  for (guint i = 0; i < offers->len; i++)
    {
      g_autofree char *line = describe (offers->pdata[i]);

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- files with known occurrences ---- */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
sort_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  qsort (lines, g_strv_length (lines), sizeof (char *), compare_lines);
  return g_strjoinv ("\n", lines);
}

/* What expected.csv says of a file, in the form of describe(). */
static char *
list_expected (const FwNamedTable *table, const char *name)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fw_named_table_get_n_rows (table); i++)
    {
      const char *start = fw_named_table_get (table, i, 2), *end = fw_named_table_get (table, i, 3);
      /* Times without a zone are the site's, which is UTC there. */
      const char *mark = strlen (start) == 19 ? "Z" : "";

      if (!g_str_equal (fw_named_table_get (table, i, 0), name))
        continue;
      if (*start == '\0')
        g_string_append_printf (text, "%s rejected\n", fw_named_table_get (table, i, 1));
      else
        g_string_append_printf (text, "%s %s%s %s%s %s\n", fw_named_table_get (table, i, 1), start,
                                mark, end, mark, fw_named_table_get (table, i, 4));
    }
  return g_string_free (text, FALSE);
}

static FwNamedTable *
read_table (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  FwNamedTable *table = fw_named_table_read (path, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_own (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "calendars", NULL);
  g_autoptr (FwNamedTable) table = read_table (folder, "expected.csv");
  const char *before = "";
  guint n = 0;

  for (guint i = 0; i < fw_named_table_get_n_rows (table); i++)
    {
      const char *name = fw_named_table_get (table, i, 0);
      g_autofree char *expected = NULL, *found = NULL, *sorted = NULL, *wanted = NULL;
      g_autoptr (GError) error = NULL;

      if (g_str_equal (name, before))
        continue;
      before = name;
      expected = list_expected (table, name);
      found = read_one (folder, name, "Asia/Shanghai", at ("2025-12-31T16:00:00Z"),
                        at ("2028-12-31T16:00:00Z"), &error);
      g_assert_no_error (error);
      sorted = sort_lines (found);
      wanted = sort_lines (expected);
      g_assert_cmpstr (sorted, ==, wanted);
      n++;
    }
  g_assert_cmpuint (n, ==, 15);
}

/* A zone that nobody knows is refused; the two readers that agreed on these files take it for UTC.
 */
static gboolean
is_guessed (const char *name)
{
  return strstr (name, "issue_526_calendar_with_") != NULL;
}

static void
test_foreign (void)
{
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : "", "calendars", "foreign", NULL);
  g_autoptr (FwNamedTable) index = NULL, table = NULL;
  guint agree = 0;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("public calendars that are not ours to keep");
      return;
    }
  index = read_table (folder, "INDEX.csv");
  table = read_table (folder, "expected.csv");
  for (guint i = 0; i < fw_named_table_get_n_rows (index); i++)
    {
      const char *name = fw_named_table_get (index, i, 0);
      const char *oracles = fw_named_table_get (index, i, 7);
      g_autofree char *from = g_strconcat (fw_named_table_get (index, i, 5), "T00:00:00Z", NULL);
      g_autofree char *to = g_strconcat (fw_named_table_get (index, i, 6), "T00:00:00Z", NULL);
      g_autofree char *expected = list_expected (table, name), *sorted = NULL, *wanted = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *found = read_one (folder, name, "UTC", at (from), at (to), &error);
      g_autoptr (GString) taken = g_string_new (NULL);
      g_auto (GStrv) lines = g_strsplit (found != NULL ? found : "", "\n", -1);

      for (guint k = 0; lines[k] != NULL; k++)
        if (*lines[k] != '\0' && !g_str_has_suffix (lines[k], " rejected"))
          g_string_append_printf (taken, "%s\n", lines[k]);
      if (g_str_equal (oracles, "both refuse"))
        g_assert_cmpstr (taken->str, ==, "");
      if (!g_str_equal (oracles, "agree") || is_guessed (name))
        continue;
      sorted = sort_lines (taken->str);
      wanted = sort_lines (expected);
      g_test_message ("%s", name);
      g_assert_cmpstr (sorted, ==, wanted);
      agree++;
    }
  g_assert_cmpuint (agree, >, 60);
}

/* ---- updates ---- */

static void
read_updates (const char *const *names, char **text)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "calendars", NULL);
  g_autoptr (FwIcalReader) reader = fw_ical_reader_new ("Asia/Shanghai", NULL);
  g_autoptr (GPtrArray) offers = NULL;
  GString *lines = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_true (add_file (reader, folder, names[i], NULL));
  offers = fw_ical_reader_expand (reader, at ("2026-01-01T00:00:00Z"), at ("2027-01-01T00:00:00Z"));
  for (guint i = 0; i < offers->len; i++)
    {
      const FwShiftOffer *offer = offers->pdata[i];
      g_autofree char *line = describe (offer);

      g_string_append_printf (lines, "%s|%s\n", line, offer->note != NULL ? offer->note : "");
    }
  *text = g_string_free (lines, FALSE);
}

static void
test_updates (void)
{
  static const char *const in_order[] = { "s06-a-publish.ics", "s06-b-update.ics",
                                          "s06-c-late-older.ics", "s06-d-cancel.ics", NULL };
  static const char *const mixed[] = { "s06-a-publish.ics", "s06-c-late-older.ics",
                                       "s06-b-update.ics", "s06-d-cancel.ics", NULL };
  g_autofree char *first = NULL, *second = NULL;

  read_updates (in_order, &first);
  g_assert_cmpstr (
      first, ==,
      "s06-b@floorwalker.test 2026-04-12T00:00:00Z 2026-04-12T08:30:00Z CANCELLED|\n"
      "s06@floorwalker.test 2026-04-10T13:00:00Z 2026-04-10T21:30:00Z |an older version "
      "(SEQUENCE 1) in s06-c-late-older.ics is passed over\n");
  read_updates (mixed, &second);
  g_assert_cmpstr (second, ==,
                   "s06-b@floorwalker.test 2026-04-12T00:00:00Z 2026-04-12T08:30:00Z CANCELLED|\n"
                   "s06@floorwalker.test 2026-04-10T13:00:00Z 2026-04-10T21:30:00Z |\n");
}

/* ---- broken and odd files ---- */

static void
test_bad (void)
{
  static const struct
  {
    const char *name, *says;
    guint offered, rejected; /* none of either: the whole file */
  } cases[] = {
    { "b01-no-end.ics", "calendar is cut off (no END:VCALENDAR)", 0, 0 },
    { "b02-end-before-start.ics", "ends before it starts", 1, 1 },
    { "b03-no-such-date.ics", "30 February does not exist", 1, 1 },
    { "b04-no-start.ics", "no start", 1, 1 },
    { "b05-no-uid.ics", "no UID: it could not be updated or cancelled later", 1, 1 },
    { "b06-secondly.ics", "endless series (over the limit of occurrences)", 1, 1 },
    { "b07-no-freq.ics", "rule without FREQ", 1, 1 },
    { "b08-until-and-count.ics", "rule has both COUNT and UNTIL", 1, 1 },
    { "b09-never.ics", "the rule never fires again: only its start counts (RFC 5545 3.8.5.3)", 2,
      0 },
    { "b10-nul.ics", "binary zero", 0, 0 },
    { "b11-lf-only.ics", "", 1, 0 },
    { "b12-long-line.ics", "description of 70000 characters cut to the field's limit", 1, 0 },
    { "b13-bom.ics", "", 1, 0 },
    { "b14-gb18030.ics", "looks like GB18030", 0, 0 },
    { "b15-fold-in-character.ics", "", 1, 0 },
    { "b16-html.ics", "a web page and not a calendar", 0, 0 },
    { "b17-empty.ics", "empty", 0, 0 },
    { "b18-type-mix.ics", "start is a day and end is a time", 1, 1 },
    { "b19-orphan-override.ics",
      "a changed occurrence whose series is not in the file: taken as a single shift", 2, 0 },
    { "b20-overlap.ics", "overlaps good shift by 1 h (same person)", 2, 0 },
    { "b21-twice.ics", "same UID and SEQUENCE twice", 1, 0 },
    { "b22-two-calendars.ics", "", 2, 0 },
    { "b23-nested-2000.ics", "components nested too deep", 0, 0 },
    { "b24-year-9999.ics", "outside the planning horizon", 1, 1 },
    { "b25-exdate-date.ics", "exception given as a day: that day is left out", 2, 0 },
  };
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "calendars", "bad", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwIcalReader) reader = fw_ical_reader_new ("Asia/Shanghai", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) offers = NULL;
      gboolean taken = add_file (reader, folder, cases[i].name, &error);
      guint offered = 0, rejected = 0;
      gboolean said = *cases[i].says == '\0';

      g_test_message ("%s", cases[i].name);
      if (cases[i].offered == 0)
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, cases[i].says));
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (taken);
      offers =
          fw_ical_reader_expand (reader, at ("2026-01-01T00:00:00Z"), at ("2029-01-01T00:00:00Z"));
      for (guint k = 0; k < offers->len; k++)
        {
          const FwShiftOffer *offer = offers->pdata[k];

          offered += !offer->rejected;
          rejected += offer->rejected;
          said = said || (offer->note != NULL && strstr (offer->note, cases[i].says) != NULL);
        }
      g_assert_cmpuint (offered, ==, cases[i].offered);
      g_assert_cmpuint (rejected, ==, cases[i].rejected);
      g_assert_true (said);
    }
}

/* The name is put together from bytes before it is decoded. */
static void
test_folded_name (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "calendars", "bad", NULL);
  g_autoptr (FwIcalReader) reader = fw_ical_reader_new ("Asia/Shanghai", NULL);
  g_autoptr (GPtrArray) offers = NULL;

  g_assert_true (add_file (reader, folder, "b15-fold-in-character.ics", NULL));
  offers = fw_ical_reader_expand (reader, 0, at ("2029-01-01T00:00:00Z"));
  g_assert_cmpstr (((FwShiftOffer *) offers->pdata[0])->summary, ==, "早班");
}

/* ---- rules ---- */

static char *
expand_rule (const char *start, const char *text)
{
  FwIcalRule rule;
  FwIcalRepeat repeat;
  FwIcalMoment moment;
  gint64 wall;
  g_autofree char *problem = NULL;
  GString *found;

  g_assert_null (fw_ical_moment_parse (start, &moment));
  problem = fw_ical_rule_parse (&rule, text);
  if (problem != NULL)
    return g_strconcat ("refused: ", problem, NULL);
  found = g_string_new (NULL);
  fw_ical_repeat_init (&repeat, &rule, moment.wall, G_MAXINT64, moment.is_date, FALSE);
  while (fw_ical_repeat_next (&repeat, &wall))
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (wall);
      g_autofree char *one = g_date_time_format (time, moment.is_date ? "%Y%m%d" : "%Y%m%dT%H%M%S");

      g_string_append_printf (found, "%s%s%s", found->len > 0 ? " " : "", one,
                              moment.utc ? "Z" : "");
    }
  fw_ical_repeat_clear (&repeat);
  return g_string_free (found, FALSE);
}

static void
test_rules (void)
{
  static const struct
  {
    const char *start, *rule, *found;
  } cases[] = {
    { "20260131T100000", "FREQ=MONTHLY;COUNT=3",
      "20260131T100000 20260331T100000 20260531T100000" },
    { "20240229", "FREQ=YEARLY;COUNT=2", "20240229 20280229" },
    { "20260601T080000", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=3;WKST=SU",
      "20260601T080000 20260614T080000 20260615T080000" },
    { "20260630", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "20260630 20260731" },
    { "20260101T230000", "FREQ=DAILY;UNTIL=20260103T225959", "20260101T230000 20260102T230000" },
    { "20260101T000000", "FREQ=HOURLY;INTERVAL=8;COUNT=4",
      "20260101T000000 20260101T080000 20260101T160000 20260102T000000" },
    { "20260101T000000", "FREQ=DAILY;BYHOUR=6,14;COUNT=3",
      "20260101T060000 20260101T140000 20260102T060000" },
    { "20251229", "FREQ=YEARLY;BYWEEKNO=1;COUNT=2", "20251229 20270104" },
    { "20260101", "FREQ=YEARLY;BYDAY=-1FR;COUNT=2", "20261225 20271231" },
    { "20260101", "FREQ=YEARLY;BYYEARDAY=-1;COUNT=2", "20261231 20271231" },
    { "20260101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "" },
    { "20260101", "FREQ=WEEKLY;BYDAY=2MO",
      "refused: rule that counts weekdays (such as 2MO) in neither a month nor a year" },
    { "20260101", "FREQ=DAILY;INTERVAL=0", "refused: rule with INTERVAL=0, which is none" },
    { "20260101", "FREQ=DAILY;BYMONTH=13", "refused: rule with BYMONTH=13, which is none" },
    { "20260101", "FREQ=DAILY;UNTIL=20260230",
      "refused: rule with UNTIL: 30 February does not exist" },
    { "20260101", "INTERVAL=2", "refused: rule without FREQ" },
    { "20260101", "FREQ=DAILY;COLOUR=RED", "refused: rule with the unknown part COLOUR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = expand_rule (cases[i].start, cases[i].rule);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_public_rules (void)
{
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : "", "calendars", "rrule", NULL);
  g_autoptr (FwNamedTable) table = NULL;
  guint refused = 0;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("public rules that are not ours to keep");
      return;
    }
  table = read_table (folder, "cases.csv");
  for (guint i = 0; i < fw_named_table_get_n_rows (table); i++)
    {
      g_autofree char *found =
          expand_rule (fw_named_table_get (table, i, 1), fw_named_table_get (table, i, 2));

      if (g_str_has_prefix (found, "refused: "))
        refused++;
      else
        g_assert_cmpstr (found, ==, fw_named_table_get (table, i, 4));
    }
  g_assert_cmpuint (refused, <=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ical/own", test_own);
  g_test_add_func ("/ical/foreign", test_foreign);
  g_test_add_func ("/ical/updates", test_updates);
  g_test_add_func ("/ical/bad", test_bad);
  g_test_add_func ("/ical/folded-name", test_folded_name);
  g_test_add_func ("/ical/rules", test_rules);
  g_test_add_func ("/ical/public-rules", test_public_rules);
  return g_test_run ();
}
