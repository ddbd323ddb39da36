/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-settings.h"

/* Where the console itself lies: <build>/src/console or <prefix>/bin. */
static char *
find_own_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : g_strdup (".");
}

static char *
keep_existing (char *path)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_free (path);
  return NULL;
}

char *
fw_places_find_program (const char *name)
{
  g_autofree char *own = find_own_folder ();
  char *found;

  found = keep_existing (g_build_filename (own, "..", "server", name, NULL));
  if (found == NULL)
    found = keep_existing (g_build_filename (own, name, NULL));
  if (found == NULL)
    found = keep_existing (g_build_filename (own, "..", "libexec", name, NULL));
  if (found == NULL)
    found = g_find_program_in_path (name);
  return found;
}

char *
fw_places_find_locale (void)
{
  g_autofree char *own = find_own_folder ();
  char *found;

  found = keep_existing (g_build_filename (own, "..", "..", "po", NULL));
  if (found == NULL)
    found = g_build_filename (own, "..", "share", "locale", NULL);
  return found;
}

static GSettingsSchemaSource *
open_build_schemas (void)
{
  g_autofree char *own = find_own_folder ();
  g_autofree char *folder = g_build_filename (own, "..", "..", "data", NULL);
  g_autofree char *tests = g_build_filename (own, "..", "..", "..", "data", NULL);
  GSettingsSchemaSource *source;

  source = g_settings_schema_source_new_from_directory (
      folder, g_settings_schema_source_get_default (), TRUE, NULL);
  if (source == NULL)
    source = g_settings_schema_source_new_from_directory (
        tests, g_settings_schema_source_get_default (), TRUE, NULL);
  return source;
}

GSettings *
fw_settings (void)
{
  static GSettings *settings;
  g_autoptr (GSettingsSchema) schema = NULL;
  GSettingsSchemaSource *source;

  if (settings != NULL)
    return settings;

  /* The build tree's own schema goes first: the one that is installed may be older than the
   * program. */
  source = open_build_schemas ();
  if (source == NULL)
    source = g_settings_schema_source_get_default ();
  schema = source != NULL ? g_settings_schema_source_lookup (source, FW_APP_ID, TRUE) : NULL;
  if (schema == NULL)
    g_error ("the settings schema %s is not installed", FW_APP_ID);
  settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

void
fw_settings_save_table (const char *table, GVariant *state)
{
  g_autoptr (GVariant) tables = g_settings_get_value (fw_settings (), "tables");
  g_autoptr (GVariant) held = g_variant_ref_sink (state);
  GVariantDict dict;

  g_variant_dict_init (&dict, tables);
  g_variant_dict_insert_value (&dict, table, held);
  g_settings_set_value (fw_settings (), "tables", g_variant_dict_end (&dict));
}

GVariant *
fw_settings_load_table (const char *table)
{
  g_autoptr (GVariant) tables = g_settings_get_value (fw_settings (), "tables");

  return g_variant_lookup_value (tables, table, NULL);
}

gboolean
fw_settings_toggle_pin (const char *page)
{
  g_auto (GStrv) pins = g_settings_get_strv (fw_settings (), "pins");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;
  gboolean pinned = FALSE;

  g_return_val_if_fail (page != NULL, FALSE);

  for (guint i = 0; pins[i] != NULL; i++)
    if (g_str_equal (pins[i], page))
      pinned = TRUE;
    else
      g_strv_builder_add (builder, pins[i]);
  if (!pinned)
    g_strv_builder_add (builder, page);
  changed = g_strv_builder_end (builder);
  g_settings_set_strv (fw_settings (), "pins", (const char *const *) changed);
  return !pinned;
}
