/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#include "intake/text/fw-charset.h"

#define HEADER "call id,date time,agent,queue,answered,wait time,talk time\n"

/* Names as people have them, parted by bars: an agent a row. They are written in an encoding, and
 * nothing is said of it. */
static const struct
{
  const char *written;
  const char *found; /* (nullable): refused */
  const char *names;
} unstated[] = {
  { "UTF-8", "UTF-8", "José|Müller|李伟|Иванов" },
  { "UTF-8", "UTF-8", "Ann|Bob" },
  { "WINDOWS-1252", "windows-1252", "José García|Jürgen Müller|Núñez|Zoë Brüggemann" },
  { "WINDOWS-1252", "windows-1252", "Ann|Bob|Renée|Cid" },
  { "WINDOWS-1252", "windows-1252", "Jäger|Größe|Öztürk" },
  { "WINDOWS-1252", "windows-1252", "João|Conceição|Inês" },
  { "WINDOWS-1252", "windows-1252", "Hélène|Jérôme|François|voilà" },
  { "WINDOWS-1252", "windows-1252", "Service à la clientèle|Geneviève" },
  { "WINDOWS-1252", "windows-1252", "O’Neill – Dublin|Café" },
  /* These are other people in another encoding that is as likely. */
  { "WINDOWS-1250", NULL, "Paweł|Łukasz|Świątek" },
  { "WINDOWS-1250", NULL, "Gdański" },
  { "WINDOWS-1250", NULL, "Kovačević|Đorđe" },
  { "WINDOWS-1250", NULL, "Hlaváček|Novák" },
  { "WINDOWS-1250", NULL, "Dvořák|Růžička" },
  { "WINDOWS-1250", NULL, "Ştefan|Ioniţă" },
  { "WINDOWS-1250", NULL, "Erdős|Szűcs" },
  { "WINDOWS-1254", NULL, "Yılmaz|Şahin|Çağlar" },
  { "WINDOWS-1254", NULL, "Yıldırım" },
  { "WINDOWS-1257", NULL, "Jānis|Kalniņš" },
  { "WINDOWS-1257", NULL, "Žemaitė" },
  { "WINDOWS-1251", NULL, "Иванов|Петрова|Сидоров" },
  { "WINDOWS-1251", NULL, "ИВАНОВ|ПЕТРОВА" },
  { "WINDOWS-1251", NULL, "Анна" },
  { "WINDOWS-1251", NULL, "ДА|НЕ|ИХ|ОНИ" },
  { "KOI8-R", NULL, "Иванов|Петрова" },
  { "CP866", NULL, "Иванов|Петрова" },
  { "WINDOWS-1253", NULL, "Γιώργος|Μαρία" },
  { "WINDOWS-1255", NULL, "דוד|שרה" },
  { "WINDOWS-1256", NULL, "محمد|فاطمة" },
  { "TIS-620", NULL, "สมชาย" },
  { "CP850", NULL, "José|Müller" },
  { "MACINTOSH", NULL, "José|Jesús|Müller|España" },
  { "GB18030", "GB18030", "李伟|王芳|张敏|刘洋|售后队列" },
  { "GB18030", "GB18030", "客户服务|投诉" },
  { "GB18030", NULL, "李" },
  { "BIG5", NULL, "陳小明|王美麗|客戶服務" },
  { "SHIFT_JIS", NULL, "田中|すずき|佐藤" },
  { "EUC-JP", NULL, "田中|すずき|佐藤" },
  { "EUC-JP", NULL, "田中|鈴木|佐藤|高橋|渡辺|伊藤" },
  { "EUC-KR", NULL, "김철수|이영희|박민수|상담|고객" },
  { "EUC-KR", NULL, "김철수" },
};

static GBytes *
make_list (const char *charset, char **names)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "K%u,2026-03-02 09:%02u:00,%s,Sales,Y,5,60\n", i, i, names[i]);
  bytes = g_convert (text->str, (gssize) text->len, charset, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new (bytes, length);
}

static gboolean
read_list (
    GBytes *list, const char *mapping, Caught *caught, FwIntakeReport *report, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (list, &size);

  caught_init (caught);

  return read_text (FW_FORMAT_CALLS, data, (gssize) size, mapping, caught, report, error);
}

static void
assert_names (Caught *caught, char **names)
{
  g_assert_cmpuint (caught->events->len, ==, g_strv_length (names));
  for (guint i = 0; names[i] != NULL; i++)
    assert_text (caught_get (caught, i)->agent, names[i]);
}

static void
test_unstated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unstated); i++)
    {
      g_auto (GStrv) names = g_strsplit (unstated[i].names, "|", -1);
      g_autoptr (GBytes) list = make_list (unstated[i].written, names);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;
      gboolean done = read_list (list, NULL, &caught, report, &error);

      g_test_message ("%s in %s: %s", unstated[i].names, unstated[i].written,
                      done ? report->text.encoding : error->message);
      if (unstated[i].found == NULL)
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, "\"encoding\""));
          g_assert_true (g_str_has_prefix (error->message, "line "));
          g_assert_cmpuint (caught.events->len, ==, 0);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (report->text.encoding, ==, unstated[i].found);
          assert_names (&caught, names);
        }
      caught_clear (&caught);
    }
}

static void
test_stated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unstated); i++)
    {
      g_auto (GStrv) names = g_strsplit (unstated[i].names, "|", -1);
      g_autoptr (GBytes) list = make_list (unstated[i].written, names);
      g_autofree char *mapping = g_strdup_printf ("{\"encoding\":\"%s\"}", unstated[i].written);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;

      g_test_message ("%s in %s", unstated[i].names, unstated[i].written);
      g_assert_true (read_list (list, mapping, &caught, report, &error));
      g_assert_no_error (error);
      assert_names (&caught, names);
      caught_clear (&caught);
    }
}

/* A header in Chinese says enough for a list with one Chinese name. */
static void
test_chinese_header (void)
{
  static const char text[] = "通话编号,来电时间,坐席,队列,是否接听,等待时长,通话时长\n"
                             "K1,2026-03-02 09:00:00,Ann,Sales,是,5,60\n";
  g_autofree char *bytes = NULL;
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  Caught caught;
  gsize length;

  bytes = g_convert (text, -1, "GBK", "UTF-8", NULL, &length, NULL);
  caught_init (&caught);
  g_assert_true (
      read_text (FW_FORMAT_CALLS, bytes, (gssize) length, NULL, &caught, report, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (report->text.encoding, ==, "GB18030");
  g_assert_cmpuint (caught.events->len, ==, 1);
  caught_clear (&caught);
}

static void
test_wrongly_stated (void)
{
  static const struct
  {
    const char *written;
    const char *names;
    const char *stated;
    const char *message; /* a part of it; (nullable): read all the same */
  } cases[] = {
    { "UTF-8", "José|Ann", "windows-1252", "line 2: the encoding is UTF-8 (\"José\")" },
    { "UTF-8", "Ann|Bob", "windows-1252", NULL },
    { "WINDOWS-1252", "Ann|José,", "Shift_JIS", "line 3: the encoding is not CP932" },
    { "WINDOWS-1252", "Ann|José", "GB18030", "line 3: the encoding is not GB18030: byte 0xe9" },
    { "UTF-16LE", "José", "windows-1252", NULL }, /* which it shows by itself */
    { "UTF-8", "Ann", "latin-9000", "\"latin-9000\" is not known; expected a name such as UTF-8" },
    { "UTF-8", "Ann", "", "mapping: encoding: expected a text" },
    { "UTF-8", "Ann", "WINDOWS-1252//IGNORE", "is not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) names = g_strsplit (cases[i].names, "|", -1);
      g_autoptr (GBytes) list = make_list (cases[i].written, names);
      g_autofree char *mapping = g_strdup_printf ("{\"encoding\":\"%s\"}", cases[i].stated);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;
      gboolean done = read_list (list, mapping, &caught, report, &error);

      g_test_message ("%s: %s", cases[i].stated, error != NULL ? error->message : "read");
      if (cases[i].message == NULL)
        assert_names (&caught, names);
      else
        g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_cmpint (done, ==, cases[i].message == NULL);
      caught_clear (&caught);
    }
}

static void
test_names_of_encodings (void)
{
  static const struct
  {
    const char *said, *meant;
  } names[] = {
    { "utf-8", "UTF-8" },
    { "UTF8", "UTF-8" },
    { "Windows-1252", "windows-1252" },
    { "cp1251", "windows-1251" },
    { "Windows 1250", "windows-1250" },
    { "ANSI 1252", "windows-1252" },
    { "latin1", "windows-1252" },
    { "ISO-8859-1", "windows-1252" },
    { "ISO-8859-2", "ISO-8859-2" },
    { "gbk", "GB18030" },
    { "GB2312", "GB18030" },
    { "shift_jis", "CP932" },
    { "EUC-KR", "UHC" },
    { "KOI8-R", "KOI8-R" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = fw_charset_find (names[i].said, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, names[i].meant);
    }
}

/* Logs and events have texts too. */
static void
test_other_formats (void)
{
  static const char log[] = "1767225600|1.1|Sales|NONE|ENTERQUEUE||1|1\n"
                            "1767225601|1.1|Sales|Ren\xe9"
                            "e|CONNECT|1|1.1|0\n";
  static const char turkish[] = "1767225600|1.1|Sales|NONE|ENTERQUEUE||1|1\n"
                                "1767225601|1.1|Sales|Y\xfdlmaz|CONNECT|1|1.1|0\n";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (FwIntakeReport) damaged = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  Caught caught;

  caught_init (&caught);
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, log, -1, NULL, &caught, report, &error));
  assert_text (caught_get (&caught, 1)->agent, "Renée");
  caught_clear (&caught);

  caught_init (&caught);
  g_assert_false (read_text (FW_FORMAT_QUEUE_LOG, turkish, -1, NULL, &caught, report, &error));
  g_assert_nonnull (strstr (error->message, "line 2: the encoding"));
  g_clear_error (&error);
  caught_clear (&caught);

  caught_init (&caught);
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, turkish, -1, "{\"encoding\":\"windows-1254\"}",
                            &caught, report, &error));
  assert_text (caught_get (&caught, 1)->agent, "Yılmaz");
  caught_clear (&caught);

  /* Where a line is damaged rather than foreign, that can be said. */
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, turkish, -1, "{\"encoding\":\"UTF-8\"}", NULL,
                            damaged, &error));
  g_assert_cmpuint (damaged->accepted, ==, 1);
  g_assert_cmpuint (damaged->rejected, ==, 1);
}

/* Rows as programs end them, and the line by which Excel learns the delimiter. */
static void
test_dialects (void)
{
  static const struct
  {
    const char *text;
    char separator;
    guint64 n;
    guint64 rejected;
  } cases[] = {
    { "sep=;\ncall id;date time;answered\n1;2026-03-02 09:00;Y\n", ';', 1, 0 },
    { "\"sep=;\"\r\ncall id;date time;answered\r\n1;2026-03-02 09:00;Y\r\n", ';', 1, 0 },
    { "\xef\xbb\xbfSEP=|\ncall id|date time|answered\n1|2026-03-02 09:00|Y\n", '|', 1, 0 },
    { "sep=\t\ncall id\tdate time\tanswered\n1\t2026-03-02 09:00\tY\n", '\t', 1, 0 },
    { "call id,date time,answered\r1,2026-03-02 09:00,Y\r2,2026-03-02 09:01,Y\r", ',', 2, 0 },
    { "call id,date time,answered\r1,2026-03-02 09:00,Y\r2,2026-03-02 09:01,Y", ',', 2, 0 },
    { "call id,date time,answered\r\n1,2026-03-02 09:00,Y\n2,2026-03-02 09:01,Y\r\n", ',', 2, 0 },
    { "call id,date time,answered\r\n1,2026-03-02 09:00,Y\r2,2026-03-02 09:01,Y\n", ',', 2, 0 },
    { "call id,date time,answered\r\r\n1,2026-03-02 09:00,Y\r\r\n2,2026-03-02 09:01,Y\r\r\n", ',',
      2, 0 },
    { "call id;date time;wait;talk;answered\n1;2026-03-02 09:00;12,5;240,25;Y\n"
      "2;2026-03-02 09:00;1,5;2,25;Y\n",
      ';', 2, 0 },
    { "call id,date time,answered\n1,2026-03-02 09:00,Y\f\n\f\n", ',', 1, 0 },
    /* Rows with fewer cells, and with empty ones behind. */
    { "call id,date time,answered,agent\n1,2026-03-02 09:00,Y\n2,2026-03-02 09:01,Y,Ann,,,\n", ',',
      2, 0 },
    /* A quote that is never closed costs its own row. */
    { "call id,date time,answered,agent\n1,2026-03-02 09:00,Y,\"Ann\n2,2026-03-02 09:01,Y,\"Bob\"\n"
      "3,2026-03-02 09:01,Y,Cid\n",
      ',', 2, 1 },
    { "call id,date time,answered,agent\n1,2026-03-02 09:00,Y,\"Ann\n2,2026-03-02 09:01,Y,Bob\n",
      ',', 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;

      caught_init (&caught);
      g_test_message ("%s", cases[i].text);
      g_assert_true (read_text (FW_FORMAT_CALLS, cases[i].text, -1, NULL, &caught, report, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (caught.events->len, ==, cases[i].n);
      g_assert_cmpuint (report->rejected, ==, cases[i].rejected);
      g_assert_cmpint (report->text.separator, ==, cases[i].separator);
      if (cases[i].rejected > 0)
        {
          FwReject *reject = report->examples->pdata[0];

          g_assert_cmpstr (reject->reason, ==, "quote never closed");
          g_assert_cmpuint (reject->line, ==, 2);
        }
      caught_clear (&caught);
    }
}

/* Lines that end with a carriage return alone, across the pieces in which a file is read. */
static void
test_returns (void)
{
  g_autoptr (GString) text = g_string_new ("call id,date time,answered\r");
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autofree char *directory = g_dir_make_tmp ("fw-encodings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "calls.csv", NULL);
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_CALLS, .source = "pbx" };

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%u,2026-03-02 09:00,Y\r", i);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  g_assert_true (fw_intake_read_file (&intake, path, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 200000);
  g_unlink (path);
  g_rmdir (directory);
}

/* What is no list, whatever its name says: the sentence tells what to do. */
static void
test_other_files (void)
{
  static const struct
  {
    const char *data;
    gssize length;
    const char *message;
  } cases[] = {
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 etc", 12, "Excel 97-2003" },
    { "%PDF-1.7\n", -1, "PDF" },
    { "<html><table><tr><td>call id</td></tr></table>", -1, "HTML" },
    { "\xef\xbb\xbf\r\n<TABLE border=1>", -1, "HTML" },
    { "<?xml version=\"1.0\"?><Workbook>", -1, "XML" },
    { "7z\xbc\xaf\x27\x1c....", -1, "archive" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (
          read_text (FW_FORMAT_CALLS, cases[i].data, cases[i].length, NULL, NULL, report, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_nonnull (strstr (error->message, "CSV") ?: strstr (error->message, "unpack"));
    }
}

/* What a mapping states of the file: its zone, and the sign before a fraction. */
static void
test_form (void)
{
  static const char list[] = "call id;date time;answered;wait time\n"
                             "1;2026-03-02 09:00;Y;1.234\n"
                             "2;2026-03-02 09:00 UTC;Y;1\n";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  Caught caught;

  g_assert_false (read_text (FW_FORMAT_CALLS, list, -1, NULL, NULL, report, &error));
  g_assert_nonnull (strstr (error->message, "numbers: line 2 \"1.234\""));
  g_clear_error (&error);

  caught_init (&caught);
  g_assert_true (read_text (FW_FORMAT_CALLS, list, -1,
                            "{\"decimal\":\",\",\"zone\":\"America/Sao_Paulo\"}", &caught, report,
                            &error));
  g_assert_cmpint (caught_get (&caught, 0)->at, ==, G_GINT64_CONSTANT (1772452800) * 1000000);
  g_assert_cmpint (caught_get (&caught, 1)->at, ==, G_GINT64_CONSTANT (1772442000) * 1000000);
  g_assert_cmpint (caught_get (&caught, 0)->wait_ms, ==, 1234000);
  g_assert_cmpstr (report->text.zone, ==, "America/Sao_Paulo");
  g_assert_cmpint (report->text.decimal, ==, ',');
  caught_clear (&caught);

  g_assert_false (
      read_text (FW_FORMAT_CALLS, list, -1, "{\"decimal\":\";\"}", NULL, report, &error));
  g_assert_nonnull (strstr (error->message, "mapping: decimal: expected"));
  g_clear_error (&error);
  g_assert_false (
      read_text (FW_FORMAT_CALLS, list, -1, "{\"zone\":\"Mars/Base\"}", NULL, report, &error));
  g_assert_true (g_str_has_prefix (error->message, "mapping: zone: "));
}

/* Times with signs of their own, in a column beside the date. */
static void
test_times_of_day (void)
{
  static const char *const lists[] = {
    "Data,Ora,Esito\n13/03/2026,21.00.00,Risposta\n14/03/2026,09.05.00,Risposta\n",
    "Date;Heure;Statut\n13/03/2026;21h;Répondu\n14/03/2026;9h05;Répondu\n",
    "日期,时间,是否接听\n2026年3月13日,下午9:00,是\n2026年3月14日,上午9:05,是\n",
    "Start Time (GMT+1),answered\n2026-03-13 22:00,Y\n2026-03-14 10:05,Y\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;

      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_CALLS, lists[i], -1, NULL, &caught, report, &error));
      g_assert_no_error (error);
      g_test_message ("%s%s", lists[i], report->mapping);
      g_assert_cmpint (caught_get (&caught, 0)->at, ==, G_GINT64_CONSTANT (1773435600) * 1000000);
      g_assert_cmpint (caught_get (&caught, 1)->at, ==, G_GINT64_CONSTANT (1773479100) * 1000000);
      caught_clear (&caught);
    }
}

/* A list of days: each contact on its day, and the report says so. */
static void
test_days (void)
{
  static const char list[] = "date,answered\n2026-03-29,Y\n2026-10-25,Y\n";
  g_autoptr (FwZone) zone = fw_zone_new ("America/Santiago", 0, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (list, sizeof list - 1);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (FwIntakeReport) mixed = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_CALLS, .source = "pbx", .zone = zone, .sink = catch_cb };
  Caught caught;

  caught_init (&caught);
  intake.user_data = &caught;
  g_assert_true (fw_intake_read_bytes (&intake, bytes, report, NULL, &error));
  g_assert_true (report->text.no_time);
  g_assert_cmpint (fw_zone_get_day (zone, caught_get (&caught, 0)->at), ==,
                   fw_date_from_civil (2026, 3, 29));
  g_assert_cmpint (fw_zone_get_day (zone, caught_get (&caught, 1)->at), ==,
                   fw_date_from_civil (2026, 10, 25));
  caught_clear (&caught);

  /* Where other rows have a time, one without is not put at noon. */
  g_assert_true (read_text (FW_FORMAT_CALLS, "date,answered\n2026-03-29 10:00,Y\n2026-10-25,Y\n",
                            -1, NULL, NULL, mixed, &error));
  g_assert_cmpuint (mixed->rejected, ==, 1);
  g_assert_false (mixed->text.no_time);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encodings/unstated", test_unstated);
  g_test_add_func ("/encodings/stated", test_stated);
  g_test_add_func ("/encodings/chinese-header", test_chinese_header);
  g_test_add_func ("/encodings/wrongly-stated", test_wrongly_stated);
  g_test_add_func ("/encodings/names", test_names_of_encodings);
  g_test_add_func ("/encodings/other-formats", test_other_formats);
  g_test_add_func ("/encodings/dialects", test_dialects);
  g_test_add_func ("/encodings/returns", test_returns);
  g_test_add_func ("/encodings/other-files", test_other_files);
  g_test_add_func ("/encodings/form", test_form);
  g_test_add_func ("/encodings/times-of-day", test_times_of_day);
  g_test_add_func ("/encodings/days", test_days);

  return g_test_run ();
}
