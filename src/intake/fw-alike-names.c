/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-alike-names.h"

#include "intake/fw-intake-run.h"

/* Names that are remembered: more are no names of people and queues, but numbers of something. */
#define MOST_NAMES 50000
/* Groups that are told. */
#define MOST_GROUPS 100

void
fw_alike_names_clear (FwAlikeNames *self)
{
  fw_hash_set_clear (&self->seen);
  g_clear_pointer (&self->forms, g_hash_table_unref);
}

static void
free_names (gpointer names)
{
  g_ptr_array_unref (names);
}

static void
add_form (FwAlikeNames *self, const char *kind, FwText name)
{
  g_autofree char *text = fw_text_dup (name);
  g_autofree char *folded = NULL, *key = NULL;
  GPtrArray *names;

  if (!g_utf8_validate (text, -1, NULL))
    return;
  if (self->forms == NULL)
    self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_names);
  folded = g_utf8_casefold (text, -1);
  key = g_strconcat (kind, "\n", folded, NULL);
  names = g_hash_table_lookup (self->forms, key);
  if (names == NULL)
    {
      names = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->forms, g_steal_pointer (&key), names);
    }
  g_ptr_array_add (names, g_steal_pointer (&text));
}

void
fw_alike_names_add (FwAlikeNames *self, const char *kind, FwText name)
{
  g_return_if_fail (self != NULL && kind != NULL);

  if (name.length == 0 || self->seen.n >= MOST_NAMES ||
      fw_hash_set_add (&self->seen, fw_intake_hash (name, (guint64) *kind)))
    return;
  add_form (self, kind, name);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gint
compare_lists (gconstpointer a, gconstpointer b)
{
  const char *const *one = *(const char *const *const *) a, *const *two =
                                                                *(const char *const *const *) b;
  gint order = strcmp (one[0], two[0]);

  return order != 0 ? order : strcmp (one[1], two[1]);
}

void
fw_alike_names_list (const FwAlikeNames *self, GPtrArray *alike)
{
  GHashTableIter iter;
  gpointer key, value;

  g_return_if_fail (self != NULL && alike != NULL);

  if (self->forms == NULL)
    return;
  g_hash_table_iter_init (&iter, self->forms);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autoptr (GStrvBuilder) list = NULL;
      GPtrArray *names = value;

      if (names->len < 2)
        continue;
      g_ptr_array_sort (names, compare_names);
      list = g_strv_builder_new ();
      g_strv_builder_add (list, g_str_has_prefix (key, "agent") ? "agent" : "queue");
      for (guint i = 0; i < names->len; i++)
        g_strv_builder_add (list, names->pdata[i]);
      g_ptr_array_add (alike, g_strv_builder_end (list));
    }
  g_ptr_array_sort (alike, compare_lists);
  if (alike->len > MOST_GROUPS)
    g_ptr_array_set_size (alike, MOST_GROUPS);
}
