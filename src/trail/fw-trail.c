/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalkerd"

#include "trail/fw-trail.h"

#include <string.h>

#include "core/fw-error.h"
#include "trail/fw-trail-files.h"

#define MAX_WAITING 10000                   /* lines kept while the disk is full */
#define MAX_COUNTED 256                     /* kinds of refusals that are told apart */
#define COUNT_FOR (60 * G_USEC_PER_SEC)     /* the same refusal is one line for so long */
#define TRY_AGAIN G_USEC_PER_SEC            /* after a write that failed */
#define TICK (10 * (gint64) G_USEC_PER_SEC) /* how often counts are looked at */
#define MAX_GROUP 512                       /* lines of one sync */
#define MAX_TEXT 2000                       /* bytes of a text of a line */

typedef struct
{
  FwTrailEvent event; /* texts are owned */
  guint64 times;
  FwTrailManner manner;
  FwTrailDone done;
  gpointer user_data;
} Item;

/** The same refusal, again and again. */
typedef struct
{
  Item *item;   /* of the latest, with how many are not told yet */
  gint64 since; /* µs, monotonic */
} Counted;

struct _FwTrail
{
  FwTrailFiles files; /* the thread's */
  GThread *thread;

  GMutex lock;
  GCond changed;
  GQueue waiting;      /* Item */
  GHashTable *counted; /* char* -> Counted */
  FwTrailState state;
  gboolean closing;
};

/* ---- items ---- */

/* A text of any length and bytes becomes one that a line can hold. */
static char *
copy_text (const char *text)
{
  g_autofree char *valid = NULL;
  const char *end;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT));
  g_utf8_validate (valid, -1, &end);
  return g_strndup (valid, (gsize) (end - valid));
}

static Item *
make_item (const FwTrailEvent *event, FwTrailManner manner, FwTrailDone done, gpointer user_data)
{
  Item *item = g_new0 (Item, 1);

  item->event = (FwTrailEvent){ .at = event->at != 0 ? event->at : g_get_real_time (),
                                .who = copy_text (event->who),
                                .from = copy_text (event->from),
                                .what = copy_text (event->what),
                                .on = copy_text (event->on),
                                .detail = copy_text (event->detail),
                                .outcome = copy_text (event->outcome),
                                .status = event->status };
  item->times = 1;
  item->manner = manner;
  item->done = done;
  item->user_data = user_data;
  return item;
}

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free ((char *) item->event.who);
  g_free ((char *) item->event.from);
  g_free ((char *) item->event.what);
  g_free ((char *) item->event.on);
  g_free ((char *) item->event.detail);
  g_free ((char *) item->event.outcome);
  g_free (item);
}

static void
free_counted (gpointer data)
{
  Counted *counted = data;

  g_clear_pointer (&counted->item, free_item);
  g_free (counted);
}

static void
tell_item (Item *item, const GError *error)
{
  FwTrailDone done = g_steal_pointer (&item->done);

  if (done != NULL)
    done (error, item->user_data);
}

/* ---- refusals that come in floods ---- */

/* Who is not told apart any more when there are too many of them. */
static char *
name_kind (FwTrail *self, const FwTrailEvent *event)
{
  char *name = g_strdup_printf ("%s\n%s\n%s\n%s\n%u", event->who != NULL ? event->who : "",
                                event->from != NULL ? event->from : "", event->what,
                                event->on != NULL ? event->on : "", event->status);

  if (g_hash_table_size (self->counted) < MAX_COUNTED ||
      g_hash_table_contains (self->counted, name))
    return name;
  g_free (name);
  return g_strdup_printf ("%s\n%u", event->what, event->status);
}

/* Returns: whether @item was one more of the same and is taken. */
static gboolean
count_item (FwTrail *self, Item *item)
{
  g_autofree char *name = name_kind (self, &item->event);
  Counted *counted = g_hash_table_lookup (self->counted, name);

  if (counted != NULL)
    {
      counted->item->times++;
      counted->item->event.at = item->event.at;
      free_item (item);
      return TRUE;
    }

  counted = g_new0 (Counted, 1);
  counted->item = make_item (&item->event, FW_TRAIL_KEEP, NULL, NULL);
  counted->item->times = 0;
  counted->since = g_get_monotonic_time ();
  g_hash_table_insert (self->counted, g_steal_pointer (&name), counted);
  return FALSE;
}

static void
push_item (FwTrail *self, Item *item)
{
  if (self->waiting.length < MAX_WAITING)
    g_queue_push_tail (&self->waiting, item);
  else
    {
      self->state.lost += item->times;
      free_item (item);
    }
}

/* What was counted for its time becomes a line. */
static void
end_counts (FwTrail *self, gboolean all)
{
  const gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->counted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Counted *counted = value;

      if (!all && now - counted->since < COUNT_FOR)
        continue;
      if (counted->item->times > 0)
        push_item (self, g_steal_pointer (&counted->item));
      g_hash_table_iter_remove (&iter);
    }
}

/* ---- writing, on the trail's thread ---- */

static void
append_own (FwTrail *self, GString *lines, FwTrailPlace *place, const char *detail, gboolean bad)
{
  char key[FW_TRAIL_KEY_TEXT + 1];
  FwTrailEvent event = { .at = g_get_real_time (),
                         .what = FW_TRAIL_BEGUN,
                         .detail = detail,
                         .outcome = bad ? "failed" : "done" };

  fw_trail_write_bytes (self->files.key.public_key, sizeof self->files.key.public_key, key,
                        sizeof key);
  fw_trail_line_append (lines, &event, 1, key, place, &self->files.key);
}

/* What the trail says of itself: a new file, lines that were gone, lines that found no room. */
static gboolean
append_news (FwTrail *self, GString *lines, FwTrailPlace *place, guint64 lost, GError **error)
{
  if (fw_trail_files_is_to_rotate (&self->files))
    {
      if (!fw_trail_files_rotate (&self->files, error))
        return FALSE;
      append_own (self, lines, place, self->files.cut == 0 ? "a new file" : NULL, FALSE);
    }
  if (self->files.cut > 0)
    append_own (self, lines, place, "the end of the trail was cut off or changed before this line",
                TRUE);
  if (lost > 0)
    {
      g_autofree char *detail = g_strdup_printf (
          "%" G_GUINT64_FORMAT " events could not be written before this line", lost);

      append_own (self, lines, place, detail, TRUE);
    }
  return TRUE;
}

static gboolean
write_locked (FwTrail *self, GPtrArray *group, guint64 lost, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  FwTrailPlace place = self->files.end;

  if (!append_news (self, lines, &place, lost, error))
    return FALSE;
  for (guint i = 0; i < group->len; i++)
    {
      Item *item = group->pdata[i];

      fw_trail_line_append (lines, &item->event, item->times, NULL, &place, &self->files.key);
    }
  if (lines->len > 0 && !fw_trail_files_append (&self->files, lines, &place, error))
    return FALSE;
  self->files.cut = 0;
  return TRUE;
}

static gboolean
write_group (FwTrail *self, GPtrArray *group, guint64 lost, GError **error)
{
  gboolean done;

  if (!fw_trail_files_begin (&self->files, error))
    return FALSE;
  done = write_locked (self, group, lost, error);
  fw_trail_files_end (&self->files);
  return done;
}

static GPtrArray *
take_group (FwTrail *self)
{
  GPtrArray *group = g_ptr_array_new_with_free_func (free_item);

  while (group->len < MAX_GROUP && self->waiting.length > 0)
    g_ptr_array_add (group, g_queue_pop_head (&self->waiting));
  return group;
}

/* What happened stays in its order before what came since; what was to happen only with its line
 * does not happen. */
static void
put_back (FwTrail *self, GPtrArray *group)
{
  while (group->len > 0)
    {
      Item *item = g_ptr_array_steal_index (group, group->len - 1);

      if (item->manner == FW_TRAIL_OFFER)
        free_item (item);
      else
        g_queue_push_head (&self->waiting, item);
    }
}

static void
note_written (FwTrail *self, guint64 lost, const GError *error)
{
  if (error == NULL)
    {
      if (self->state.failing)
        g_message ("the audit trail can be written again");
      self->state.failing = self->state.full = FALSE;
      self->state.lost -= lost;
      self->state.written = self->files.end.number;
      return;
    }
  if (!self->state.failing)
    g_warning ("%s", error->message);
  self->state.failing = TRUE;
  self->state.full = g_error_matches (error, FW_ERROR, FW_ERROR_FULL);
}

/* With the lock held; it is let go of while the disk works. */
static void
step (FwTrail *self)
{
  g_autoptr (GPtrArray) group = take_group (self);
  const guint64 lost = self->state.lost;
  g_autoptr (GError) error = NULL;

  g_mutex_unlock (&self->lock);
  write_group (self, group, lost, &error);
  g_mutex_lock (&self->lock);
  note_written (self, lost, error);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < group->len; i++)
    tell_item (group->pdata[i], error);
  g_mutex_lock (&self->lock);
  if (error != NULL)
    put_back (self, group);
}

static gboolean
has_work (FwTrail *self)
{
  return self->waiting.length > 0 || self->state.lost > 0;
}

/* Nobody waits longer than for one try. */
static void
refuse_offers (FwTrail *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (FW_ERROR, self->state.full ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE,
                           "the audit trail cannot be written");

  for (GList *link = self->waiting.head; link != NULL;)
    {
      GList *next = link->next;
      Item *item = link->data;

      tell_item (item, error);
      if (item->manner == FW_TRAIL_OFFER)
        {
          free_item (item);
          g_queue_delete_link (&self->waiting, link);
        }
      link = next;
    }
}

static void
wait_for (FwTrail *self, gint64 microseconds)
{
  g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + microseconds);
}

static gpointer
run_trail (gpointer data)
{
  FwTrail *self = data;
  gint64 again = 0;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      end_counts (self, FALSE);
      if (!has_work (self))
        wait_for (self, TICK);
      else if (self->state.failing && g_get_monotonic_time () < again)
        {
          refuse_offers (self);
          wait_for (self, TRY_AGAIN);
        }
      else
        {
          step (self);
          again = g_get_monotonic_time () + TRY_AGAIN;
        }
    }

  end_counts (self, TRUE);
  do
    step (self);
  while (has_work (self) && !self->state.failing);
  refuse_offers (self);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* ---- public ---- */

FwTrail *
fw_trail_open (const char *directory, GError **error)
{
  g_autofree FwTrail *self = g_new0 (FwTrail, 1);

  g_return_val_if_fail (directory != NULL, NULL);

  if (!fw_trail_files_open (&self->files, directory, error))
    {
      fw_trail_files_close (&self->files);
      return NULL;
    }
  self->state.cut = self->files.cut > 0;
  self->state.written = self->files.end.number;
  if (self->state.cut)
    g_warning ("audit trail: the end of what is in %s was cut off or changed", directory);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  self->counted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_counted);

  /* A new trail begins, and what is missing is told, before anything happens. */
  g_mutex_lock (&self->lock);
  step (self);
  g_mutex_unlock (&self->lock);
  self->thread = g_thread_new ("fw-trail", run_trail, self);

  return g_steal_pointer (&self);
}

void
fw_trail_close (FwTrail *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  if (self->waiting.length > 0)
    g_warning ("audit trail: %u events are lost that could not be written", self->waiting.length);
  g_queue_clear_full (&self->waiting, free_item);
  g_hash_table_unref (self->counted);
  fw_trail_files_close (&self->files);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
fw_trail_record (FwTrail *self,
                 const FwTrailEvent *event,
                 FwTrailManner manner,
                 FwTrailDone done,
                 gpointer user_data)
{
  Item *item;

  g_return_if_fail (self != NULL && event != NULL && event->what != NULL);
  g_return_if_fail (event->outcome != NULL && (done == NULL || manner != FW_TRAIL_COUNT));

  item = make_item (event, manner, done, user_data);
  g_mutex_lock (&self->lock);
  if (manner != FW_TRAIL_COUNT || !count_item (self, item))
    {
      /* One that waits for an answer always gets it, from the thread. */
      if (done != NULL)
        g_queue_push_tail (&self->waiting, item);
      else
        push_item (self, item);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);
}

typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean told;
  GError *error;
} Waiter;

static void
tell_waiter_cb (const GError *error, gpointer user_data)
{
  Waiter *waiter = user_data;

  g_mutex_lock (&waiter->lock);
  waiter->told = TRUE;
  waiter->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_broadcast (&waiter->changed);
  g_mutex_unlock (&waiter->lock);
}

gboolean
fw_trail_record_now (FwTrail *self, const FwTrailEvent *event, GError **error)
{
  Waiter waiter = { .told = FALSE };

  g_return_val_if_fail (self != NULL && event != NULL, FALSE);

  g_mutex_init (&waiter.lock);
  g_cond_init (&waiter.changed);
  fw_trail_record (self, event, FW_TRAIL_OFFER, tell_waiter_cb, &waiter);
  g_mutex_lock (&waiter.lock);
  while (!waiter.told)
    g_cond_wait (&waiter.changed, &waiter.lock);
  g_mutex_unlock (&waiter.lock);
  g_cond_clear (&waiter.changed);
  g_mutex_clear (&waiter.lock);

  if (waiter.error == NULL)
    return TRUE;
  g_propagate_error (error, waiter.error);
  return FALSE;
}

void
fw_trail_get_state (FwTrail *self, FwTrailState *state)
{
  g_return_if_fail (self != NULL && state != NULL);

  g_mutex_lock (&self->lock);
  *state = self->state;
  state->waiting = self->waiting.length;
  g_mutex_unlock (&self->lock);
}

void
fw_trail_set_limits (FwTrail *self, gsize file_size, gsize room)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->files.file_size = file_size;
  self->files.room = room;
  g_mutex_unlock (&self->lock);
}
