/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-lines.h"
#include "core/fw-error.h"

#include <string.h>

typedef struct
{
  GString *log; /* "type/id/data;" and ":" for a comment */
} Log;

static void
event_cb (const FwLiveEvent *event, gpointer data)
{
  GString *log = data;
  gsize length;
  const char *text;

  if (event == NULL)
    {
      g_string_append_c (log, ':');
      return;
    }
  text = g_bytes_get_data (event->data, &length);
  g_string_append_printf (log, "%s/%s/%.*s;", event->type, event->id, (int) length,
                          text != NULL ? text : "");
}

/* The same bytes in one piece and in pieces of every size must give the same. */
static void
check_lines (const char *input, gsize length, const char *expected)
{
  for (gsize piece = 1; piece <= length; piece++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (FwLiveLines) lines = fw_live_lines_new (event_cb, log);
      g_autoptr (GError) error = NULL;

      for (gsize at = 0; at < length; at += piece)
        {
          fw_live_lines_push (lines, input + at, MIN (piece, length - at), &error);
          g_assert_no_error (error);
        }
      g_assert_cmpstr (log->str, ==, expected);
    }
}

static void
test_grammar (void)
{
  static const struct
  {
    const char *input;
    const char *expected;
  } cases[] = {
    { "id: 7\nevent: frame\ndata: {}\n\n", "frame/7/{};" },
    { "data:a\ndata: b\ndata\n\n", "message//a\nb\n;" },
    { ":\n\n:ping\n", "::" },
    { "event: x\n\ndata: y\n\n", "message//y;" },
    { "id: 1\r\ndata: a\r\n\r\nid: 2\rdata: b\r\r", "message/1/a;message/2/b;" },
    { "data: a\n\ndata: half", "message//a;" },
    { "id: 5\n\ndata: a\n\n", "message/5/a;" },
    { "nonsense: 1\nretry: 500\ndata: a\n\n", "message//a;" },
    { "\xef\xbb\xbf"
      "data: a\n\n",
      "message//a;" },
    { "\n\n\n", "" },
    { "data:  two spaces\n\n", "message// two spaces;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_lines (cases[i].input, strlen (cases[i].input), cases[i].expected);
}

static void
test_id_with_nul (void)
{
  check_lines ("id: 1\ndata: a\n\nid: 2\0x\ndata: b\n\n", 32, "message/1/a;message/1/b;");
}

static void
test_too_long (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (FwLiveLines) lines = fw_live_lines_new (event_cb, log);
  g_autofree char *much = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  guint i;

  g_assert_true (fw_live_lines_push (lines, "data: ", 6, NULL));
  for (i = 0; i < 32 && fw_live_lines_push (lines, much, 1024 * 1024, &error); i++)
    ;
  g_assert_error (error, FW_ERROR, FW_ERROR_TOO_LARGE);
  g_assert_cmpuint (i, <=, 16);
}

static void
test_reset (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (FwLiveLines) lines = fw_live_lines_new (event_cb, log);

  g_assert_true (fw_live_lines_push (lines, "id: 3\ndata: a\n\nid: 4\ndata: ha", 30, NULL));
  fw_live_lines_reset (lines);
  /* the half event was never seen: it must be asked for again */
  g_assert_cmpstr (fw_live_lines_get_last_id (lines), ==, "3");
  g_assert_true (fw_live_lines_push (lines, "data: b\n\n", 9, NULL));
  g_assert_cmpstr (log->str, ==, "message/3/a;message/3/b;");
  fw_live_lines_forget_id (lines);
  g_assert_cmpstr (fw_live_lines_get_last_id (lines), ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/lines/grammar", test_grammar);
  g_test_add_func ("/live/lines/nul", test_id_with_nul);
  g_test_add_func ("/live/lines/too-long", test_too_long);
  g_test_add_func ("/live/lines/reset", test_reset);
  return g_test_run ();
}
