/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-pages-private.h"

#define MOST_PAGES 80 /* held at once */
#define MOST_WANTED 8 /* pages; more than a screen is high */
/* Rows that were only passed by are not asked for. */
#define REST_MS 15
#define REFRESH_MS 1000 /* others write all the time; the order stands still for so long */

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- rows ---- */

static FwRecordRows *
find_page (FwRecordPages *self, guint number)
{
  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));
}

/* The pages that were not looked at for longest, but for rows that somebody holds. */
static void
drop_pages (FwRecordPages *self)
{
  GHashTableIter iter;
  gpointer value;
  FwRecordRows *oldest = NULL;

  if (g_hash_table_size (self->pages) <= MOST_PAGES)
    return;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      FwRecordRows *page = value;

      if ((oldest == NULL || page->used < oldest->used) && !fw_record_rows_is_held (page))
        oldest = page;
    }
  if (oldest != NULL)
    g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
}

static gboolean
rest_cb (gpointer user_data)
{
  FwRecordPages *self = FW_RECORD_PAGES (user_data);

  self->rest_source = 0;
  fw_record_pages_pump (self);
  return G_SOURCE_REMOVE;
}

static void
want_page (FwRecordPages *self, FwRecordRows *page)
{
  gpointer number = GUINT_TO_POINTER (page->number);

  if (page->loaded || (self->asked == ASKED_PAGE && self->asked_page == page->number) ||
      g_queue_peek_head (&self->wanted) == number)
    return;
  g_queue_remove (&self->wanted, number);
  g_queue_push_head (&self->wanted, number);
  while (self->wanted.length > MOST_WANTED)
    g_queue_pop_tail (&self->wanted);
  if (self->rest_source == 0)
    self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
}

static FwRecordRows *
ensure_page (FwRecordPages *self, guint number)
{
  FwRecordRows *page = find_page (self, number);

  if (page == NULL)
    {
      drop_pages (self);
      page = fw_record_rows_new (number);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
    }
  return page;
}

static GType
get_item_type (GListModel *model)
{
  return FW_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return FW_RECORD_PAGES (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FwRecordPages *self = FW_RECORD_PAGES (model);
  FwRecordRows *page;

  if (position >= self->n_items)
    return NULL;
  page = ensure_page (self, position / SIZE);
  page->used = ++self->clock;
  self->looked_at = page->number;
  want_page (self, page);
  return g_object_ref (fw_record_rows_get (page, position % SIZE));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FwRecordPages,
                               fw_record_pages,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_length (FwRecordPages *self, guint n_items)
{
  guint before = self->n_items;

  if (n_items == before)
    return;
  self->n_items = n_items;
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, n_items),
                              before > n_items ? before - n_items : 0,
                              n_items > before ? n_items - before : 0);
}

/* ---- answers ---- */

static void
take_page (FwRecordPages *self, FwRecordReading *reading)
{
  FwRecordRows *page = ensure_page (self, self->asked_page);

  fw_record_rows_fill (page, reading->records);
}

/* Of the rows of an answer those of one page. */
static void
set_rows (FwRecordPages *self, GPtrArray *rows, guint first_page)
{
  for (guint i = 0; i < rows->len; i += SIZE)
    {
      FwRecordRows *page = ensure_page (self, first_page + i / SIZE);

      page->used = ++self->clock;
      fw_record_rows_set (page, (FwRecordItem **) &rows->pdata[i], MIN (SIZE, rows->len - i));
    }
}

void
fw_record_pages_begin (FwRecordPages *self, FwRecordReading *reading, guint n_items)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint before = self->n_items;

  for (guint i = 0; i < reading->records->len; i++)
    g_ptr_array_add (rows, fw_record_item_new (reading->records->pdata[i]));
  self->fresh = FALSE;
  g_queue_clear (&self->wanted);
  g_hash_table_remove_all (self->pages);
  self->n_items = n_items;
  set_rows (self, rows, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, n_items);
}

static void
collect_rows (FwRecordPages *self, GPtrArray *rows)
{
  guint begin = self->asked_page * SIZE;
  guint end = MIN (self->n_items, begin + self->asked_length * SIZE);

  for (guint i = begin; i < end; i++)
    {
      FwRecordRows *page = ensure_page (self, i / SIZE);

      g_ptr_array_add (rows, g_object_ref (fw_record_rows_get (page, i % SIZE)));
    }
}

/* What others wrote may stand there too. */
static void
doubt_pages (FwRecordPages *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((FwRecordRows *) value)->loaded = FALSE;
}

/* What is looked at has come again: rows that stay keep their item, and the list says where others
 * came or went. */
static void
take_window (FwRecordPages *self, FwRecordReading *reading, guint n_items)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;
  FwRecordShift shift;
  guint begin = self->asked_page * SIZE;
  gboolean same_length = n_items == self->n_items;

  collect_rows (self, before);
  rows = fw_record_rows_match (before, reading->records,
                               self->n_items - MIN (self->n_items, begin + before->len),
                               (gint64) n_items - self->n_items, &shift);
  g_queue_clear (&self->wanted);
  if (!same_length || shift.removed > 0)
    g_hash_table_remove_all (self->pages);
  else
    doubt_pages (self);
  self->n_items = n_items;
  set_rows (self, rows, self->asked_page);
  if (shift.removed > 0 || shift.added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), (guint) ((gint) begin + shift.position),
                                shift.removed, shift.added);
}

static void
take_first (FwRecordPages *self, FwRecordReading *reading)
{
  gint64 count = reading->count >= 0 ? reading->count : reading->records->len;
  guint n_items = (guint) MIN (count, G_MAXINT);

  g_ptr_array_set_size (self->places, 0);
  self->counting = reading->more;
  if (self->fresh)
    fw_record_pages_begin (self, reading, n_items);
  else
    take_window (self, reading, reading->more ? MAX (n_items, self->n_items) : n_items);
}

static void
take_place (FwRecordPages *self, FwRecordReading *reading)
{
  guint begin = self->places->len * STRIDE;

  if (reading->next != NULL)
    g_ptr_array_add (self->places, g_strdup (reading->next));
  if (reading->more && reading->next != NULL)
    {
      set_length (self, MAX (self->n_items, begin + (guint) reading->count));
      return;
    }
  self->counting = FALSE;
  set_length (self, begin + (guint) reading->count);
}

void
fw_record_pages_take (FwRecordPages *self, FwRecordPagesAsked asked, FwRecordReading *reading)
{
  if (asked == ASKED_PAGE)
    take_page (self, reading);
  else if (asked == ASKED_WINDOW)
    take_first (self, reading);
  else
    take_place (self, reading);
}

void
fw_record_pages_fail (FwRecordPages *self, FwRecordPagesAsked asked, const GError *error)
{
  /* Asked again when the server is back. */
  if (asked == ASKED_WINDOW)
    self->stale = TRUE;
  else if (asked == ASKED_PAGE)
    g_queue_push_tail (&self->wanted, GUINT_TO_POINTER (self->asked_page));
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ---- notices ---- */

static gboolean
refresh_cb (gpointer user_data)
{
  FwRecordPages *self = FW_RECORD_PAGES (user_data);

  self->refresh_source = 0;
  fw_record_pages_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
record_changed_cb (FwRecordPages *self, const char *kind, const char *id, guint revision)
{
  FwRecordItem *item;

  if (!g_str_equal (kind, self->kind->name) || self->refresh_source != 0)
    return;
  item = *id != '\0' ? fw_record_pages_find (self, id, NULL) : NULL;
  if (item != NULL && fw_record_get_revision (fw_record_item_get_record (item)) >= revision)
    return; /* this desk wrote it */
  self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
state_changed_cb (FwRecordPages *self)
{
  FwClientState state = fw_client_get_state (self->client);

  if (state == FW_CLIENT_ONLINE)
    fw_record_pages_refresh (self);
  else if (state == FW_CLIENT_SIGNED_OUT)
    {
      /* The next eyes may see less. */
      fw_record_pages_stop (self);
      g_hash_table_remove_all (self->pages);
      self->fresh = self->stale = TRUE;
      self->heard = FALSE;
      self->as_of = 0;
      set_length (self, 0);
    }
}

/* ---- the object ---- */

static void
fw_record_pages_dispose (GObject *object)
{
  FwRecordPages *self = FW_RECORD_PAGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_weak_pointer (&self->client);

  G_OBJECT_CLASS (fw_record_pages_parent_class)->dispose (object);
}

static void
fw_record_pages_finalize (GObject *object)
{
  FwRecordPages *self = FW_RECORD_PAGES (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->pages);
  g_ptr_array_unref (self->places);
  g_queue_clear (&self->wanted);
  g_free (self->conditions);
  g_free (self->order);

  G_OBJECT_CLASS (fw_record_pages_parent_class)->finalize (object);
}

static void
fw_record_pages_class_init (FwRecordPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fw_record_pages_dispose;
  object_class->finalize = fw_record_pages_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_RECORD_PAGES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", FW_TYPE_RECORD_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fw_record_pages_init (FwRecordPages *self)
{
  self->conditions = g_strdup ("");
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fw_record_rows_free);
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  self->fresh = TRUE;
  g_queue_init (&self->wanted);
}

FwRecordPages *
fw_record_pages_new (FwClient *client, const FwKind *kind)
{
  FwRecordPages *self;

  g_return_val_if_fail (FW_IS_CLIENT (client) && kind != NULL, NULL);

  self = g_object_new (FW_TYPE_RECORD_PAGES, NULL);
  g_set_weak_pointer (&self->client, client);
  self->kind = kind;
  g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
fw_record_pages_ask (FwRecordPages *self,
                     const char *conditions,
                     const char *order,
                     gboolean descending)
{
  g_return_if_fail (FW_IS_RECORD_PAGES (self));
  g_return_if_fail (conditions != NULL);
  g_return_if_fail (order == NULL || g_strv_contains (self->kind->orders, order));

  if ((self->heard || self->asked != ASKED_NOTHING) && g_str_equal (conditions, self->conditions) &&
      g_strcmp0 (order, self->order) == 0 && descending == self->descending)
    return;
  fw_record_pages_stop (self);
  g_free (self->conditions);
  self->conditions = g_strdup (conditions);
  g_free (self->order);
  self->order = g_strdup (order);
  self->descending = descending;
  g_ptr_array_set_size (self->places, 0);
  g_queue_clear (&self->wanted);
  self->counting = self->heard = FALSE;
  self->stale = self->fresh = TRUE;
  if (self->client != NULL)
    fw_record_pages_recall (self);
  fw_record_pages_pump (self);
}

void
fw_record_pages_refresh (FwRecordPages *self)
{
  g_return_if_fail (FW_IS_RECORD_PAGES (self));

  self->stale = TRUE;
  if (self->asked == ASKED_WINDOW)
    return; /* and once more after it: it may have been read before */
  fw_record_pages_stop (self);
  g_ptr_array_set_size (self->places, 0); /* rows before them may have come or gone */
  fw_record_pages_pump (self);
}

void
fw_record_pages_put (FwRecordPages *self, FwRecord *record)
{
  FwRecordItem *item;

  g_return_if_fail (FW_IS_RECORD_PAGES (self));
  g_return_if_fail (record != NULL);

  item = fw_record_pages_find (self, fw_record_get_id (record), NULL);
  if (item != NULL)
    fw_record_item_set_record (item, record);
  fw_record_pages_refresh (self); /* it may stand elsewhere now */
  g_signal_emit (self, signals[CHANGED], 0);
}

FwRecordItem *
fw_record_pages_find (FwRecordPages *self, const char *id, guint *position)
{
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (FW_IS_RECORD_PAGES (self) && id != NULL, NULL);

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      FwRecordRows *page = value;
      guint row;

      if (!fw_record_rows_find (page, id, &row))
        continue;
      if (position != NULL)
        *position = page->number * SIZE + row;
      return fw_record_rows_get (page, row);
    }
  return NULL;
}

GListModel *
fw_record_pages_get_loaded (FwRecordPages *self)
{
  GListStore *rows = g_list_store_new (FW_TYPE_RECORD_ITEM);
  guint first;

  g_return_val_if_fail (FW_IS_RECORD_PAGES (self), NULL);

  first = self->looked_at;
  while (first > 0 && find_page (self, first - 1) != NULL && find_page (self, first - 1)->loaded)
    first--;
  for (FwRecordRows *page = find_page (self, first); page != NULL && page->loaded;
       page = find_page (self, page->number + 1))
    for (guint i = 0; i < SIZE && page->number * SIZE + i < self->n_items; i++)
      if (fw_record_item_get_record (fw_record_rows_get (page, i)) != NULL)
        g_list_store_append (rows, fw_record_rows_get (page, i));
  return G_LIST_MODEL (rows);
}

void
fw_record_pages_forget_texts (FwRecordPages *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (FW_IS_RECORD_PAGES (self));

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    fw_record_rows_forget_texts (value);
}

gboolean
fw_record_pages_is_loading (FwRecordPages *self)
{
  g_return_val_if_fail (FW_IS_RECORD_PAGES (self), FALSE);

  return !self->heard && self->as_of == 0;
}

gboolean
fw_record_pages_is_counted (FwRecordPages *self)
{
  g_return_val_if_fail (FW_IS_RECORD_PAGES (self), FALSE);

  return !self->counting;
}

gint64
fw_record_pages_get_as_of (FwRecordPages *self)
{
  g_return_val_if_fail (FW_IS_RECORD_PAGES (self), 0);

  return self->as_of;
}
