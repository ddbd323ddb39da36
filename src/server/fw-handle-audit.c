/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The audit trail at the desk of an administrator. Its files are read as they are, the newest
 * first, so nothing of it lies in memory but what is answered. */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-private.h"
#include "trail/fw-trail-read.h"

#define LIMIT 200
#define LIMIT_MOST 1000
#define FILES 4 /* some 150,000 lines */
#define FILES_MOST 100000

typedef struct
{
  const char *wanted[3]; /* (nullable): of "who", "what", "outcome" */
  guint64 before;        /* number of a line; 0: the end */
  guint limit;
  GQueue *lines; /* char*: the last ones of the file that is read */
  gboolean more;
} Search;

static gboolean
is_wanted (const Search *search, JsonObject *line)
{
  static const char *const members[] = { "who", "what", "outcome" };

  if (search->before != 0 && fw_json_find_count (line, "n") >= search->before)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (search->wanted[i] != NULL &&
        g_strcmp0 (search->wanted[i], fw_json_find_text (line, members[i])) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
take_line_cb (const char *path,
              guint64 number,
              const char *text,
              gsize length,
              gpointer user_data,
              GError **error)
{
  Search *search = user_data;
  g_autoptr (JsonObject) line = fw_json_parse_object (text, length, NULL);

  /* What is none is for “floorwalkerctl audit verify”. */
  if (line == NULL || !is_wanted (search, line))
    return TRUE;
  g_queue_push_tail (search->lines, g_strndup (text, length));
  if (g_queue_get_length (search->lines) > search->limit)
    {
      g_free (g_queue_pop_head (search->lines));
      search->more = TRUE;
    }
  return TRUE;
}

/* Writes them newest first; what was read is let go. */
static void
write_lines (FwJsonWriter *writer, Search *search)
{
  char *line;

  while ((line = g_queue_pop_tail (search->lines)) != NULL)
    {
      fw_json_writer_raw (writer, line, strlen (line));
      search->limit--;
      g_free (line);
    }
}

static gboolean
write_files (FwJsonWriter *writer, Search *search, GPtrArray *paths, GError **error)
{
  for (guint i = paths->len; i-- > 0;)
    {
      if (search->limit == 0)
        {
          search->more = TRUE;
          return TRUE;
        }
      if (!fw_trail_visit (paths->pdata[i], take_line_cb, search, error))
        return FALSE;
      write_lines (writer, search);
    }
  return TRUE;
}

void
fw_handle_audit (FwExchange *exchange)
{
  static const char *const known[] = { "who", "what", "outcome", "before", "limit", NULL };
  const char *folder = fw_server_of (exchange)->options.trail;
  g_autoptr (GQueue) lines = g_queue_new ();
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;
  Search search = { .lines = lines };
  guint64 limit = LIMIT;
  FwJsonWriter writer;
  GString *json;

  if (!fw_exchange_check_query (exchange, known) ||
      !fw_exchange_read_number (exchange, "before", G_MAXINT64, &search.before) ||
      !fw_exchange_read_number (exchange, "limit", LIMIT_MOST, &limit))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (search.wanted); i++)
    search.wanted[i] = fw_exchange_get_query (exchange, known[i]);
  search.limit = (guint) limit;
  paths = folder != NULL ? fw_trail_list_files (folder, &error) : g_ptr_array_new ();
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "lines");
  fw_json_writer_begin_array (&writer);
  if (paths == NULL || !write_files (&writer, &search, paths, &error))
    {
      g_queue_clear_full (lines, g_free);
      g_string_free (json, TRUE);
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_member_boolean (&writer, "more", search.more);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- was it touched ---- */

/* Where the files lie is for the server's log. */
static void
write_problems (FwJsonWriter *writer, const char *folder, GPtrArray *problems)
{
  g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);

  fw_json_writer_key (writer, "problems");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < problems->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (problems->pdata[i], prefix, -1);
      g_autofree char *text = g_strjoinv ("", parts);

      fw_json_writer_text (writer, text);
    }
  fw_json_writer_end_array (writer);
}

static void
reply_verified (FwExchange *exchange, const FwTrailReport *report, guint files, guint of)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_boolean (&writer, "whole", report->problems->len == 0);
  fw_json_member_integer (&writer, "lines", (gint64) report->lines);
  fw_json_member_integer (&writer, "first", (gint64) report->first);
  fw_json_member_integer (&writer, "last", (gint64) report->last);
  fw_json_member_integer (&writer, "files", files);
  fw_json_member_integer (&writer, "of_files", of);
  fw_json_member_boolean (&writer, "head", report->head);
  fw_json_member_text (&writer, "key", report->key);
  write_problems (&writer, fw_server_of (exchange)->options.trail, report->problems);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* A line that is just being written looks like one that was cut. */
static gboolean
verify_files (GPtrArray *paths, FwTrailReport *report, GError **error)
{
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < 2; i++)
    {
      fw_trail_report_clear (report);
      g_clear_error (&failure);
      if (fw_trail_verify ((const char *const *) paths->pdata, NULL, report, &failure))
        return TRUE;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
fw_handle_audit_verify (FwExchange *exchange)
{
  static const char *const known[] = { "files", NULL };
  const char *folder = fw_server_of (exchange)->options.trail;
  g_auto (FwTrailReport) report = { 0 };
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;
  guint64 files = FILES;
  guint n = 0;

  if (!fw_exchange_check_query (exchange, known) ||
      !fw_exchange_read_number (exchange, "files", FILES_MOST, &files))
    return;

  paths = folder != NULL ? fw_trail_list_files (folder, &error) : g_ptr_array_new ();
  if (paths != NULL)
    {
      n = paths->len;
      if (files > 0 && files < n)
        g_ptr_array_remove_range (paths, 0, n - (guint) files);
      files = paths->len;
      g_ptr_array_add (paths, NULL);
    }
  if (paths == NULL || !verify_files (paths, &report, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  reply_verified (exchange, &report, (guint) files, n);
}
