/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-event.h"

#include "core/fw-error.h"
#include "core/metric/fw-rated.h"

/* 1990-01-01 and 2100-01-01, µs UTC. */
#define EARLIEST (G_GINT64_CONSTANT (631152000) * 1000000)
#define LATEST (G_GINT64_CONSTANT (4102444800) * 1000000)
#define LONGEST_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000)

#define NAME(literal)                                                                              \
  {                                                                                                \
    (literal), sizeof (literal) - 1                                                                \
  }

static const FwText type_names[FW_N_EVENT_TYPES] = {
  [FW_EVENT_NOTE] = NAME ("note"),
  [FW_EVENT_OFFERED] = NAME ("offered"),
  [FW_EVENT_ANSWERED] = NAME ("answered"),
  [FW_EVENT_COMPLETED] = NAME ("completed"),
  [FW_EVENT_WRAPPED_UP] = NAME ("wrapped-up"),
  [FW_EVENT_ABANDONED] = NAME ("abandoned"),
  [FW_EVENT_LEFT] = NAME ("left"),
  [FW_EVENT_TRANSFERRED] = NAME ("transferred"),
  [FW_EVENT_RING_NO_ANSWER] = NAME ("ring-no-answer"),
  [FW_EVENT_SURVEY] = NAME ("survey"),
  [FW_EVENT_RESOLUTION] = NAME ("resolution"),
  [FW_EVENT_CONTACT] = NAME ("contact"),
  [FW_EVENT_SIGNED_IN] = NAME ("signed-in"),
  [FW_EVENT_SIGNED_OUT] = NAME ("signed-out"),
  [FW_EVENT_PAUSED] = NAME ("paused"),
  [FW_EVENT_UNPAUSED] = NAME ("unpaused"),
  [FW_EVENT_SOURCE_STARTED] = NAME ("source-started"),
  [FW_EVENT_SYSTEM_RESPONSE] = NAME ("system-response"),
  [FW_EVENT_PAUSE_REASON] = NAME ("pause-reason"),
  [FW_EVENT_DIALLED] = NAME ("dialled"),
  [FW_EVENT_REPLIED] = NAME ("replied"),
  [FW_EVENT_CLOSED] = NAME ("closed"),
  [FW_EVENT_COMPLAINT] = NAME ("complaint"),
  [FW_EVENT_SERVICE_ERROR] = NAME ("service-error"),
  [FW_EVENT_STRUCK] = NAME ("struck"),
};

/* What a type cannot do without, beside source and id. */
enum
{
  NEEDS_CONTACT = 1 << 0,
  NEEDS_AGENT = 1 << 1,
};

static const guint8 type_needs[FW_N_EVENT_TYPES] = {
  [FW_EVENT_OFFERED] = NEEDS_CONTACT,       [FW_EVENT_ANSWERED] = NEEDS_CONTACT,
  [FW_EVENT_COMPLETED] = NEEDS_CONTACT,     [FW_EVENT_WRAPPED_UP] = NEEDS_CONTACT,
  [FW_EVENT_ABANDONED] = NEEDS_CONTACT,     [FW_EVENT_LEFT] = NEEDS_CONTACT,
  [FW_EVENT_TRANSFERRED] = NEEDS_CONTACT,   [FW_EVENT_RING_NO_ANSWER] = NEEDS_CONTACT | NEEDS_AGENT,
  [FW_EVENT_SURVEY] = NEEDS_CONTACT,        [FW_EVENT_RESOLUTION] = NEEDS_CONTACT,
  [FW_EVENT_CONTACT] = NEEDS_CONTACT,       [FW_EVENT_SIGNED_IN] = NEEDS_AGENT,
  [FW_EVENT_SIGNED_OUT] = NEEDS_AGENT,      [FW_EVENT_PAUSED] = NEEDS_AGENT,
  [FW_EVENT_UNPAUSED] = NEEDS_AGENT,        [FW_EVENT_PAUSE_REASON] = NEEDS_AGENT,
  [FW_EVENT_DIALLED] = NEEDS_CONTACT,       [FW_EVENT_REPLIED] = NEEDS_CONTACT,
  [FW_EVENT_CLOSED] = NEEDS_CONTACT,        [FW_EVENT_COMPLAINT] = NEEDS_CONTACT,
  [FW_EVENT_SERVICE_ERROR] = NEEDS_CONTACT, [FW_EVENT_STRUCK] = NEEDS_CONTACT | NEEDS_AGENT,
};

const char *
fw_event_type_to_name (FwEventType type)
{
  g_return_val_if_fail ((guint) type < FW_N_EVENT_TYPES, NULL);

  return type_names[type].data;
}

gboolean
fw_event_type_from_name (FwText name, FwEventType *type)
{
  for (guint i = 0; i < FW_N_EVENT_TYPES; i++)
    if (fw_text_equal (name, type_names[i]))
      {
        *type = (FwEventType) i;
        return TRUE;
      }

  return FALSE;
}

/* The eight bytes at once: a bit set for each one that is below 0x20, 0x7f or above. */
static inline guint64
find_unusual (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 below = (word - ones * 0x20) & ~word;
  guint64 del = (word ^ (ones * 0x7f)) - ones;

  return (below | del | word) & (ones * 0x80);
}

static gboolean
check_unusual_text (FwText text)
{
  const char *end = text.data + text.length;

  if (!g_utf8_validate_len (text.data, text.length, NULL))
    return FALSE;

  for (const char *p = text.data; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return FALSE;
    }

  return TRUE;
}

/* Eight bytes at a time; the last ones are looked at twice rather than one by one. */
static inline gboolean
is_plain (FwText text)
{
  guint64 word;
  guint32 halves[2];

  if (text.length >= 8)
    {
      for (guint i = 0; i + 8 < text.length; i += 8)
        {
          memcpy (&word, text.data + i, 8);
          if (find_unusual (word) != 0)
            return FALSE;
        }
      memcpy (&word, text.data + text.length - 8, 8);
      return find_unusual (word) == 0;
    }
  if (text.length >= 4)
    {
      memcpy (&halves[0], text.data, 4);
      memcpy (&halves[1], text.data + text.length - 4, 4);
      return find_unusual ((guint64) halves[1] << 32 | halves[0]) == 0;
    }
  for (guint i = 0; i < text.length; i++)
    if ((guchar) text.data[i] < 0x20 || (guchar) text.data[i] >= 0x7f)
      return FALSE;

  return TRUE;
}

static gboolean
fail (GError **error, const char *field, const char *expected)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected %s", field, expected);

  return FALSE;
}

static inline gboolean
check_text (FwText text, guint max, const char *field, GError **error)
{
  if (G_UNLIKELY (text.length > max))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected at most %u bytes, not %u",
                   field, max, text.length);
      return FALSE;
    }

  if (G_UNLIKELY (!is_plain (text) && !check_unusual_text (text)))
    return fail (error, field, "UTF-8 without control characters");

  return TRUE;
}

static inline gboolean
check_duration (gint64 duration, const char *field, GError **error)
{
  if (G_UNLIKELY (duration != FW_EVENT_NO_TIME && (duration < 0 || duration > LONGEST_MS)))
    return fail (error, field, "a duration between 0 and 30 days");

  return TRUE;
}

static gboolean
check_outcome (FwText reason, GError **error)
{
  static const FwText outcomes[] = {
    { "answered", 8 }, { "abandoned", 9 }, { "timeout", 7 },      { "empty", 5 },
    { "key", 3 },      { "withdrawn", 9 }, { "turned-away", 11 }, { "unknown", 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (fw_text_equal (reason, outcomes[i]))
      return TRUE;

  return fail (error, "reason",
               "answered, abandoned, timeout, empty, key, withdrawn, turned-away or unknown");
}

static gboolean
check_response (const FwEvent *event, GError **error)
{
  if (event->reason.length == 0)
    return fail (error, "reason", "the name of the system");
  if (event->wait_ms < 0)
    return fail (error, "wait", "how long the system took to answer");

  return TRUE;
}

static gboolean
check_numbers (const FwEvent *event, GError **error)
{
  if (G_UNLIKELY (event->at < EARLIEST || event->at >= LATEST))
    return fail (error, "at", "a time between 1990 and 2100");
  if (!check_duration (event->wait_ms, "wait", error) ||
      !check_duration (event->talk_ms, "talk", error) ||
      !check_duration (event->hold_ms, "hold", error) ||
      !check_duration (event->wrap_ms, "wrap", error))
    return FALSE;
  if (G_UNLIKELY (event->rating < 0 || event->rating > 5))
    return fail (error, "rating", "1 to 5");
  if (G_UNLIKELY (event->nps < -1 || event->nps > 10))
    return fail (error, "nps", "0 to 10");
  if (G_UNLIKELY (event->resolved < -1 || event->resolved > 1))
    return fail (error, "resolved", "yes or no");
  if (G_UNLIKELY (!fw_rated_check (event->scores)))
    return fail (error, "scores", "1 to 5 each");

  return TRUE;
}

static gboolean
check_texts (const FwEvent *event, GError **error)
{
  return check_text (event->source, FW_EVENT_MAX_NAME, "source", error) &&
         check_text (event->id, FW_EVENT_MAX_NAME, "id", error) &&
         check_text (event->contact, FW_EVENT_MAX_NAME, "contact", error) &&
         check_text (event->queue, FW_EVENT_MAX_NAME, "queue", error) &&
         check_text (event->agent, FW_EVENT_MAX_NAME, "agent", error) &&
         check_text (event->customer, FW_EVENT_MAX_NAME, "customer", error) &&
         check_text (event->channel, FW_EVENT_MAX_NAME, "channel", error) &&
         check_text (event->product, FW_EVENT_MAX_NAME, "product", error) &&
         check_text (event->reason, FW_EVENT_MAX_NAME, "reason", error) &&
         check_text (event->text, FW_EVENT_MAX_TEXT, "text", error);
}

gboolean
fw_event_check (const FwEvent *event, GError **error)
{
  g_return_val_if_fail (event != NULL, FALSE);

  if (G_UNLIKELY ((guint) event->type >= FW_N_EVENT_TYPES))
    return fail (error, "type", "a type of event");
  if (G_UNLIKELY (event->source.length == 0))
    return fail (error, "source", "the name of a source");
  if (G_UNLIKELY (event->id.length == 0))
    return fail (error, "id", "an id");
  if (G_UNLIKELY (event->contact.length == 0 && (type_needs[event->type] & NEEDS_CONTACT) != 0))
    return fail (error, "contact", "the id of the contact");
  if (G_UNLIKELY (event->agent.length == 0 && (type_needs[event->type] & NEEDS_AGENT) != 0))
    return fail (error, "agent", "the agent's login name");
  if (G_UNLIKELY (event->type == FW_EVENT_SURVEY && event->rating == 0 && event->nps == -1 &&
                  event->scores == 0))
    return fail (error, "rating", "1 to 5, or nps 0 to 10, or scores");
  if (G_UNLIKELY (event->type == FW_EVENT_RESOLUTION && event->resolved == -1))
    return fail (error, "resolved", "yes or no");
  if (event->type == FW_EVENT_CONTACT && !check_outcome (event->reason, error))
    return FALSE;
  if (event->type == FW_EVENT_SYSTEM_RESPONSE && !check_response (event, error))
    return FALSE;

  return check_numbers (event, error) && check_texts (event, error);
}

gboolean
fw_customer_read_token (FwText customer, guint64 *hash)
{
  g_autofree char *digits = NULL;

  /* The first byte is a control character, which fw_event_check() refuses. */
  if (G_LIKELY (customer.length != 17 || customer.data[0] != '\001'))
    return FALSE;
  digits = g_strndup (customer.data + 1, 16);
  return g_ascii_string_to_unsigned (digits, 16, 1, G_MAXUINT64, hash, NULL);
}

char *
fw_customer_mask (FwText customer, guint shown)
{
  g_autofree char *text = g_strndup (customer.data, customer.length);
  const glong length = g_utf8_strlen (text, -1);
  const glong last = length >= 3 * (glong) shown ? (glong) shown : 0;

  return g_strconcat ("•••", g_utf8_offset_to_pointer (text, length - last), NULL);
}
