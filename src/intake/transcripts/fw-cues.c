/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strchrnul() */
/* WebVTT and SubRip: blocks of lines, of which one tells from when to when. */
#include <string.h>

#include "intake/transcripts/fw-transcripts.h"

#define LONGEST_PREFIX 24 /* bytes of "坐席:" */

typedef struct
{
  FwDialogue *dialogue;
  GPtrArray *faults;
  guint line;
  gint64 from, to; /* of the cue that is read; -1: none */
  GString *text;
} Cues;

/* "1:02:03.004", "02:03.004" or with a comma; behind it @end. */
static gboolean
read_time (const char *text, gint64 *ms, const char **end)
{
  gint64 parts[3] = { 0 }, fraction = 0;
  guint n = 0, digits;

  while (*text == ' ' || *text == '\t')
    text++;
  for (;; text++)
    {
      for (digits = 0; g_ascii_isdigit (*text) && digits < 6; digits++)
        parts[n] = parts[n] * 10 + (*text++ - '0');
      if (digits == 0)
        return FALSE;
      if (*text != ':')
        break;
      if (++n == 3)
        return FALSE;
    }
  if (n == 0 || (*text != '.' && *text != ',') || parts[n] > 59 || (n == 2 && parts[1] > 59))
    return FALSE;
  text++;
  for (digits = 0; g_ascii_isdigit (*text) && digits < 3; digits++)
    fraction = fraction * 10 + (*text++ - '0');
  if (digits != 3)
    return FALSE;
  *ms = (n == 2 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : parts[0] * 60 + parts[1]) * 1000 +
        fraction;
  *end = text;
  return TRUE;
}

static gboolean
read_times (const char *line, gint64 *from, gint64 *to)
{
  const char *at;

  if (!read_time (line, from, &at))
    return FALSE;
  while (*at == ' ' || *at == '\t')
    at++;
  return g_str_has_prefix (at, "-->") && read_time (at + 3, to, &at);
}

/* ---- what is said ---- */

static void
append_entity (GString *out, const char **at)
{
  static const struct
  {
    const char *name, *text;
  } entities[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },   { "&nbsp;", " " },
                   { "&lrm;", "" },  { "&rlm;", "" }, { "&quot;", "\"" } };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (*at, entities[i].name))
      {
        g_string_append (out, entities[i].text);
        *at += strlen (entities[i].name);
        return;
      }
  g_string_append_c (out, *(*at)++);
}

/* "Agent: hello": who it is, if that is one we know. */
static FwSpeaker
take_prefix (char *text)
{
  char *colon = strchr (text, ':'), *wide = strstr (text, "：");
  g_autofree char *name = NULL;
  FwSpeaker by;
  gsize length;

  if (wide != NULL && (colon == NULL || wide < colon))
    colon = wide;
  if (colon == NULL || colon == text || colon - text > LONGEST_PREFIX)
    return FW_SPEAKER_ANY;
  name = g_strndup (text, colon - text);
  by = fw_speaker_from_name (name);
  if (by == FW_SPEAKER_ANY)
    return by;
  length = strlen (colon == wide ? "：" : ":");
  memmove (text, colon + length, strlen (colon + length) + 1);
  g_strchug (text);
  return by;
}

static void
add_turn (Cues *cues, GString *said, FwSpeaker by)
{
  char *text = g_strstrip (g_strdup (said->str));

  if (by == FW_SPEAKER_ANY)
    by = take_prefix (text);
  if (*text != '\0')
    fw_dialogue_add (cues->dialogue, by, cues->from, cues->to, text);
  else
    g_free (text);
  g_string_truncate (said, 0);
}

/* Tags are left out; a voice begins a turn. */
static void
end_cue (Cues *cues)
{
  g_autoptr (GString) said = g_string_new (NULL);
  FwSpeaker by = FW_SPEAKER_ANY;
  const char *at = cues->text->str;

  if (cues->from < 0)
    return;
  while (*at != '\0')
    {
      const char *close = *at == '<' ? strchr (at, '>') : NULL;

      if (*at == '&')
        append_entity (said, &at);
      else if (close != NULL)
        {
          if (at[1] == 'v' && (at[2] == ' ' || at[2] == '.'))
            {
              const char *name = memchr (at, ' ', close - at);
              g_autofree char *voice = name != NULL ? g_strndup (name + 1, close - name - 1) : NULL;

              add_turn (cues, said, by);
              by = fw_speaker_from_name (voice);
            }
          at = close + 1;
        }
      else
        g_string_append_c (said, *at++);
    }
  add_turn (cues, said, by);
  cues->from = -1;
  g_string_truncate (cues->text, 0);
}

static gboolean
is_wide (gunichar c)
{
  return c >= 0x2e80;
}

/* A line that goes on: with a space, but between characters that have none. */
static void
append_line (Cues *cues, const char *line)
{
  const gboolean joins =
      cues->text->len > 0 &&
      !(is_wide (g_utf8_get_char (g_utf8_prev_char (cues->text->str + cues->text->len))) &&
        is_wide (g_utf8_get_char (line)));

  if (joins)
    g_string_append_c (cues->text, ' ');
  g_string_append (cues->text, line);
}

static void
read_line (Cues *cues, const char *line, gboolean *skips)
{
  gint64 from, to;

  if (*line == '\0')
    {
      end_cue (cues);
      *skips = FALSE;
    }
  else if (*skips)
    return;
  else if (strstr (line, "-->") != NULL)
    {
      end_cue (cues);
      if (!read_times (line, &from, &to))
        fw_transcript_fault (cues->faults, cues->line,
                             "“%.60s”: expected FROM --> TO, as 00:01:02.345", line);
      else if (to < from)
        fw_transcript_fault (cues->faults, cues->line, "a cue that ends before it begins");
      else
        {
          cues->from = from;
          cues->to = to;
          return;
        }
      *skips = TRUE;
    }
  else if (cues->from >= 0)
    append_line (cues, line);
  else if (g_str_has_prefix (line, "NOTE") || g_str_has_prefix (line, "STYLE") ||
           g_str_has_prefix (line, "REGION"))
    *skips = TRUE;
}

void
fw_cues_read (FwDialogue *dialogue, const char *text, GPtrArray *faults)
{
  g_autoptr (GString) said = g_string_new (NULL);
  Cues cues = { .dialogue = dialogue, .faults = faults, .from = -1, .text = said };
  gboolean skips = FALSE;

  g_return_if_fail (dialogue != NULL && text != NULL && faults != NULL);

  while (*text != '\0')
    {
      const char *end = strchrnul (text, '\n');
      g_autofree char *line = g_strndup (text, end - text);

      cues.line++;
      read_line (&cues, g_strchomp (line), &skips);
      text = *end == '\n' ? end + 1 : end;
    }
  end_cue (&cues);
}
