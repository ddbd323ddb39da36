/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"
#include "workbook-support.h"

/* Rows of inline text. */
#define T(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define CALLS(id)                                                                                  \
  SHEET ("<row>" T ("call id") T ("date time") T ("answered")                                      \
             T ("talk time") "</row>"                                                              \
                             "<row>" T (id) T ("2026-03-02 09:00:00")                              \
                                 T ("Y") "<c s=\"1\"><v>1.25</v></c></row>")
#define SUMMARY SHEET ("<row>" T ("Calls of March") "</row><row>" T ("In all") T ("3") "</row>")
#define EMPTY SHEET ("")

#define MOST_SHEETS 3

typedef struct
{
  const char *name;
  const char *state; /* (nullable) */
  const char *xml;
} Sheet;

static GBytes *
make_book (const Sheet *sheets)
{
  static char room[65536];
  g_autoptr (GString) book = g_string_new ("<workbook xmlns:r=\"r\"><sheets>");
  g_autoptr (GString) relations = g_string_new ("<Relationships>");
  Part parts[MOST_SHEETS + 3];
  const Part *packed[MOST_SHEETS + 3];
  char paths[MOST_SHEETS][40];
  guint n = 0;

  for (guint i = 0; i < MOST_SHEETS && sheets[i].name != NULL; i++)
    {
      g_string_append_printf (book, "<sheet name=\"%s\" state=\"%s\" r:id=\"r%u\"/>",
                              sheets[i].name, sheets[i].state != NULL ? sheets[i].state : "visible",
                              i);
      g_string_append_printf (relations, "<Relationship Id=\"r%u\" Target=\"worksheets/s%u.xml\"/>",
                              i, i);
      g_snprintf (paths[i], sizeof paths[i], "xl/worksheets/s%u.xml", i);
      parts[n++] = (Part){ paths[i], sheets[i].xml };
    }
  g_string_append (book, "</sheets></workbook>");
  g_string_append (relations, "</Relationships>");
  parts[n++] = (Part){ "xl/workbook.xml", book->str };
  parts[n++] = (Part){ "xl/_rels/workbook.xml.rels", relations->str };
  parts[n++] = (Part){ "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/>"
                                        "<xf numFmtId=\"46\"/></cellXfs></styleSheet>" };
  for (guint i = 0; i < n; i++)
    packed[i] = &parts[i];

  return g_bytes_new (room, pack (packed, n, room, sizeof room));
}

static gboolean
read_book (
    GBytes *book, const char *mapping, Caught *caught, FwIntakeReport *report, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (book, &size);

  return read_text (FW_FORMAT_CALLS, data, (gssize) size, mapping, caught, report, error);
}

static const struct
{
  Sheet sheets[MOST_SHEETS + 1];
  const char *stated; /* (nullable) */
  const char *id;     /* (nullable): refused */
  const char *sheet;  /* or a part of the message */
} books[] = {
  { { { "Calls", NULL, CALLS ("a") } }, NULL, "a", "Calls" },
  { { { "Summary", NULL, SUMMARY }, { "Calls", NULL, CALLS ("a") } }, NULL, "a", "Calls" },
  { { { "Sheet1", NULL, EMPTY }, { "Calls", NULL, CALLS ("a") } }, NULL, "a", "Calls" },
  { { { "Calls", NULL, CALLS ("a") }, { "Sheet2", NULL, EMPTY } }, NULL, "a", "Calls" },
  { { { "Old", "hidden", CALLS ("b") }, { "Calls", NULL, CALLS ("a") } }, NULL, "a", "Calls" },
  { { { "Old", "veryHidden", CALLS ("b") }, { "Calls", NULL, CALLS ("a") } }, "Old", "b", "Old" },
  { { { "Jan", NULL, CALLS ("a") }, { "Feb", NULL, CALLS ("b") } },
    NULL,
    NULL,
    "\"Jan\", \"Feb\"" },
  { { { "Jan", NULL, CALLS ("a") }, { "Feb", NULL, CALLS ("b") } }, "Feb", "b", "Feb" },
  { { { "Jan", NULL, CALLS ("a") }, { "Feb", NULL, CALLS ("b") } }, " feb ", "b", "Feb" },
  { { { "Jan", NULL, CALLS ("a") }, { "Feb", NULL, CALLS ("b") } },
    "Mar",
    NULL,
    "no sheet \"Mar\"; it has \"Jan\", \"Feb\"" },
  { { { "Summary", NULL, SUMMARY }, { "More", NULL, SUMMARY } },
    NULL,
    NULL,
    "the sheets \"Summary\", \"More\", and none reads as calls" },
};

static void
test_which_sheet (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (books); i++)
    {
      g_autoptr (GBytes) book = make_book (books[i].sheets);
      g_autofree char *mapping =
          books[i].stated != NULL ? g_strdup_printf ("{\"sheet\":\"%s\"}", books[i].stated) : NULL;
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;

      caught_init (&caught);
      read_book (book, mapping, &caught, report, &error);
      g_test_message ("%u: %s", i, error != NULL ? error->message : report->text.sheet);
      if (books[i].id != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (caught.events->len, ==, 1);
          assert_text (caught_get (&caught, 0)->id, books[i].id);
          g_assert_cmpint (caught_get (&caught, 0)->talk_ms, ==, 108000000);
          g_assert_cmpstr (report->text.sheet, ==, books[i].sheet);
          g_assert_nonnull (strstr (report->mapping, "\"sheet\":"));
        }
      else
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, books[i].sheet));
          g_assert_cmpuint (caught.events->len, ==, 0);
        }
      caught_clear (&caught);
    }
}

/* A mapping that names a sheet may belong to a source that also sends text. */
static void
test_sheet_of_text (void)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (read_text (FW_FORMAT_CALLS, "call id,date time,answered\n1,2026-03-02 09:00,Y\n",
                            -1, "{\"sheet\":\"Calls\"}", NULL, report, &error));
  g_assert_cmpuint (report->accepted, ==, 1);
  g_assert_null (report->text.sheet);
}

/* Archives that are no workbook of this kind say what they are. */
static void
test_other_archives (void)
{
  static const struct
  {
    const char *part;
    const char *message;
  } archives[] = {
    { "content.xml", "OpenDocument (.ods)" },
    { "xl/workbook.bin", "binary workbook (.xlsb)" },
    { "Index/Tables.iwa", "Numbers" },
    { "word/document.xml", "text document" },
    { "calls.csv", "ZIP archive that holds no workbook" },
  };
  static char room[4096];

  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      Part part = { archives[i].part, "x" };
      const Part *parts[] = { &part };
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (read_text (FW_FORMAT_CALLS, room, (gssize) pack (parts, 1, room, sizeof room),
                                 NULL, NULL, report, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, archives[i].message));
      g_assert_nonnull (strstr (error->message, "CSV"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workbooks/which-sheet", test_which_sheet);
  g_test_add_func ("/workbooks/sheet-of-text", test_sheet_of_text);
  g_test_add_func ("/workbooks/other-archives", test_other_archives);

  return g_test_run ();
}
