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

/* One way in which a name is written. */
typedef struct
{
  char *text;
  gboolean known; /* to the centre, before this read */
  gboolean read;  /* here */
} Form;

static void
free_form (gpointer data)
{
  Form *form = data;

  g_free (form->text);
  g_free (form);
}

static void
free_forms (gpointer forms)
{
  g_ptr_array_unref (forms);
}

/* Returns: (transfer none) (nullable): made where it was not seen; NULL: it is no text. */
static Form *
reach_form (FwAlikeNames *self, const char *kind, FwText name)
{
  g_autofree char *text = fw_text_dup (name);
  g_autofree char *folded = NULL, *key = NULL;
  GPtrArray *forms;
  Form *form;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  if (self->forms == NULL)
    self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_forms);
  folded = g_utf8_casefold (text, -1);
  key = g_strconcat (kind, "\n", folded, NULL);
  forms = g_hash_table_lookup (self->forms, key);
  if (forms == NULL)
    {
      forms = g_ptr_array_new_with_free_func (free_form);
      g_hash_table_insert (self->forms, g_steal_pointer (&key), forms);
    }
  for (guint i = 0; i < forms->len; i++)
    if (g_str_equal (((Form *) forms->pdata[i])->text, text))
      return forms->pdata[i];

  form = g_new0 (Form, 1);
  form->text = g_steal_pointer (&text);
  g_ptr_array_add (forms, form);
  return form;
}

void
fw_alike_names_add (FwAlikeNames *self, const char *kind, FwText name)
{
  Form *form;

  g_return_if_fail (self != NULL && kind != NULL);

  if (name.length == 0 || self->seen.n >= MOST_NAMES ||
      fw_hash_set_add (&self->seen, fw_intake_hash (name, (guint64) *kind)))
    return;
  form = reach_form (self, kind, name);
  if (form != NULL)
    form->read = TRUE;
}

void
fw_alike_names_add_known (FwAlikeNames *self, const char *kind, FwText name)
{
  Form *form;

  g_return_if_fail (self != NULL && kind != NULL);

  form = name.length > 0 ? reach_form (self, kind, name) : NULL;
  if (form != NULL)
    form->known = TRUE;
}

/* "Ann Lee", neither "ANN LEE" nor "ann lee". */
static gboolean
is_mixed (const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1), *large = g_utf8_strup (text, -1);

  return !g_str_equal (text, small) && !g_str_equal (text, large);
}

/* Those that are new here first, then those that are not written as names are: the last one is what
 * the others would be taken for. */
static gint
compare_forms (gconstpointer a, gconstpointer b)
{
  const Form *one = *(const Form *const *) a, *two = *(const Form *const *) b;
  gint order = 2 * (one->known - two->known) + is_mixed (one->text) - is_mixed (two->text);

  return order != 0 ? order : strcmp (one->text, two->text);
}

static gboolean
is_told (const GPtrArray *forms)
{
  for (guint i = 0; forms->len > 1 && i < forms->len; i++)
    if (((const Form *) forms->pdata[i])->read)
      return TRUE;

  return FALSE;
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
      GPtrArray *forms = value;

      if (!is_told (forms))
        continue;
      g_ptr_array_sort (forms, compare_forms);
      list = g_strv_builder_new ();
      g_strv_builder_add (list, g_str_has_prefix (key, "agent") ? "agent" : "queue");
      for (guint i = 0; i < forms->len; i++)
        g_strv_builder_add (list, ((const Form *) forms->pdata[i])->text);
      g_ptr_array_add (alike, g_strv_builder_end (list));
    }
  g_ptr_array_sort (alike, compare_lists);
  if (alike->len > MOST_GROUPS)
    g_ptr_array_set_size (alike, MOST_GROUPS);
}
