/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample.h"

#include "sample/fw-sample-day.h"
#include "sample/fw-sample-house.h"
#include "sample/fw-sample-words.h"

#define BATCH_EVENTS 10000
#define N_KEPT_DAYS 3

/** A simulated day, kept while its events are being asked for. */
typedef struct
{
  gint32 day;
  gint64 from;    /* its start, µs UTC */
  GArray *events; /* FwSampleEvent; NULL: the slot is free */
} KeptDay;

struct _FwSample
{
  guint64 seed;
  gint32 made;
  FwZone *zone;
  FwSamplePerson *people;
  char *language; /* (nullable) */
  KeptDay kept[N_KEPT_DAYS];
};

/** Where a walk stands in one day. */
typedef struct
{
  const KeptDay *day;
  guint next;
} Cursor;

FwSample *
fw_sample_new (guint64 seed, gint32 day, const char *zone, GError **error)
{
  FwSample *self;
  FwZone *clock = fw_zone_new (zone != NULL ? zone : "Asia/Shanghai", FW_SAMPLE_DAY_START, error);

  if (clock == NULL)
    return NULL;
  self = g_new0 (FwSample, 1);
  self->seed = seed;
  self->made = day;
  self->zone = clock;
  self->people = fw_sample_people_new (seed, day);
  return self;
}

void
fw_sample_free (FwSample *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_KEPT_DAYS; i++)
    g_clear_pointer (&self->kept[i].events, g_array_unref);
  fw_zone_unref (self->zone);
  fw_sample_people_free (self->people);
  g_free (self->language);
  g_free (self);
}

void
fw_sample_set_language (FwSample *self, const char *language)
{
  g_return_if_fail (self != NULL);

  g_free (self->language);
  self->language = g_strdup (language);
  if (language != NULL)
    fw_sample_people_write_chinese (self->people);
}

FwZone *
fw_sample_get_zone (FwSample *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->zone;
}

gint64
fw_sample_get_start (FwSample *self, guint days)
{
  gint64 from, to;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (days >= 1 && days <= FW_SAMPLE_HISTORY_DAYS, 0);
  fw_zone_get_day_bounds (self->zone, self->made - (gint32) days, &from, &to);
  return from;
}

/* What people wrote; whatever is no word of the sample, such as an id, stays. */
static void
translate (FwSample *self, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_TEXT && !fw_record_is_empty (record, i))
      {
        const char *word = fw_sample_word (self->language, fw_record_get_text (record, i));

        if (word != fw_record_get_text (record, i))
          fw_record_set_text (record, i, word);
      }
}

void
fw_sample_list_records (FwSample *self, GPtrArray *records)
{
  guint first;

  g_return_if_fail (self != NULL && records != NULL);

  first = records->len;
  fw_sample_make_house (self->seed, self->people, fw_zone_get_identifier (self->zone), self->made,
                        records);
  if (self->language == NULL)
    return;
  for (guint i = first; i < records->len; i++)
    translate (self, records->pdata[i]);
}

static const KeptDay *
get_day (FwSample *self, gint32 day)
{
  KeptDay *slot = &self->kept[(guint32) day % N_KEPT_DAYS];
  FwSampleDayPlan plan = { self->seed, self->people, self->made, day, 0 };
  gint64 to;

  if (slot->events != NULL && slot->day == day)
    return slot;
  g_clear_pointer (&slot->events, g_array_unref);
  slot->day = day;
  fw_zone_get_day_bounds (self->zone, day, &slot->from, &to);
  plan.length = (to - slot->from) / 1000;
  slot->events = fw_sample_simulate_day (&plan);
  return slot;
}

/* µs UTC; G_MAXINT64 at the end of the day's list. */
static gint64
get_time (const Cursor *cursor)
{
  if (cursor->next >= cursor->day->events->len)
    return G_MAXINT64;
  return cursor->day->from +
         g_array_index (cursor->day->events, FwSampleEvent, cursor->next).at * 1000;
}

static void
seek (Cursor *cursor, gint64 at)
{
  guint low = 0, high = cursor->day->events->len;

  while (low < high)
    {
      cursor->next = low + (high - low) / 2;
      if (get_time (cursor) < at)
        low = cursor->next + 1;
      else
        high = cursor->next;
    }
  cursor->next = low;
}

/* ---- texts ---- */

static char *
append_number (char *out, guint64 number)
{
  char digits[20];
  guint n = 0;

  do
    digits[n++] = '0' + number % 10;
  while ((number /= 10) > 0);
  while (n > 0)
    *out++ = digits[--n];
  return out;
}

static const char type_letters[FW_N_EVENT_TYPES] = {
  [FW_EVENT_NOTE] = 'n',           [FW_EVENT_OFFERED] = 'o',
  [FW_EVENT_ANSWERED] = 'a',       [FW_EVENT_COMPLETED] = 'c',
  [FW_EVENT_WRAPPED_UP] = 'w',     [FW_EVENT_ABANDONED] = 'x',
  [FW_EVENT_LEFT] = 'l',           [FW_EVENT_TRANSFERRED] = 't',
  [FW_EVENT_RING_NO_ANSWER] = 'm', [FW_EVENT_SURVEY] = 's',
  [FW_EVENT_RESOLUTION] = 'r',     [FW_EVENT_SIGNED_IN] = 'i',
  [FW_EVENT_SIGNED_OUT] = 'q',     [FW_EVENT_PAUSED] = 'p',
  [FW_EVENT_UNPAUSED] = 'u',       [FW_EVENT_SYSTEM_RESPONSE] = 'y',
  [FW_EVENT_REPLIED] = 'e',        [FW_EVENT_CLOSED] = 'd',
  [FW_EVENT_COMPLAINT] = 'k',      [FW_EVENT_SERVICE_ERROR] = 'f',
};

static const char *const reason_texts[FW_SAMPLE_N_REASONS] = {
  NULL,       "agent", "customer", "timeout",  "key",         "blind",
  "attended", "break", "lunch",    "coaching", "back-office", "order-system",
};

/* "20778-412", and with the type "20778-412c": the same event always gets the same texts. */
static void
add_event (FwSample *self, FwEventBatch *batch, const KeptDay *day, const FwSampleEvent *from)
{
  char id[64], customer[32], *end;
  FwEvent event = FW_EVENT_INIT;

  event.type = from->type;
  event.at = day->from + from->at * 1000;
  event.source = FW_TEXT_LITERAL (FW_SAMPLE_SOURCE);
  end = append_number (id, day->day);
  *end++ = '-';
  if (from->queue == G_MAXUINT8 && from->person != G_MAXUINT16) /* somebody's own state */
    {
      end = append_number (end, from->person);
      *end++ = '-';
    }
  end = append_number (end, from->contact);
  if (from->queue != G_MAXUINT8)
    {
      event.contact = (FwText){ id, end - id };
      event.queue = fw_text (fw_sample_queues[from->queue].id);
    }
  *end++ = type_letters[from->type];
  if (from->attempt > 0)
    end = append_number (end, from->attempt);
  event.id = (FwText){ id, end - id };
  if (from->type == FW_EVENT_OFFERED)
    {
      customer[0] = 'c';
      event.customer =
          (FwText){ customer, append_number (customer + 1, from->customer) - customer };
      event.channel = fw_text (fw_sample_queues[from->queue].channel);
      event.product =
          fw_text (fw_sample_word (self->language, fw_sample_queues[from->queue].product));
    }
  if (from->person != G_MAXUINT16)
    event.agent = fw_text (self->people[from->person].login);
  event.reason = fw_text (reason_texts[from->reason]);
  if (from->type == FW_EVENT_SYSTEM_RESPONSE)
    event.product =
        fw_text (fw_sample_word (self->language, fw_sample_slow_products[from->attempt]));
  if (from->type == FW_EVENT_TRANSFERRED)
    event.text = FW_TEXT_LITERAL ("second-line");
  event.wait_ms = from->wait_ms;
  event.talk_ms = from->talk_ms;
  event.hold_ms = from->hold_ms;
  event.wrap_ms = from->wrap_ms;
  event.rating = from->rating;
  event.nps = from->nps;
  event.resolved = from->resolved;
  event.scores = from->scores;
  fw_event_batch_add (batch, &event);
}

/* ---- periods ---- */

/* The events between @from and @to, of which @day is the site day: those of that day, and what the
 * day before has left. */
static gboolean
fill_day (FwSample *self,
          gint32 day,
          gint64 from,
          gint64 to,
          FwEventBatch **batch,
          FwSampleSink sink,
          gpointer user_data,
          GError **error)
{
  gint32 first = self->made - FW_SAMPLE_HISTORY_DAYS;
  Cursor cursors[2];
  guint n = 0;

  if (day - 1 >= first)
    cursors[n++] = (Cursor){ get_day (self, day - 1) };
  if (day >= first)
    cursors[n++] = (Cursor){ get_day (self, day) };
  for (guint i = 0; i < n; i++)
    seek (&cursors[i], from);
  for (;;)
    {
      Cursor *next = NULL;

      for (guint i = 0; i < n; i++)
        if (get_time (&cursors[i]) < to &&
            (next == NULL || get_time (&cursors[i]) < get_time (next)))
          next = &cursors[i];
      if (next == NULL)
        return TRUE;
      add_event (self, *batch, next->day,
                 &g_array_index (next->day->events, FwSampleEvent, next->next++));
      if (fw_event_batch_get_length (*batch) >= BATCH_EVENTS)
        {
          g_autoptr (FwEventBatch) full = g_steal_pointer (batch);

          *batch = fw_event_batch_new ();
          if (!sink (full, user_data, error))
            return FALSE;
        }
    }
}

gboolean
fw_sample_fill (
    FwSample *self, gint64 from, gint64 to, FwSampleSink sink, gpointer user_data, GError **error)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();

  g_return_val_if_fail (self != NULL && sink != NULL, FALSE);
  from = MAX (from, fw_sample_get_start (self, FW_SAMPLE_HISTORY_DAYS));
  while (from < to)
    {
      gint32 day = fw_zone_get_day (self->zone, from);
      gint64 day_from, day_to;

      fw_zone_get_day_bounds (self->zone, day, &day_from, &day_to);
      if (!fill_day (self, day, from, MIN (to, day_to), &batch, sink, user_data, error))
        return FALSE;
      from = MIN (to, day_to);
    }
  return fw_event_batch_get_length (batch) == 0 || sink (batch, user_data, error);
}

gint64
fw_sample_get_next (FwSample *self, gint64 at)
{
  gint32 day;

  g_return_val_if_fail (self != NULL, at);
  at = MAX (at, fw_sample_get_start (self, FW_SAMPLE_HISTORY_DAYS));
  day = fw_zone_get_day (self->zone, at);
  for (;; day++)
    {
      Cursor before = { get_day (self, day - 1) };
      Cursor today = { get_day (self, day) };
      gint64 next;

      seek (&before, at);
      seek (&today, at);
      next = MIN (get_time (&before), get_time (&today));
      if (next != G_MAXINT64)
        return next;
    }
}
