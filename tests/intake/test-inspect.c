/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"
#include "intake/calls/fw-inspect.h"

typedef struct
{
  FwIntakeReport *report;
  FwInspect inspect;
  GError *error;
} Look;

static void
look (Look *self, const char *text, gssize length, const char *mapping)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  *self = (Look){ .report = fw_intake_report_new () };
  read_text (FW_FORMAT_CALLS, text, length, mapping, NULL, self->report, &self->error);
  fw_inspect_read (&self->inspect, bytes, self->report);
}

static void
look_away (Look *self)
{
  fw_inspect_clear (&self->inspect);
  fw_intake_report_free (self->report);
  g_clear_error (&self->error);
}

static void
assert_row (const Look *self, guint i, guint64 line, const char *state, const char *first)
{
  const FwInspectRow *row;

  g_assert_cmpuint (i, <, self->inspect.rows->len);
  row = self->inspect.rows->pdata[i];
  g_assert_cmpuint (row->line, ==, line);
  g_assert_cmpstr (row->state, ==, state);
  g_assert_cmpstr (row->cells[0], ==, first);
}

#define TITLES "Calls of March;;;;\nmade on 2026-04-01;;;;\n"
#define HEADER "Call ID;Start time;Direction;Status;Talk time\n"

/* Each line as it stands there, and what became of it. */
static void
test_rows (void)
{
  static const char text[] = TITLES HEADER "1;2026-03-02 09:00:00;inbound;answered;60\n"
                                           "2;2026-03-02 09:05:00;outbound;answered;90\n"
                                           "3;2026-03-02 09:10:00;inbound;Zzyx;0\n"
                                           "4;2026-03-02 09:20:00;inbound;abandoned;0\n";
  Look self;

  look (&self, text, -1, NULL);
  g_assert_no_error (self.error);
  g_assert_cmpuint (self.inspect.rows->len, ==, 7);
  assert_row (&self, 0, 1, "above", "Calls of March");
  assert_row (&self, 1, 2, "above", "made on 2026-04-01");
  assert_row (&self, 2, 3, "header", "Call ID");
  assert_row (&self, 3, 4, "taken", "1");
  assert_row (&self, 4, 5, "left-out", "2");
  assert_row (&self, 5, 6, "rejected", "3");
  assert_row (&self, 6, 7, "taken", "4");
  /* A title is one cell, whatever a spreadsheet wrote behind it. */
  g_assert_cmpuint (g_strv_length (((FwInspectRow *) self.inspect.rows->pdata[0])->cells), ==, 1);
  g_assert_cmpuint (self.inspect.offers->len, ==, 0);
  look_away (&self);
}

/* A rejected row that is mostly blank is told by its first word; told to be ignored it is gone. */
static void
test_offers (void)
{
  static const char text[] = "Call ID;Start time;Direction;Status;Talk time\n"
                             "1;2026-03-02 09:00:00;inbound;answered;60\n"
                             "Clock set back;31.31.2026;;;\n"
                             "2;2026-03-02 09:10:00;inbound;answered;60\n";
  const FwInspectOffer *offer;
  Look self;

  look (&self, text, -1, NULL);
  g_assert_cmpuint (self.report->rejected, ==, 1);
  g_assert_cmpuint (self.inspect.offers->len, ==, 1);
  offer = self.inspect.offers->pdata[0];
  g_assert_cmpstr (offer->column, ==, "Call ID");
  g_assert_cmpstr (offer->word, ==, "Clock set back");
  g_assert_cmpuint (offer->line, ==, 3);
  look_away (&self);

  look (&self, text, -1, "{\"ignore\":{\"Call ID\":[\"Clock set back\"]}}");
  g_assert_no_error (self.error);
  g_assert_cmpuint (self.report->rejected, ==, 0);
  g_assert_cmpuint (self.report->accepted, ==, 2);
  assert_row (&self, 2, 3, "left-out", "Clock set back");
  look_away (&self);
}

/* Where nobody can tell how the text is written it is shown all the same: that is how it is seen.
 */
static void
test_undecided (void)
{
  static const char text[] = "Call ID,Start time,Agent,Status\n"
                             "1,2026-03-02 09:00:00,Gda\xf1ski,answered\n";
  Look self;

  look (&self, text, -1, NULL);
  g_assert_error (self.error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_cmpuint (self.inspect.rows->len, ==, 2);
  g_assert_cmpstr (((FwInspectRow *) self.inspect.rows->pdata[1])->cells[1], ==,
                   "2026-03-02 09:00:00");
  look_away (&self);
  look (&self, text, -1, "{\"encoding\":\"windows-1250\"}");
  g_assert_no_error (self.error);
  assert_row (&self, 1, 2, "taken", "1");
  g_assert_cmpstr (((FwInspectRow *) self.inspect.rows->pdata[1])->cells[2], ==, "Gdański");
  look_away (&self);
}

/* Nothing that is no list breaks it, and what it tells is JSON. */
static void
test_anything (void)
{
  static const char *const texts[] = {
    "", "\n", "\"", "a;b\n\"", "\x89PNG\r\n\x1a\n", "PK\x03\x04", "\xff\xfe\x00", "{\"a\":1}\n"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Look self;
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      FwJsonWriter writer;

      look (&self, texts[i], -1, NULL);
      fw_json_writer_init (&writer, json);
      fw_json_writer_begin_object (&writer);
      fw_inspect_append (&self.inspect, &writer);
      fw_json_writer_end_object (&writer);
      fw_json_check (json->str, json->len, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (json->str, "\"meanings\":{"));
      look_away (&self);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inspect/rows", test_rows);
  g_test_add_func ("/inspect/offers", test_offers);
  g_test_add_func ("/inspect/undecided", test_undecided);
  g_test_add_func ("/inspect/anything", test_anything);
  return g_test_run ();
}
