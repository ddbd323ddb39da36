/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/fw-error.h"
#include "core/quality/fw-mask.h"
#include "ctl/fw-text.h"
#include "intake/text/fw-input.h"
#include "protocol/fw-json-scan.h"
#include "protocol/fw-json.h"

/* Output is handed on in pieces of about that. */
#define PIECE (1 << 16)

typedef struct
{
  FwMask *mask;
  GString *out, *masked;
  GString *room; /* for texts with escapes */
  guint64 line, wrong;
} Run;

/* What a line tells; values are where they stand in it, escaped as they are. */
typedef struct
{
  FwText id, text; /* of the id: the whole value */
  gboolean escaped, turns;
} Line;

/* ---- one text ---- */

static void
write_found (FwJsonWriter *json, const FwPersonal *personal, const char *text)
{
  fw_json_writer_begin_object (json);
  fw_json_member_integer (json, "from", personal->from);
  fw_json_member_integer (json, "to", personal->to);
  fw_json_member_text (json, "kind", fw_personal_name (personal));
  fw_json_member_text (json, "grade", personal->sure ? "sure" : "likely");
  fw_json_writer_key (json, "text");
  fw_json_writer_view (json, (FwText){ text + personal->start, personal->end - personal->start });
  fw_json_writer_end_object (json);
}

/* @n: of the turn; -1: a text that stands alone. */
static void
write_text (Run *run, FwText id, gint64 n, FwText text)
{
  const FwPersonal *found;
  FwJsonWriter json;
  guint n_found;

  found = fw_mask_find (run->mask, text.data, text.length, &n_found);
  g_string_truncate (run->masked, 0);
  fw_mask_append (run->mask, text.data, text.length, run->masked);

  fw_json_writer_init (&json, run->out);
  fw_json_writer_begin_object (&json);
  fw_json_writer_key (&json, "id");
  fw_json_writer_raw (&json, id.data, id.length);
  if (n >= 0)
    fw_json_member_integer (&json, "n", n);
  fw_json_writer_key (&json, "expect");
  fw_json_writer_begin_array (&json);
  for (guint i = 0; i < n_found; i++)
    write_found (&json, &found[i], text.data);
  fw_json_writer_end_array (&json);
  fw_json_writer_key (&json, "masked");
  fw_json_writer_view (&json, (FwText){ run->masked->str, (guint) run->masked->len });
  fw_json_writer_end_object (&json);
  g_string_append_c (run->out, '\n');
}

/* ---- one line ---- */

/* From the opening to behind the closing quote, of a text that fw_json_check() has taken. */
static FwText
pass_string (FwJsonScan *scan, gboolean *escaped)
{
  const char *from = ++scan->at;

  for (;; scan->at++)
    {
      const char *before;

      scan->at = memchr (scan->at, '"', scan->end - scan->at);
      for (before = scan->at; before > from && before[-1] == '\\'; before--)
        ;
      if ((scan->at - before) % 2 == 0)
        break;
    }
  scan->at++;
  *escaped = memchr (from, '\\', scan->at - from) != NULL;
  return (FwText){ from, (guint) (scan->at - 1 - from) };
}

/* Passes a value of a text that fw_json_check() has taken. */
static void
skip_value (FwJsonScan *scan)
{
  guint depth = 0;
  gboolean escaped;

  do
    {
      if (*scan->at == '"')
        pass_string (scan, &escaped);
      else
        {
          depth += *scan->at == '{' || *scan->at == '[';
          depth -= *scan->at == '}' || *scan->at == ']';
          scan->at++;
        }
    }
  while (depth > 0 || (*scan->at != ',' && *scan->at != '}'));
}

static void
read_member (FwJsonScan *scan, Line *line)
{
  gboolean escaped;
  const FwText key = pass_string (scan, &escaped);
  const char *from;

  fw_json_scan_space (scan);
  fw_json_scan_char (scan, ':');
  fw_json_scan_space (scan);
  from = scan->at;
  if (fw_text_equal (key, FW_TEXT_LITERAL ("text")) && *from == '"')
    {
      line->text = pass_string (scan, &line->escaped);
      return;
    }
  if (*from == '"')
    pass_string (scan, &escaped);
  else
    skip_value (scan);
  if (fw_text_equal (key, FW_TEXT_LITERAL ("id")))
    line->id = (FwText){ from, (guint) (scan->at - from) };
  line->turns |= fw_text_equal (key, FW_TEXT_LITERAL ("turns")) && *from == '[';
}

static gboolean
read_line (const char *data, gsize length, Line *line, GError **error)
{
  FwJsonScan scan = { data, data + length, NULL };

  *line = (Line){ .id = FW_TEXT_LITERAL ("null") };
  if (!fw_json_check (data, length, error))
    return FALSE;
  fw_json_scan_space (&scan);
  if (!fw_json_scan_char (&scan, '{'))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "expected an object");
      return FALSE;
    }
  fw_json_scan_space (&scan);
  while (!fw_json_scan_char (&scan, '}'))
    {
      read_member (&scan, line);
      fw_json_scan_space (&scan);
      if (fw_json_scan_char (&scan, ','))
        fw_json_scan_space (&scan);
    }
  if (line->text.data != NULL || line->turns)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "expected a member “text” or “turns”");
  return FALSE;
}

/* Few files are of dialogues, so that these may take the slow way. */
static gboolean
write_turns (Run *run, const char *data, gsize length, FwText id, GError **error)
{
  g_autoptr (JsonObject) dialogue = fw_json_parse_object (data, length, error);
  JsonArray *turns;

  if (dialogue == NULL || !fw_json_get_array (dialogue, "turns", &turns, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (turns); i++)
    {
      JsonObject *turn = fw_json_find_element (turns, i);
      const char *text = turn != NULL ? fw_json_find_text (turn, "text") : NULL;
      gint64 n = i;

      if (text == NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "turn %u: expected an object with a “text”", i);
          return FALSE;
        }
      if (json_object_has_member (turn, "n") && !fw_json_get_integer (turn, "n", &n, error))
        return FALSE;
      write_text (run, id, MAX (n, 0), fw_text (text));
    }
  return TRUE;
}

static gboolean
write_line (Run *run, const char *data, gsize length, GError **error)
{
  Line line;

  if (!read_line (data, length, &line, error))
    return FALSE;
  if (line.text.data == NULL)
    return write_turns (run, data, length, line.id, error);
  if (line.escaped)
    {
      g_string_set_size (run->room, line.text.length);
      line.text.length = fw_json_unescape (line.text, run->room->str);
      line.text.data = run->room->str;
    }
  write_text (run, line.id, -1, line.text);
  return TRUE;
}

/* ---- the file ---- */

static gboolean
is_blank (const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (data[i]))
      return FALSE;
  return TRUE;
}

static void
flush (Run *run)
{
  fwrite (run->out->str, 1, run->out->len, stdout);
  g_string_truncate (run->out, 0);
}

static gboolean
write_file (Run *run, const char *path, FwInput *input, GError **error)
{
  char *data;
  gsize length;
  GError *failure = NULL;

  while (fw_input_next_line (input, &data, &length, &failure))
    {
      g_autoptr (GError) wrong = NULL;

      run->line++;
      if (is_blank (data, length))
        continue;
      if (input->overlong)
        g_set_error (&wrong, FW_ERROR, FW_ERROR_TOO_LARGE, "a line of more than %u bytes",
                     FW_INPUT_MOST_LINE);
      else if (write_line (run, data, length, &wrong))
        {
          if (run->out->len >= PIECE)
            flush (run);
          continue;
        }
      run->wrong++;
      fprintf (stderr, "%s:%" G_GUINT64_FORMAT ": %s\n", path, run->line, wrong->message);
    }
  flush (run);
  if (failure != NULL)
    {
      g_propagate_prefixed_error (error, failure, "%s: ", path);
      return FALSE;
    }
  if (run->wrong == 0)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
               " lines could not be read and are left out",
               path, run->wrong, run->line);
  return FALSE;
}

gboolean
fw_text_print_masked (const char *path, const char *encoding, GError **error)
{
  g_autoptr (FwInput) input = NULL;
  g_autoptr (FwMask) mask = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) masked = g_string_new (NULL);
  g_autoptr (GString) room = g_string_new (NULL);
  Run run;

  g_return_val_if_fail (path != NULL, FALSE);

  input = fw_input_new_for_path (path, error);
  if (input == NULL)
    return FALSE;
  if (!fw_input_settle_encoding (input, encoding, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  mask =
      fw_mask_new ((gint32) (time (NULL) / 86400) + 1); /* it may be tomorrow already elsewhere */
  run = (Run){ .mask = mask, .out = out, .masked = masked, .room = room };
  return write_file (&run, path, input, error);
}
