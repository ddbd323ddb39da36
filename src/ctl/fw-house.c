/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-house-private.h"

#include <glib/gstdio.h>

#include "core/fw-error.h"
#include "protocol/fw-kind-json.h"
#include "protocol/fw-record-json.h"
#include "store/fw-own-kinds.h"
#include "store/fw-record-moves.h"

gboolean
fw_house_open (FwHouse *self, const FwTarget *target, FwCentreFlags flags, GError **error)
{
  *self = (FwHouse){ .scope = fw_scope_new_administrator () };
  if (target->data != NULL)
    self->centre = fw_target_open_centre (target, flags, error);
  else
    self->remote = fw_target_open_remote (target, error);
  return self->centre != NULL || self->remote != NULL;
}

void
fw_house_close (FwHouse *self)
{
  g_clear_pointer (&self->tried, fw_records_close);
  g_clear_pointer (&self->copy, fw_database_close);
  g_clear_pointer (&self->centre, fw_centre_close);
  g_clear_pointer (&self->remote, fw_remote_free);
  g_clear_pointer (&self->scope, fw_scope_unref);
}

FwRecords *
fw_house_get_records (const FwHouse *self)
{
  g_return_val_if_fail (self->tried != NULL || self->centre != NULL, NULL);

  return self->tried != NULL ? self->tried : fw_centre_get_records (self->centre);
}

/* A store's folder is flat. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
open_copy (FwHouse *self, const FwTarget *target, const char *folder, GError **error)
{
  g_autoptr (GError) missing = NULL;

  self->scope = fw_scope_new_administrator ();
  self->copy = fw_database_open (folder, FALSE, error);
  if (self->copy == NULL)
    return FALSE;
  /* Where there is no store, what is tried is tried in an empty one. */
  if (!fw_centre_copy_records (target->data, self->copy, &missing) &&
      !g_error_matches (missing, FW_ERROR, FW_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  self->tried = fw_records_open (self->copy, error);
  return self->tried != NULL;
}

static gboolean
try_in_copy (const FwTarget *target, FwHouseAct act, gpointer user_data, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-XXXXXX", error);
  FwHouse house = { 0 };
  gboolean done;

  if (folder == NULL)
    return FALSE;
  done = open_copy (&house, target, folder, error) && act (&house, FALSE, user_data, error);
  fw_house_close (&house);
  remove_folder (folder);
  return done;
}

static gboolean
rehearse (FwHouseAct act, gpointer user_data, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-XXXXXX", error);
  FwTarget scratch = { .data = folder, .create = TRUE };
  FwHouse house = { 0 };
  gboolean done;

  if (folder == NULL)
    return FALSE;
  done = fw_house_open (&house, &scratch, FW_CENTRE_CREATE, error) &&
         act (&house, TRUE, user_data, error);
  fw_house_close (&house);
  remove_folder (folder);
  return done;
}

gboolean
fw_house_change (
    const FwTarget *target, gboolean dry, FwHouseAct act, gpointer user_data, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  g_autoptr (GError) missing = NULL;

  if (dry && target->data != NULL)
    return try_in_copy (target, act, user_data, error);
  if (fw_house_open (&house, target, FW_CENTRE_DEFAULT, &missing))
    return act (&house, FALSE, user_data, error);
  if (target->data == NULL || !target->create ||
      !g_error_matches (missing, FW_ERROR, FW_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (!rehearse (act, user_data, error))
    return FALSE;
  fw_house_close (&house);
  return fw_house_open (&house, target, FW_CENTRE_CREATE, error) &&
         act (&house, FALSE, user_data, error);
}

char *
fw_house_make_path (const FwKind *kind, const char *id)
{
  g_autofree char *escaped = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;

  return g_strconcat ("records/", kind->name, escaped != NULL ? "/" : NULL, escaped, NULL);
}

JsonObject *
fw_house_fetch (FwHouse *self, const char *path, GError **error)
{
  g_autoptr (GBytes) answer =
      fw_remote_request (self->remote, "GET", path, NULL, NULL, NULL, error);

  return answer != NULL ? fw_json_parse_bytes (answer, error) : NULL;
}

FwRecord *
fw_house_get (FwHouse *self, const FwKind *kind, const char *id, GError **error)
{
  g_autofree char *path = fw_house_make_path (kind, id);
  g_autoptr (JsonObject) object = NULL;

  if (self->centre != NULL)
    return fw_records_get (fw_centre_get_records (self->centre), self->scope, kind, id, error);
  object = fw_house_fetch (self, path, error);
  return object != NULL ? fw_record_json_take (kind, object, error) : NULL;
}

static gboolean
put_there (FwHouse *self, FwRecord *record, GError **error)
{
  gboolean fresh = fw_record_get_revision (record) == 0;
  g_autofree char *path =
      fw_house_make_path (fw_record_get_kind (record), fresh ? NULL : fw_record_get_id (record));
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_record_json_append (&writer, record, TRUE);
  body = g_string_free_to_bytes (text);
  answer = fw_remote_request (self->remote, fresh ? "POST" : "PUT", path, body, "application/json",
                              NULL, error);
  return answer != NULL;
}

gboolean
fw_house_put (FwHouse *self, FwRecord *record, GError **error)
{
  if (self->remote != NULL)
    return put_there (self, record, error);
  return fw_records_put (fw_centre_get_records (self->centre), self->scope, record,
                         g_get_real_time (), error) &&
         fw_centre_house_changed (self->centre, error);
}

static gboolean
restore_there (FwHouse *self, const FwKind *kind, const char *id, GError **error)
{
  g_autofree char *path = fw_house_make_path (kind, id);
  g_autofree char *request = g_strconcat (path, "/restore", NULL);
  g_autoptr (GBytes) answer =
      fw_remote_request (self->remote, "POST", request, NULL, NULL, NULL, error);

  return answer != NULL;
}

gboolean
fw_house_restore (FwHouse *self, const FwKind *kind, const char *id, GError **error)
{
  if (self->remote != NULL)
    return restore_there (self, kind, id, error);
  return fw_records_restore (fw_centre_get_records (self->centre), self->scope, kind, id,
                             g_get_real_time (), error) &&
         fw_centre_house_changed (self->centre, error);
}

static gboolean
move_there (FwHouse *self,
            const FwKind *kind,
            const char *id,
            const char *move,
            const char *reason,
            GError **error)
{
  g_autofree char *path = fw_house_make_path (kind, id);
  g_autofree char *request = g_strconcat (path, "/moves", NULL);
  g_autoptr (FwRecord) record = fw_house_get (self, kind, id, error);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  FwJsonWriter writer;

  if (record == NULL)
    return FALSE;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", move);
  fw_json_member_integer (&writer, "revision", fw_record_get_revision (record));
  if (reason != NULL)
    fw_json_member_text (&writer, "reason", reason);
  fw_json_writer_end_object (&writer);
  body = g_bytes_new (json->str, json->len);
  answer = fw_remote_request (self->remote, "POST", request, body, "application/json", NULL, error);
  return answer != NULL;
}

gboolean
fw_house_move (FwHouse *self,
               const FwKind *kind,
               const char *id,
               const char *move,
               const char *reason,
               GError **error)
{
  const FwRecordMove asked = { .to = move, .reason = reason };
  FwFlowRefusal refusal;
  guint revision;

  if (kind->flow == NULL)
    return fw_usage_error (error, "a %s is not moved along: its kind has no flow", kind->name);
  if (self->remote != NULL)
    return move_there (self, kind, id, move, reason, error);
  return fw_records_move (fw_centre_get_records (self->centre), self->scope, kind, id, &asked,
                          g_get_real_time (), &refusal, &revision, error) &&
         (!kind->counts || fw_centre_house_changed (self->centre, error));
}

GPtrArray *
fw_house_list_own_kinds (FwHouse *self, GError **error)
{
  g_autoptr (JsonObject) object = NULL;

  if (self->remote == NULL)
    return fw_records_list_own_kinds (fw_house_get_records (self), error);
  object = fw_house_fetch (self, "kinds", error);
  return object != NULL ? fw_own_kinds_json_read (object, error) : NULL;
}

const FwKind *const *
fw_house_get_kinds (FwHouse *self, GError **error)
{
  g_autoptr (GPtrArray) own = NULL;

  if (self->remote == NULL)
    return fw_records_get_kinds (fw_house_get_records (self));
  own = fw_house_list_own_kinds (self, error);
  return own != NULL ? fw_own_kinds_make (own) : NULL;
}

const FwKind *
fw_house_find_kind (FwHouse *self, const char *name, GError **error)
{
  const FwKind *const *kinds = fw_house_get_kinds (self, error);
  const FwKind *kind;
  g_autoptr (GString) names = NULL;

  if (kinds == NULL)
    return NULL;
  kind = fw_kinds_find (kinds, name);
  if (kind != NULL)
    return kind;
  names = g_string_new (NULL);
  for (const FwKind *const *k = kinds; *k != NULL; k++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", (*k)->name);
  fw_usage_error (error, "there is no kind “%s”; there are %s", name, names->str);
  return NULL;
}

gboolean
fw_set_field (
    FwRecord *record, const char *field, const char *text, const char *option, GError **error)
{
  gint index = fw_kind_find_field (fw_record_get_kind (record), field);
  g_autoptr (GError) failed = NULL;

  g_return_val_if_fail (index >= 0, FALSE);
  if (fw_record_parse (record, (guint) index, fw_text (text), &failed))
    return TRUE;
  return fw_usage_error (error, "%s: %s", option, failed->message);
}
