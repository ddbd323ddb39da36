/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/kind/fw-kind.h"

#include <gio/gio.h>
#include <string.h>

#include "core/kind/fw-kind-parse.h"
#include "core/kind/fw-kinds-resource.h"

#define FOLDER "/org/floorwalker/kinds/"

static GBytes *
read_file (GResource *resource, const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  GBytes *bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    g_error ("%s is not in the program", path);
  return bytes;
}

/* A description that is wrong is a fault of the build: there is nothing that could go on. */
static gpointer
read_kinds (gpointer data)
{
  GResource *resource = fw_kinds_get_resource ();
  g_autoptr (GBytes) list = read_file (resource, "list");
  g_autofree char *text = g_strndup (g_bytes_get_data (list, NULL), g_bytes_get_size (list));
  g_auto (GStrv) names = g_strsplit_set (g_strstrip (text), " \n", -1);
  const FwKind **kinds = g_new0 (const FwKind *, g_strv_length (names) + 1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (names[i], ".xml", NULL);
      g_autoptr (GBytes) bytes = read_file (resource, file);
      g_autoptr (GError) error = NULL;

      kinds[i] = fw_kind_parse (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                kinds, &error);
      if (kinds[i] == NULL)
        g_error ("%s", error->message);
    }
  return kinds;
}

const FwKind *const *
fw_kinds (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_kinds, NULL);
}

const FwKind *
fw_kind_find (const char *name)
{
  return fw_kinds_find (fw_kinds (), name);
}

const FwKind *
fw_kinds_find (const FwKind *const *kinds, const char *name)
{
  g_return_val_if_fail (kinds != NULL, NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_strcmp0 (kinds[i]->name, name) == 0)
      return kinds[i];

  return NULL;
}

gboolean
fw_kind_is_same (const FwKind *self, const FwKind *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self == other || strcmp (self->name, other->name) == 0;
}

gboolean
fw_kind_is_own (const FwKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  return g_str_has_prefix (kind->name, FW_KIND_OWN);
}

gint
fw_kind_find_field (const FwKind *kind, const char *name)
{
  g_return_val_if_fail (kind != NULL && name != NULL, -1);

  for (guint i = 0; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, name) == 0)
      return (gint) i;

  return -1;
}

gboolean
fw_kind_has_lists (const FwKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_REF_LIST)
      return TRUE;
  return FALSE;
}

FwPlaceLevel
fw_kind_get_level (const FwKind *kind)
{
  static const FwPlaceLevel levels[] = {
    [FW_SCOPE_NONE] = FW_LEVEL_CENTRE,     [FW_SCOPE_IS_SITE] = FW_LEVEL_SITE,
    [FW_SCOPE_IS_TEAM] = FW_LEVEL_TEAM,    [FW_SCOPE_BY_SITE] = FW_LEVEL_SITE,
    [FW_SCOPE_BY_TEAM] = FW_LEVEL_TEAM,    [FW_SCOPE_BY_TOLD] = FW_LEVEL_TEAM,
    [FW_SCOPE_IS_WHOLE] = FW_LEVEL_LIMITS,
  };

  g_return_val_if_fail (kind != NULL, FW_LEVEL_LIMITS);

  return levels[kind->scope];
}

FwRole
fw_kind_get_read (const FwKind *kind, const FwField *field)
{
  g_return_val_if_fail (kind != NULL, FW_ROLE_NONE);

  return field != NULL && field->read != 0 ? kind->read & field->read : kind->read;
}

FwRole
fw_kind_get_closed_roles (const FwKind *kind)
{
  g_return_val_if_fail (kind != NULL, FW_ROLE_NONE);

  return kind->closed != NULL ? kind->write & ~FW_ROLE_ADMINISTRATOR : FW_ROLE_NONE;
}

FwRole
fw_kind_get_write (const FwKind *kind, const FwField *field)
{
  g_return_val_if_fail (kind != NULL, FW_ROLE_NONE);

  if (field != NULL && (field->moved || field->derived))
    return FW_ROLE_NONE;
  return field != NULL && field->write != 0 ? field->write : kind->write;
}

gint
fw_kind_get_state (const FwKind *kind)
{
  g_return_val_if_fail (kind != NULL, -1);

  return kind->flow != NULL ? fw_kind_find_field (kind, FW_KIND_STATE) : -1;
}
