/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-writer.h"

#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

#define OUTBOX_KEY "fw-outbox"

typedef struct
{
  FwRecord *record;
  char *body;
  const char *method;
  gboolean at_once; /* it does not wait on this desk */
  FwRecord *stored;
  char *field;
} Write;

static void
free_write (gpointer data)
{
  Write *write = data;

  g_clear_pointer (&write->record, fw_record_unref);
  g_clear_pointer (&write->stored, fw_record_unref);
  g_free (write->body);
  g_free (write->field);
  g_free (write);
}

FwOutbox *
fw_outbox_of (FwClient *client)
{
  return g_object_get_data (G_OBJECT (client), OUTBOX_KEY);
}

void
fw_outbox_attach (FwClient *client, FwOutbox *outbox)
{
  /* Not owned: the outbox holds the client. */
  g_object_set_data (G_OBJECT (client), OUTBOX_KEY, outbox);
}

char *
fw_record_to_body (FwRecord *record)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_record_json_append (&writer, record, TRUE);
  return g_strdup (text->str);
}

/* By the fields that there is only one record of, where there are such: who and when. */
static char *
make_title (FwClient *client, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (GString) title = g_string_new (NULL);
  const char *own = fw_record_text (record, kind->title);

  for (guint i = 0; kind->once != NULL && kind->once[i] != NULL; i++)
    {
      g_autofree char *text = fw_record_format_field (
          record, fw_kind_find_field (kind, kind->once[i]), fw_record_list_title, client);

      g_string_append_printf (title, "%s%s", i > 0 ? " · " : "", text);
    }
  if (title->len == 0)
    g_string_append (title, own != NULL ? own : fw_record_get_id (record));
  return g_string_free (g_steal_pointer (&title), FALSE);
}

FwOutboxItem *
fw_record_to_edit (FwClient *client, FwRecord *record, gboolean deletes)
{
  const guint revision = fw_record_get_revision (record);
  g_autofree char *title = make_title (client, record);
  g_autofree char *body = deletes ? g_strdup ("") : fw_record_to_body (record);

  return fw_outbox_item_new (deletes         ? "DELETE"
                             : revision == 0 ? "POST"
                                             : "PUT",
                             fw_record_get_kind (record)->name, fw_record_get_id (record), revision,
                             body, title);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (fw_outbox_add_finish (result, &error))
    g_task_return_int (task, FW_WRITE_WAITING);
  else
    g_task_return_error (task, error);
}

void
fw_record_keep_edits (FwOutbox *outbox, GPtrArray *edits, GTask *task)
{
  fw_outbox_add_all_async (outbox, edits, kept_cb, task);
}

/* A server that is away takes nothing: the edit waits here, on disk, and @task, which is taken
 * then, ends when it is there. Secrets do not wait: they are never written to the desk. */
static gboolean
try_outbox (FwClient *client, GTask *task)
{
  Write *write = g_task_get_task_data (task);
  const FwKind *kind = fw_record_get_kind (write->record);
  FwOutbox *outbox = fw_outbox_of (client);
  g_autoptr (GPtrArray) edits = NULL;

  if (outbox == NULL || write->at_once)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_SECRET && !fw_record_is_empty (write->record, i))
      return FALSE;
  edits = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (edits, fw_record_to_edit (client, write->record, write->body == NULL));
  fw_record_keep_edits (outbox, edits, task);
  return TRUE;
}

static void
read_refusal (Write *write, JsonObject *refusal)
{
  JsonObject *member;
  const char *field;

  if (refusal == NULL)
    return;
  if (fw_json_has (refusal, "stored") && fw_json_get_object (refusal, "stored", &member, NULL))
    write->stored = fw_record_json_take (fw_record_get_kind (write->record), member, NULL);
  if (fw_json_get_object (refusal, "error", &member, NULL) && fw_json_has (member, "field") &&
      fw_json_get_text (member, "field", &field, NULL))
    write->field = g_strdup (field);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Write *write = g_task_get_task_data (task);
  g_autoptr (JsonObject) object = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (answer == NULL)
    {
      read_refusal (write, fw_client_get_refusal (result));
      if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE) &&
          try_outbox (FW_CLIENT (source), task))
        {
          g_error_free (error);
          task = NULL; /* the outbox has it */
          return;
        }
      g_task_return_error (task, error);
      return;
    }
  object = fw_json_parse_bytes (answer, NULL);
  if (object != NULL)
    write->stored = fw_record_json_take (fw_record_get_kind (write->record), object, NULL);
  g_task_return_int (task, FW_WRITE_STORED);
}

static GTask *
create_task (FwClient *client,
             FwRecord *record,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Write *write = g_new0 (Write, 1);

  write->record = fw_record_ref (record);
  g_task_set_task_data (task, write, free_write);
  return task;
}

static void
start (FwClient *client, GTask *task, const char *path, GBytes *body)
{
  Write *write = g_task_get_task_data (task);

  if (fw_client_get_state (client) == FW_CLIENT_OFFLINE && try_outbox (client, task))
    return;
  fw_client_request_async (client, write->method, path, body,
                           body != NULL ? "application/json" : NULL, g_task_get_cancellable (task),
                           answered_cb, task);
}

/* Where the record itself is asked for. */
static char *
make_path (FwRecord *record)
{
  g_autofree char *escaped = g_uri_escape_string (fw_record_get_id (record), NULL, FALSE);

  return g_strdup_printf ("records/%s/%s", fw_record_get_kind (record)->name, escaped);
}

void
fw_record_write_async (FwClient *client,
                       FwRecord *record,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = create_task (client, record, cancellable, callback, user_data);
  Write *write = g_task_get_task_data (task);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;

  write->method = fw_record_get_revision (record) == 0 ? "POST" : "PUT";
  write->body = fw_record_to_body (record);
  body = g_bytes_new (write->body, strlen (write->body));
  if (fw_record_get_revision (record) == 0)
    path = g_strdup_printf ("records/%s", fw_record_get_kind (record)->name);
  else
    path = make_path (record);
  start (client, task, path, body);
}

void
fw_record_delete_async (FwClient *client,
                        FwRecord *record,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = create_task (client, record, cancellable, callback, user_data);
  Write *write = g_task_get_task_data (task);
  g_autofree char *place = make_path (record);
  g_autofree char *path =
      g_strdup_printf ("%s?revision=%u", place, fw_record_get_revision (record));

  write->method = "DELETE";
  start (client, task, path, NULL);
}

void
fw_record_restore_async (FwClient *client,
                         FwRecord *record,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = create_task (client, record, cancellable, callback, user_data);
  Write *write = g_task_get_task_data (task);
  g_autofree char *place = make_path (record);
  g_autofree char *path = g_strconcat (place, "/restore", NULL);

  write->method = "POST";
  write->at_once = TRUE;
  fw_client_request_async (client, write->method, path, NULL, NULL, cancellable, answered_cb, task);
}

void
fw_record_move_async (FwClient *client,
                      FwRecord *record,
                      const char *move,
                      const char *reason,
                      const char *const *names,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = create_task (client, record, cancellable, callback, user_data);
  Write *write = g_task_get_task_data (task);
  g_autofree char *place = make_path (record);
  g_autofree char *path = g_strconcat (place, "/moves", NULL);
  g_autofree char *request = g_uuid_string_random ();
  GString *json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", move);
  fw_json_member_integer (&writer, "revision", fw_record_get_revision (record));
  fw_json_member_text (&writer, "reason", reason);
  fw_json_member_text (&writer, "request", request);
  if (names != NULL)
    {
      fw_json_writer_key (&writer, "fields");
      fw_record_json_append_fields (&writer, record, names);
    }
  fw_json_writer_end_object (&writer);
  body = g_string_free_to_bytes (json);
  write->method = "POST";
  write->at_once = TRUE;
  fw_client_request_async (client, write->method, path, body, "application/json", cancellable,
                           answered_cb, task);
}

FwWriteOutcome
fw_record_write_finish (GAsyncResult *result, FwRecord **stored, char **field, GError **error)
{
  Write *write = g_task_get_task_data (G_TASK (result));
  gssize outcome = g_task_propagate_int (G_TASK (result), error);

  if (stored != NULL)
    *stored = write->stored != NULL ? fw_record_ref (write->stored) : NULL;
  if (field != NULL)
    *field = g_strdup (write->field);
  return outcome > 0 ? (FwWriteOutcome) outcome : FW_WRITE_FAILED;
}
