/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <zlib.h>

#include "intake-support.h"
#include "workbook-support.h"

/* Rows as "LINE: a|b|c\n". */
static gboolean
note_row_cb (guint64 line, const FwText *cells, guint n_cells, gpointer user_data, GError **error)
{
  GString *out = user_data;

  g_string_append_printf (out, "%" G_GUINT64_FORMAT ":", line);
  for (guint i = 0; i < n_cells; i++)
    {
      g_string_append (out, i > 0 ? "|" : " ");
      g_string_append_len (out, cells[i].data, cells[i].length);
    }
  g_string_append_c (out, '\n');
  if (n_cells > 0 && fw_text_equal (cells[0], FW_TEXT_LITERAL ("stop")))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT, "stopped");
      return FALSE;
    }

  return TRUE;
}

static void
assert_rows (const char *text, gsize length, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_table_read (bytes, note_row_cb, out, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
assert_fails (const char *text, gsize length, int code, const char *message)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_table_read (bytes, note_row_cb, out, &error));
  g_assert_error (error, FW_ERROR, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_csv (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } tables[] = {
    { "", "" },
    { "\n\n", "" },
    { "a", "1: a\n" },
    { "a,b\n1,2\n", "1: a|b\n2: 1|2\n" },
    { "a,b\r\n1,2\r\n", "1: a|b\n2: 1|2\n" },
    { "a;b;c,d\n", "1: a|b|c,d\n" },
    { "a\tb\n\n1\t\n", "1: a|b\n3: 1|\n" },
    { "\xef\xbb\xbf"
      "a,b\n",
      "1: a|b\n" },
    { "\"a\",\"b\"\"c\",\"\"\n", "1: a|b\"c|\n" },
    { "\"a\nb\",c\nd,e", "1: a\nb|c\n3: d|e\n" },
    { "\"a,b\",c\r\n\"d\"\r\n", "1: a,b|c\n2: d\n" },
    { "a\"b,c\n", "1: a\"b|c\n" },
    { "\"\"\"\"\"\",x\n", "1: \"\"|x\n" },
    { ",,\n", "1: ||\n" },
    /* GB18030 */
    { "\xd0\xd5\xc3\xfb,\xb6\xd3\xc1\xd0\n\xc0\xee\xce\xb0,\xca\xdb\xba\xf3\n",
      "1: 姓名|队列\n2: 李伟|售后\n" },
    { "0123456789012345678901234567890123456789,b,0123456789012345678901234567890123456789\n",
      "1: 0123456789012345678901234567890123456789|b|0123456789012345678901234567890123456789\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_rows (tables[i].text, strlen (tables[i].text), tables[i].rows);

  assert_fails ("a,b\n\"c,d\n", 9, FW_ERROR_INVALID, "line 2: quote never closed");
  assert_fails ("a,b\n\"c\"d,e\n", 11, FW_ERROR_INVALID, "line 2: text after a closing quote");
  assert_fails ("a\nstop\nb\n", 9, FW_ERROR_CONFLICT, "stopped");
}

static void
test_csv_append (void)
{
  static const struct
  {
    const char *cell;
    const char *written;
  } cells[] = {
    { "", "," },
    { "a", "a," },
    { "a,b", "\"a,b\"," },
    { "a\"b", "\"a\"\"b\"," },
    { "a\nb", "\"a\nb\"," },
    { "=1+1", "'=1+1," },
    { "-1.5", "-1.5," },
    { "+49 89", "'+49 89," },
    { "-x", "'-x," },
    { "@a", "'@a," },
    { "+49", "+49," },
    { "\ta", "\"'\ta\"," },
    { "-", "'-," },
    { "-inf", "'-inf," },
    { "a=b", "a=b," },
    { "=\"a\"", "\"'=\"\"a\"\"\"," },
    { "＝1+1", "'＝1+1," },
    { "＋49", "'＋49," },
    { "－x", "'－x," },
    { "＠a", "'＠a," },
    { "ａ", "ａ," },
  };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_string_truncate (out, 0);
      fw_csv_append (out, fw_text (cells[i].cell), FALSE);
      g_assert_cmpstr (out->str, ==, cells[i].written);
    }
  fw_csv_append (out, FW_TEXT_LITERAL ("z"), TRUE);
  g_assert_true (g_str_has_suffix (out->str, ",z\n"));
}

static const Part workbook = {
  "xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet state=\"hidden\" r:id=\"r0\"/>"
                     "<sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"
};
static const Part workbook_1904 = {
  "xl/workbook.xml",
  "<workbook><workbookPr date1904=\"1\"/><sheets><sheet id=\"r1\"/></sheets></workbook>"
};
static const Part relations = {
  "xl/_rels/workbook.xml.rels",
  "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/one.xml\"/>"
  "</Relationships>"
};
static const Part styles = {
  "xl/styles.xml",
  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/>"
  "<numFmt numFmtId=\"165\" formatCode=\"&quot;day &quot;dd/mm/yyyy;@\"/>"
  "<numFmt numFmtId=\"166\" formatCode=\"#,##0.00\"/>"
  "<numFmt numFmtId=\"167\" formatCode=\"[$-409]h:mm:ss AM/PM\"/></numFmts>"
  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"21\"/><xf numFmtId=\"22\"/>"
  "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf "
  "numFmtId=\"167\"/></cellXfs>"
  "</styleSheet>"
};
static const Part strings = { "xl/sharedStrings.xml",
                              "<sst><si><t>name</t></si><si><r><t>a, </t></r><r><t>\"b\"</t></r>"
                              "<rPh><t>no</t></rPh></si></sst>" };

static gsize
pack_sheet (const Part *book, const char *xml, char *to, gsize room)
{
  Part sheet = { "xl/worksheets/one.xml", xml };
  const Part *parts[] = { &sheet, book, &relations, &styles, &strings };

  return pack (parts, G_N_ELEMENTS (parts), to, room);
}

static void
test_xlsx (void)
{
  static char room[65536];
  static const struct
  {
    const char *sheet;
    const char *rows;
  } sheets[] = {
    { SHEET (""), "" },
    { SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
             "<row r=\"4\"><c t=\"inlineStr\"><is><t>x\ny</t></is></c><c><v>1.5</v></c></row>"),
      "1: name||a, \"b\"\n4: x\ny|1.5\n" },
    { SHEET ("<row><c s=\"1\"><v>44197</v></c><c s=\"2\"><v>0.3840046296296296124</v></c>"
             "<c s=\"3\"><v>44197.5</v></c><c s=\"4\"><v>1.25</v></c><c s=\"5\"><v>44228</v></c>"
             "<c s=\"6\"><v>1234.5</v></c><c s=\"7\"><v>0.75</v></c></row>"),
      "1: 2021-01-01|09:12:58|2021-01-01 12:00:00|30:00:00|2021-02-01|1234.5|18:00:00\n" },
    /* A style for times of day: beyond a day it is a duration, beside a date the time. */
    { SHEET ("<row><c s=\"2\"><v>1.25</v></c><c s=\"2\"><v>44197.5</v></c></row>"),
      "1: 30:00:00|12:00:00\n" },
    { SHEET (
          "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c>"
          "<c t=\"str\"><f>A1</f><v>sum</v></c><c><v>100</v></c><c><v>0.1</v></c><c/><c s=\"1\"/>"
          "<c><v>1e20</v></c></row>"),
      "1: TRUE|FALSE||sum|100|0.1|||1e+20\n" },
    { SHEET ("<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c>"
             "<c s=\"1\"><v>2958465</v></c><c s=\"1\"><v>2958466</v></c><c "
             "s=\"1\"><v>-1</v></c></row>"),
      "1: 1900-01-01|1900-02-28|1900-03-01|9999-12-31|2958466|-1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    assert_rows (room, pack_sheet (&workbook, sheets[i].sheet, room, sizeof room), sheets[i].rows);

  assert_rows (room,
               pack_sheet (&workbook_1904, SHEET ("<row><c s=\"1\"><v>42735</v></c></row>"), room,
                           sizeof room),
               "1: 2021-01-01\n");
}

static void
test_xlsx_refused (void)
{
  static char room[262144];
  g_autofree char *long_text = g_strnfill (140000, 'x');
  g_autofree char *long_cell = g_strconcat ("<worksheet><row><c t=\"str\"><v>", long_text,
                                            "</v></c></row></worksheet>", NULL);
  const struct
  {
    const char *sheet;
    int code;
    const char *message;
  } sheets[] = {
    { "<worksheet>", FW_ERROR_INVALID, "xl/worksheets/one.xml: line 1: no element found" },
    { "not xml", FW_ERROR_INVALID, NULL },
    { "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", FW_ERROR_INVALID,
      "xl/worksheets/one.xml: expected no document type" },
    { SHEET ("<row r=\"2\"/><row r=\"2\"/>"), FW_ERROR_INVALID,
      "xl/worksheets/one.xml: row 2: expected rows in order, from 3 to 1048576" },
    { SHEET ("<row r=\"1048577\"/>"), FW_ERROR_INVALID, NULL },
    { SHEET ("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"), FW_ERROR_INVALID,
      "xl/worksheets/one.xml: row 1: expected at most 1000 cells in order" },
    { SHEET ("<row><c r=\"ZZZZZZ1\"><v>1</v></c></row>"), FW_ERROR_INVALID, NULL },
    { SHEET ("<row><c r=\"A2\"><v>1</v></c></row>"), FW_ERROR_INVALID,
      "xl/worksheets/one.xml: row 1: no such cell \"A2\"" },
    { SHEET ("<row><c t=\"s\"><v>9</v></c></row>"), FW_ERROR_INVALID,
      "xl/worksheets/one.xml: row 1, column 1: no such value \"9\"" },
    { SHEET ("<row><c><v>five</v></c></row>"), FW_ERROR_INVALID,
      "xl/worksheets/one.xml: row 1, column 1: no such value \"five\"" },
    { long_cell, FW_ERROR_TOO_LARGE,
      "xl/worksheets/one.xml: a cell of more than 32,767 characters" },
  };
  const Part *no_book[] = { &relations };
  const Part *no_sheet[] = { &workbook, &relations };
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    assert_fails (room, pack_sheet (&workbook, sheets[i].sheet, room, sizeof room), sheets[i].code,
                  sheets[i].message);

  assert_fails (room, pack (no_book, 1, room, sizeof room), FW_ERROR_INVALID,
                "the file is a ZIP archive that holds no workbook; unpack it and give the list "
                "that is in it, as .xlsx or CSV");
  assert_fails (room, pack (no_sheet, 2, room, sizeof room), FW_ERROR_INVALID,
                "not an XLSX file: it has no part xl/worksheets/one.xml");
  length = pack_sheet (&workbook, SHEET ("<row><c><v>1</v></c></row>"), room, sizeof room);
  for (gsize cut = 4; cut < length; cut += 97)
    assert_fails (room, cut, FW_ERROR_INVALID, NULL);
}

/* A sheet that unpacks to far more than itself. */
static void
test_xlsx_bomb (void)
{
  g_autofree char *blank = g_strnfill (80u << 20, ' ');
  g_autofree char *room = g_malloc (8u << 20);

  assert_fails (room, pack_sheet (&workbook, blank, room, 8u << 20), FW_ERROR_TOO_LARGE,
                "the XLSX file unpacks to more than is taken");
}

static gsize
gzip (const char *text, char *to, gsize room)
{
  z_stream stream = { 0 };

  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  stream.next_in = (Bytef *) text;
  stream.avail_in = (uInt) strlen (text);
  stream.next_out = (Bytef *) to;
  stream.avail_out = (uInt) room;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd (&stream);

  return (gsize) stream.total_out;
}

static void
test_gzip (void)
{
  char room[4096];
  gsize first =
      gzip ("1795283210|NONE|NONE|NONE|QUEUESTART|\n1795283211|c|q|NONE|DI", room, sizeof room);
  gsize both = first + gzip ("D|4\n", room + first, sizeof room - first);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, room, (gssize) both, NULL, NULL, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 2);

  g_assert_false (
      read_text (FW_FORMAT_QUEUE_LOG, room, (gssize) both - 4, NULL, NULL, report, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "upload: gzip: cut short");
  g_clear_error (&error);
  room[first / 2] ^= 0x55;
  g_assert_false (read_text (FW_FORMAT_QUEUE_LOG, room, (gssize) both, NULL, NULL, report, &error));
  g_assert_cmpstr (error->message, ==, "upload: gzip: damaged");

  /* An upload that unpacks to far more than itself. */
  {
    g_autofree char *filler = g_strnfill (80u << 20, '\n');
    g_autofree char *bomb = g_malloc (1u << 20);

    both = gzip (filler, bomb, 1u << 20);
    g_clear_error (&error);
    g_assert_false (
        read_text (FW_FORMAT_QUEUE_LOG, bomb, (gssize) both, NULL, NULL, report, &error));
    g_assert_error (error, FW_ERROR, FW_ERROR_TOO_LARGE);
  }

  /* A call list may be packed too. */
  both = gzip ("date,time,answered\n2021-01-02,9:00,Y\n", room, sizeof room);
  g_clear_error (&error);
  g_clear_pointer (&report, fw_intake_report_free);
  report = fw_intake_report_new ();
  g_assert_true (read_text (FW_FORMAT_CALLS, room, (gssize) both, NULL, NULL, report, &error));
  g_assert_cmpuint (report->accepted, ==, 1);
}

static void
test_events (void)
{
  static const char text[] =
      "{\"source\":\"t\",\"id\":\"1\",\"at\":\"2026-11-21T09:00:00Z\",\"type\":\"note\"}\r\n"
      "\n"
      "{\"source\":\"t\",\"id\":\"2\",\"at\":\"2026-11-21T09:00:00Z\",\"type\":\"note\","
      "\"raiting\":1}\n"
      "{\"source\":\"t\",\"id\":\"3\",\"at\":\"yesterday\",\"type\":\"note\"}\n"
      "nonsense\n"
      "{\"source\":\"t\",\"id\":\"4\",\"at\":\"2026-11-21T09:00:01Z\",\"type\":\"note\"}";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught caught;

  caught_init (&caught);
  g_assert_true (read_text (FW_FORMAT_EVENTS, text, -1, NULL, &caught, report, NULL));
  g_assert_cmpuint (report->rows, ==, 5);
  g_assert_cmpuint (caught.events->len, ==, 2);
  assert_text (caught_get (&caught, 1)->source, "t"); /* an event says its own source */
  g_assert_cmpuint (count_of (report->reasons, "unknown member"), ==, 1);
  g_assert_cmpuint (count_of (report->reasons, "wrong at"), ==, 1);
  g_assert_cmpuint (count_of (report->reasons, "not an event"), ==, 1);
  g_assert_cmpuint (((FwReject *) report->examples->pdata[0])->line, ==, 3);
  caught_clear (&caught);
}

static void
test_formats (void)
{
  FwFormat format;

  g_assert_true (fw_format_from_name ("queue-log", &format));
  g_assert_cmpint (format, ==, FW_FORMAT_QUEUE_LOG);
  g_assert_cmpstr (fw_format_to_name (FW_FORMAT_CALLS), ==, "calls");
  g_assert_cmpstr (fw_format_to_name (FW_FORMAT_EVENTS), ==, "events");
  g_assert_false (fw_format_from_name ("csv", &format));
  g_assert_false (fw_format_from_name (NULL, &format));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table/csv", test_csv);
  g_test_add_func ("/table/csv-append", test_csv_append);
  g_test_add_func ("/table/xlsx", test_xlsx);
  g_test_add_func ("/table/xlsx-refused", test_xlsx_refused);
  g_test_add_func ("/table/xlsx-bomb", test_xlsx_bomb);
  g_test_add_func ("/intake/gzip", test_gzip);
  g_test_add_func ("/intake/events", test_events);
  g_test_add_func ("/intake/formats", test_formats);

  return g_test_run ();
}
