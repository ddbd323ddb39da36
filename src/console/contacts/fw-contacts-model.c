/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-model.h"

#include "core/fw-error.h"
#include "protocol/fw-json.h"

#include <string.h>

/* Invariant: rows has a row for every position that was looked at; asked has the pages that are
 * there or on their way. An answer whose cancellable is not the present one belongs to another
 * question. */
struct _FwContactsModel
{
  GObject parent_instance;

  FwClient *client;
  char *query;
  GCancellable *cancellable;
  guint64 total;
  guint n;           /* rows; total, as far as a guint goes */
  GHashTable *rows;  /* position -> FwContactRow */
  GHashTable *asked; /* pages */
  guint loading;
  GTimeZone *zone; /* (nullable) */
};

enum
{
  FAILED,
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void fw_contacts_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FwContactsModel,
                               fw_contacts_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fw_contacts_model_list_model_init))

typedef struct
{
  FwContactsModel *self;
  GCancellable *cancellable;
  guint page;
} Ask;

typedef struct
{
  guint64 total;
  char *zone; /* "" not told */
  GPtrArray *contacts;
} Answer;

static void
free_ask (Ask *ask)
{
  g_object_unref (ask->self);
  g_object_unref (ask->cancellable);
  g_free (ask);
}

static void
free_answer (Answer *answer)
{
  g_ptr_array_unref (answer->contacts);
  g_free (answer->zone);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, free_ask)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, free_answer)

static Answer *
parse_answer (GBytes *bytes, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (JsonObject) object = NULL;
  JsonArray *array;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *zone = "";
  gint64 total;

  answer->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_contact_facts_free);
  object = fw_json_parse_object (data != NULL ? data : "", length, error);
  if (object == NULL || !fw_json_get_integer (object, "total", &total, error) ||
      !fw_json_get_array (object, "contacts", &array, error) ||
      (fw_json_has (object, "zone") && !fw_json_get_text (object, "zone", &zone, error)))
    return NULL;
  answer->zone = g_strdup (zone);
  answer->total = (guint64) MAX (total, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      FwContactFacts *contact;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "contacts[%u]: no object", i);
          return NULL;
        }
      contact = fw_contact_facts_read (json_node_get_object (node), error);
      if (contact == NULL)
        {
          g_prefix_error (error, "contacts[%u]: ", i);
          return NULL;
        }
      g_ptr_array_add (answer->contacts, contact);
    }
  return g_steal_pointer (&answer);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  Answer *answer = parse_answer (data, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) free_answer);
  else
    g_task_return_error (task, error);
}

static FwContactRow *
ensure_row (FwContactsModel *self, guint position)
{
  FwContactRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));

  if (row == NULL)
    {
      row = fw_contact_row_new (position);
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
    }
  return row;
}

static void
fail (FwContactsModel *self, guint page, const GError *error)
{
  g_hash_table_remove (self->asked, GUINT_TO_POINTER (page));
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ask) ask = data;
  FwContactsModel *self = ask->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), &error);
  guint first = ask->page * FW_CONTACTS_PART;

  if (self->cancellable != ask->cancellable)
    return;
  self->loading--;
  if (answer == NULL)
    {
      fail (self, ask->page, error);
      return;
    }
  /* later pages do not change the length: what has come since then is for the next look */
  if (ask->page == 0)
    {
      self->total = answer->total;
      self->n = (guint) MIN (answer->total, G_MAXINT);
      g_clear_pointer (&self->zone, g_time_zone_unref);
      if (*answer->zone != '\0')
        self->zone = g_time_zone_new_identifier (answer->zone);
    }
  for (guint i = 0; i < answer->contacts->len && first + i < self->n; i++)
    fw_contact_row_set (ensure_row (self, first + i),
                        g_steal_pointer (&g_ptr_array_index (answer->contacts, i)));
  if (ask->page == 0)
    {
      if (self->n > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n);
      g_signal_emit (self, signals[LOADED], 0);
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ask) ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (ask->self->cancellable != ask->cancellable)
    return;
  if (bytes == NULL)
    {
      ask->self->loading--;
      fail (ask->self, ask->page, error);
      return;
    }
  task = g_task_new (NULL, NULL, parsed_cb, g_steal_pointer (&ask));
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, parse_in_thread);
}

static void
fetch (FwContactsModel *self, guint page)
{
  g_autofree char *path = NULL;
  Ask *ask;

  if (self->query == NULL || !g_hash_table_add (self->asked, GUINT_TO_POINTER (page)))
    return;
  path = g_strdup_printf ("contacts?%s&offset=%u&limit=%u", self->query, page * FW_CONTACTS_PART,
                          FW_CONTACTS_PART);
  ask = g_new (Ask, 1);
  ask->self = g_object_ref (self);
  ask->cancellable = g_object_ref (self->cancellable);
  ask->page = page;
  self->loading++;
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           ask);
}

static GType
get_item_type (GListModel *model)
{
  return FW_TYPE_CONTACT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return FW_CONTACTS_MODEL (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FwContactsModel *self = FW_CONTACTS_MODEL (model);
  FwContactRow *row;

  if (position >= self->n)
    return NULL;
  row = ensure_row (self, position);
  if (fw_contact_row_get (row) == NULL)
    fetch (self, position / FW_CONTACTS_PART);
  return g_object_ref (row);
}

static void
fw_contacts_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
drop_question (FwContactsModel *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->query, g_free);
  self->loading = 0;
}

static void
fw_contacts_model_dispose (GObject *object)
{
  FwContactsModel *self = FW_CONTACTS_MODEL (object);

  drop_question (self);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_contacts_model_parent_class)->dispose (object);
}

static void
fw_contacts_model_finalize (GObject *object)
{
  FwContactsModel *self = FW_CONTACTS_MODEL (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  G_OBJECT_CLASS (fw_contacts_model_parent_class)->finalize (object);
}

static void
fw_contacts_model_class_init (FwContactsModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_contacts_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_contacts_model_finalize;
  signals[FAILED] = g_signal_new ("failed", FW_TYPE_CONTACTS_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[LOADED] = g_signal_new ("loaded", FW_TYPE_CONTACTS_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_contacts_model_init (FwContactsModel *self)
{
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->asked = g_hash_table_new (NULL, NULL);
}

FwContactsModel *
fw_contacts_model_new (FwClient *client)
{
  FwContactsModel *self = g_object_new (FW_TYPE_CONTACTS_MODEL, NULL);

  self->client = g_object_ref (client);
  return self;
}

void
fw_contacts_model_ask (FwContactsModel *self, const char *query)
{
  guint removed;

  g_return_if_fail (FW_IS_CONTACTS_MODEL (self));

  drop_question (self);
  g_hash_table_remove_all (self->asked);
  removed = self->n;
  self->n = 0;
  self->total = 0;
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, 0);
  g_hash_table_remove_all (self->rows);
  if (query == NULL)
    return;
  self->query = g_strdup (query);
  self->cancellable = g_cancellable_new ();
  fetch (self, 0);
}

const char *
fw_contacts_model_get_query (FwContactsModel *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_MODEL (self), NULL);
  return self->query;
}

guint64
fw_contacts_model_get_total (FwContactsModel *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_MODEL (self), 0);
  return self->total;
}

GTimeZone *
fw_contacts_model_get_zone (FwContactsModel *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_MODEL (self), NULL);
  return self->zone;
}

gboolean
fw_contacts_model_is_loading (FwContactsModel *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_MODEL (self), FALSE);
  return self->loading > 0;
}

guint
fw_contacts_model_count_known (FwContactsModel *self)
{
  guint n = 0;

  g_return_val_if_fail (FW_IS_CONTACTS_MODEL (self), 0);

  while (n < self->n)
    {
      FwContactRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (n));

      if (row == NULL || fw_contact_row_get (row) == NULL)
        break;
      n++;
    }
  return n;
}
