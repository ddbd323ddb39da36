/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strchrnul() */
#include "intake/transcripts/fw-transcripts.h"

#include <string.h>

#include "core/fw-error.h"
#include "intake/text/fw-input.h"

#define MOST_FAULTS 100

typedef struct
{
  const char *name;
  FwDialogueSink sink;
  gpointer user_data;
  GPtrArray *faults;
  guint n_read;
} Reading;

void
fw_transcript_fault (GPtrArray *faults, guint line, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  g_autofree char *valid = NULL; /* a quotation may be cut in the middle of a character */
  va_list arguments;

  if (faults->len >= MOST_FAULTS)
    return;
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  valid = g_utf8_make_valid (sentence, -1);
  g_ptr_array_add (faults, g_strdup_printf ("%u: %s", line, valid));
}

static void
hand_on (Reading *reading, FwDialogue *dialogue)
{
  if (dialogue->id == NULL)
    {
      g_autofree char *base = g_path_get_basename (reading->name);

      dialogue->id = g_strndup (base, strcspn (base, "."));
    }
  fw_dialogue_finish (dialogue);
  reading->n_read++;
  reading->sink (dialogue, reading->user_data);
}

static void
read_lines (Reading *reading, const char *text)
{
  for (guint line = 1; *text != '\0'; line++)
    {
      const char *end = strchrnul (text, '\n');
      g_autofree char *one = g_strstrip (g_strndup (text, end - text));
      g_autoptr (FwDialogue) dialogue = fw_dialogue_new ();
      g_autoptr (GError) error = NULL;

      text = *end == '\n' ? end + 1 : end;
      if (*one == '\0')
        continue;
      if (fw_speech_json_read (dialogue, one, strlen (one), reading->faults, &error))
        hand_on (reading, dialogue);
      else
        fw_transcript_fault (reading->faults, line, "%s", error->message);
    }
}

/* One document over many lines, or a line that is one. */
static gboolean
is_document (const char *text)
{
  const char *end = strchrnul (text, '\n');
  g_autofree char *line = g_strstrip (g_strndup (text, end - text));

  return !g_str_has_suffix (line, "}");
}

static gboolean
read_document (Reading *reading, const char *text, GError **error)
{
  g_autoptr (FwDialogue) dialogue = fw_dialogue_new ();

  if (!fw_speech_json_read (dialogue, text, strlen (text), reading->faults, error))
    return FALSE;
  hand_on (reading, dialogue);
  return TRUE;
}

static gboolean
read_text (Reading *reading, const char *text, GError **error)
{
  const char *first = text + strspn (text, " \t\r\n");

  if (*first == '{')
    {
      if (is_document (first))
        return read_document (reading, first, error);
      read_lines (reading, text);
    }
  else if (g_str_has_prefix (first, "WEBVTT") || strstr (first, "-->") != NULL)
    {
      g_autoptr (FwDialogue) dialogue = fw_dialogue_new ();

      fw_cues_read (dialogue, text, reading->faults);
      if (dialogue->turns->len > 0 || reading->faults->len == 0)
        hand_on (reading, dialogue);
    }
  else
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "expected JSON, WebVTT or SubRip");
      return FALSE;
    }
  return TRUE;
}

static gboolean
fill_all (FwInput *input, GError **error)
{
  while (!input->eof)
    {
      if (!fw_input_fill (input, error))
        return FALSE;
      if (input->end - input->start > FW_TRANSCRIPT_MOST_BYTES)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "more than %u MB",
                       FW_TRANSCRIPT_MOST_BYTES >> 20);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
fw_transcripts_read (const char *name,
                     GBytes *bytes,
                     const char *encoding,
                     FwDialogueSink sink,
                     gpointer user_data,
                     GPtrArray *faults,
                     GError **error)
{
  Reading reading = { .name = name, .sink = sink, .user_data = user_data, .faults = faults };
  g_autoptr (FwInput) input = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (name != NULL && bytes != NULL && sink != NULL && faults != NULL, FALSE);

  input = fw_input_new_for_bytes (bytes, error);
  if (input == NULL || !fw_input_settle_encoding (input, encoding, error) ||
      !fill_all (input, error))
    return FALSE;
  text = g_utf8_make_valid (input->data + input->start, (gssize) (input->end - input->start));
  return read_text (&reading, text, error);
}
