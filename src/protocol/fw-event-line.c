/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-event-line.h"

#include <math.h>

#include "core/fw-error.h"
#include "core/metric/fw-rated.h"
#include "protocol/fw-event-clock.h"
#include "protocol/fw-json-scan.h"

/* Above every valid duration, and far enough below the end of int64 to be multiplied. */
#define BEYOND_DURATION 1e12

typedef enum
{
  KIND_TEXT,
  KIND_AT,
  KIND_TYPE,
  KIND_SECONDS,
  KIND_MS,
  KIND_RATING,
  KIND_NPS,
  KIND_RESOLVED,
  KIND_SCORES
} Kind;

typedef struct
{
  FwText name;
  Kind kind;
  guint8 bit; /* of the seen mask; "wait_s" and "wait_ms" are the same fact */
  guint16 offset;
} Member;

/* A perfect hash of the names below: each has a slot of its own. */
#define SLOT(length, first, second, last_but_one)                                                  \
  ((1 * (length) + 1 * (first) + 9 * (second) + 11 * (last_but_one)) % 64)
#define MEMBER(text, a, b, y, kind, bit, field)                                                    \
  [SLOT (sizeof (text) - 1, a, b,                                                                  \
         y)] = { { text, sizeof (text) - 1 }, kind, bit, G_STRUCT_OFFSET (FwEvent, field) }

static const Member members[64] = {
  MEMBER ("source", 's', 'o', 'c', KIND_TEXT, 0, source),
  MEMBER ("id", 'i', 'd', 'i', KIND_TEXT, 1, id),
  MEMBER ("at", 'a', 't', 'a', KIND_AT, 2, at),
  MEMBER ("type", 't', 'y', 'p', KIND_TYPE, 3, type),
  MEMBER ("contact", 'c', 'o', 'c', KIND_TEXT, 4, contact),
  MEMBER ("queue", 'q', 'u', 'u', KIND_TEXT, 5, queue),
  MEMBER ("agent", 'a', 'g', 'n', KIND_TEXT, 6, agent),
  MEMBER ("customer", 'c', 'u', 'e', KIND_TEXT, 7, customer),
  MEMBER ("channel", 'c', 'h', 'e', KIND_TEXT, 8, channel),
  MEMBER ("product", 'p', 'r', 'c', KIND_TEXT, 9, product),
  MEMBER ("reason", 'r', 'e', 'o', KIND_TEXT, 10, reason),
  MEMBER ("text", 't', 'e', 'x', KIND_TEXT, 11, text),
  MEMBER ("wait_s", 'w', 'a', '_', KIND_SECONDS, 12, wait_ms),
  MEMBER ("wait_ms", 'w', 'a', 'm', KIND_MS, 12, wait_ms),
  MEMBER ("talk_s", 't', 'a', '_', KIND_SECONDS, 13, talk_ms),
  MEMBER ("talk_ms", 't', 'a', 'm', KIND_MS, 13, talk_ms),
  MEMBER ("hold_s", 'h', 'o', '_', KIND_SECONDS, 14, hold_ms),
  MEMBER ("hold_ms", 'h', 'o', 'm', KIND_MS, 14, hold_ms),
  MEMBER ("wrap_s", 'w', 'r', '_', KIND_SECONDS, 15, wrap_ms),
  MEMBER ("wrap_ms", 'w', 'r', 'm', KIND_MS, 15, wrap_ms),
  MEMBER ("rating", 'r', 'a', 'n', KIND_RATING, 16, rating),
  MEMBER ("nps", 'n', 'p', 'p', KIND_NPS, 17, nps),
  MEMBER ("scores", 's', 'c', 'e', KIND_SCORES, 19, scores),
  MEMBER ("resolved", 'r', 'e', 'e', KIND_RESOLVED, 18, resolved),
};

struct _FwEventScratch
{
  char *room;
  gsize size;
  gsize used;
};

/* What one line is parsed with. */
typedef struct
{
  FwJsonScan scan;
  FwText line;
  FwEventScratch *scratch;
  FwEvent *event;
  guint seen;
} Parser;

FwEventScratch *
fw_event_scratch_new (void)
{
  return g_new0 (FwEventScratch, 1);
}

void
fw_event_scratch_free (FwEventScratch *self)
{
  if (self == NULL)
    return;
  g_free (self->room);
  g_free (self);
}

/* Escapes only shrink, so a room as large as the line holds all its texts and never moves under
 * them. */
static FwText
unescape (Parser *self, FwText raw)
{
  FwEventScratch *scratch = self->scratch;
  char *to;

  if (scratch->size < self->line.length)
    {
      scratch->size = self->line.length;
      g_free (scratch->room);
      scratch->room = g_malloc (scratch->size);
    }
  to = scratch->room + scratch->used;
  raw.length = fw_json_unescape (raw, to);
  raw.data = to;
  scratch->used += raw.length;

  return raw;
}

static inline gboolean
scan_text (Parser *self, FwText *text)
{
  gboolean escaped;

  if (G_UNLIKELY (self->scan.at >= self->scan.end || *self->scan.at != '"'))
    return fw_json_scan_fail (&self->scan, "a text");
  if (G_UNLIKELY (!fw_json_scan_string (&self->scan, text, &escaped)))
    return FALSE;
  if (G_UNLIKELY (escaped))
    *text = unescape (self, *text);

  return TRUE;
}

static gboolean
scan_whole (Parser *self, gint64 *value, const char *expected)
{
  const char *start = self->scan.at;
  gboolean whole;
  FwText text;

  if (start >= self->scan.end || (*start != '-' && !g_ascii_isdigit (*start)))
    return fw_json_scan_fail (&self->scan, expected);
  if (!fw_json_scan_number (&self->scan, &text, &whole))
    return FALSE;
  if (!whole)
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan, expected);
    }
  *value = fw_json_to_integer (text);

  return TRUE;
}

static gboolean
scan_limited (Parser *self, gint64 least, gint64 most, gint8 *value, const char *expected)
{
  const char *start = self->scan.at;
  gint64 number;

  if (!scan_whole (self, &number, expected))
    return FALSE;
  if (number < least || number > most)
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan, expected);
    }
  *value = (gint8) number;

  return TRUE;
}

static gboolean
scan_seconds (Parser *self, gint64 *ms)
{
  const char *start = self->scan.at;
  gboolean whole;
  double seconds;
  FwText text;

  if (start >= self->scan.end || (*start != '-' && !g_ascii_isdigit (*start)))
    return fw_json_scan_fail (&self->scan, "seconds");
  if (!fw_json_scan_number (&self->scan, &text, &whole))
    return FALSE;

  seconds = whole ? (double) fw_json_to_integer (text) : fw_json_to_double (text);
  if (seconds < 0 || seconds > BEYOND_DURATION)
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan, "a duration between 0 and 30 days");
    }
  *ms = whole ? (gint64) seconds * 1000 : llround (seconds * 1000.0);

  return TRUE;
}

static gboolean
scan_ms (Parser *self, gint64 *ms)
{
  const char *start = self->scan.at;

  if (!scan_whole (self, ms, "whole milliseconds"))
    return FALSE;
  if (*ms < 0)
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan, "a duration between 0 and 30 days");
    }

  return TRUE;
}

static gboolean
scan_at (Parser *self, gint64 *at)
{
  const char *start = self->scan.at;
  FwText text;

  if (start < self->scan.end && *start != '"')
    return scan_whole (self, at, "an RFC 3339 time or whole microseconds");
  if (!scan_text (self, &text))
    return FALSE;
  if (!fw_event_clock_parse (text, at))
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan, "a time such as 2026-11-21T09:00:00Z");
    }

  return TRUE;
}

static gboolean
scan_type (Parser *self, FwEventType *type)
{
  const char *start = self->scan.at;
  FwText text;

  if (!scan_text (self, &text))
    return FALSE;
  /* What is struck out the centre alone says, and signs. */
  if (!fw_event_type_from_name (text, type) || *type == FW_EVENT_STRUCK)
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan, "a type of event");
    }

  return TRUE;
}

static gboolean
scan_boolean (Parser *self, gint8 *value)
{
  if (fw_json_scan_literal (&self->scan, "true"))
    *value = 1;
  else if (fw_json_scan_literal (&self->scan, "false"))
    *value = 0;
  else
    return fw_json_scan_fail (&self->scan, "true or false");

  return TRUE;
}

static gboolean
scan_score (Parser *self, guint32 *scores)
{
  const char *start;
  gint8 score;
  FwText name;
  gint side;

  fw_json_scan_space (&self->scan);
  start = self->scan.at;
  if (!scan_text (self, &name))
    return FALSE;
  side = fw_rated_find (name);
  if (side < 0 || fw_rated_get (*scores, (guint) side) > 0)
    {
      self->scan.at = start;
      return fw_json_scan_fail (&self->scan,
                                "once each: attitude, efficiency, knowledge, communication, "
                                "solution, process, etiquette, follow-up");
    }
  fw_json_scan_space (&self->scan);
  if (!fw_json_scan_char (&self->scan, ':'))
    return fw_json_scan_fail (&self->scan, "a colon");
  fw_json_scan_space (&self->scan);
  if (!scan_limited (self, 1, 5, &score, "1 to 5"))
    return FALSE;
  fw_json_scan_space (&self->scan);
  *scores = fw_rated_set (*scores, (guint) side, (guint) score);
  return TRUE;
}

/* {"attitude":5,"efficiency":3} */
static gboolean
scan_scores (Parser *self, guint32 *scores)
{
  if (!fw_json_scan_char (&self->scan, '{'))
    return fw_json_scan_fail (&self->scan, "an object of scores such as {\"attitude\":5}");
  do
    if (!scan_score (self, scores))
      return FALSE;
  while (fw_json_scan_char (&self->scan, ','));

  return fw_json_scan_char (&self->scan, '}') || fw_json_scan_fail (&self->scan, "a comma or }");
}

static inline gboolean
scan_value (Parser *self, const Member *member)
{
  gpointer field = (guint8 *) self->event + member->offset;

  switch (member->kind)
    {
    case KIND_TEXT:
      return scan_text (self, field);
    case KIND_AT:
      return scan_at (self, field);
    case KIND_TYPE:
      return scan_type (self, field);
    case KIND_SECONDS:
      return scan_seconds (self, field);
    case KIND_MS:
      return scan_ms (self, field);
    case KIND_RATING:
      return scan_limited (self, 1, 5, field, "1 to 5");
    case KIND_NPS:
      return scan_limited (self, 0, 10, field, "0 to 10");
    case KIND_RESOLVED:
      return scan_boolean (self, field);
    case KIND_SCORES:
      return scan_scores (self, field);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static inline const Member *
find_member (FwText name)
{
  const guchar *p = (const guchar *) name.data;
  const Member *member;

  if (G_UNLIKELY (name.length < 2))
    return NULL;
  member = &members[SLOT (name.length, p[0], p[1], p[name.length - 2])];

  return fw_text_equal (member->name, name) ? member : NULL;
}

static gboolean
fail_at (Parser *self, const Member *member, GError **error)
{
  guint column = (guint) (self->scan.at - self->line.data) + 1;

  if (member != NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "column %u: %s: expected %s", column,
                 member->name.data, self->scan.expected);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "column %u: expected %s", column,
                 self->scan.expected);

  return FALSE;
}

static gboolean
fail_name (Parser *self, const char *at, FwText name, const char *why, GError **error)
{
  g_autofree char *shown = g_strndup (name.data, MIN (name.length, 60));
  g_autofree char *valid = g_utf8_make_valid (shown, -1);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "column %u: %s \"%s\"",
               (guint) (at - self->line.data) + 1, why, valid);

  return FALSE;
}

static inline gboolean
parse_member (Parser *self, GError **error)
{
  const char *at = self->scan.at;
  const Member *member;
  FwText name;

  if (G_UNLIKELY (!scan_text (self, &name)))
    return fail_at (self, NULL, error);
  member = find_member (name);
  if (G_UNLIKELY (member == NULL))
    return fail_name (self, at, name, "unknown member", error);
  if (G_UNLIKELY ((self->seen & (1u << member->bit)) != 0))
    return fail_name (self, at, name, "a second time", error);
  self->seen |= 1u << member->bit;

  fw_json_scan_space (&self->scan);
  if (G_UNLIKELY (!fw_json_scan_char (&self->scan, ':')))
    {
      self->scan.expected = "a colon";
      return fail_at (self, member, error);
    }
  fw_json_scan_space (&self->scan);
  if (G_UNLIKELY (!scan_value (self, member)))
    return fail_at (self, member, error);
  fw_json_scan_space (&self->scan);

  return TRUE;
}

static gboolean
parse_members (Parser *self, GError **error)
{
  fw_json_scan_space (&self->scan);
  if (!fw_json_scan_char (&self->scan, '{'))
    {
      self->scan.expected = "an object";
      return fail_at (self, NULL, error);
    }
  do
    {
      fw_json_scan_space (&self->scan);
      if (!parse_member (self, error))
        return FALSE;
    }
  while (fw_json_scan_char (&self->scan, ','));

  if (!fw_json_scan_char (&self->scan, '}'))
    {
      self->scan.expected = "a comma or }";
      return fail_at (self, NULL, error);
    }
  fw_json_scan_space (&self->scan);
  if (self->scan.at < self->scan.end)
    {
      self->scan.expected = "nothing after the object";
      return fail_at (self, NULL, error);
    }

  return TRUE;
}

gboolean
fw_event_line_parse (FwText line, FwEventScratch *scratch, FwEvent *event, GError **error)
{
  Parser self = { { line.data, line.data + line.length, NULL }, line, scratch, event, 0 };

  g_return_val_if_fail (scratch != NULL && event != NULL, FALSE);

  scratch->used = 0;
  *event = (FwEvent) FW_EVENT_INIT;
  if (!parse_members (&self, error))
    return FALSE;
  if (G_UNLIKELY ((self.seen & (1u << 3)) == 0))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "type: expected a type of event");
      return FALSE;
    }

  return fw_event_check (event, error);
}
