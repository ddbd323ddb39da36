/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a centre describes by itself: kinds of its own, and fields of its own for kinds that come
 * with the program. It only ever adds, so that a record, an index of a field and a column once made
 * stay what they are. */
#include <string.h>

#include "core/kind/fw-kind-private.h"
#include "core/kind/fw-own-kind.h"

/* Of a name, so that those of tables and indexes keep within the 63 bytes of PostgreSQL. */
#define MAX_NAME 24

static gboolean
check_name (FwKindBuilder *self, guint line, const char *name, const char *prefix, GError **error)
{
  if (strlen (name) > MAX_NAME)
    return fw_kind_builder_fail (self, line, error, "“%s”: expected at most %d characters", name,
                                 MAX_NAME);
  return g_str_has_prefix (name, prefix) ||
         fw_kind_builder_fail (self, line, error,
                               "“%s”: what a centre adds to the program begins with “%s”", name,
                               prefix);
}

gboolean
fw_kind_builder_check_own_field (FwKindBuilder *self, GError **error)
{
  const FwField *field = &self->field;
  const gboolean added = self->addition.of != NULL;
  const gboolean foreign = added && !g_str_has_prefix (self->addition.of, FW_KIND_OWN);

  self->field.own = added;
  if (!check_name (self, self->field_line, field->name, foreign ? FW_FIELD_OWN : "", error))
    return FALSE;
  if (field->type == FW_FIELD_SECRET)
    return fw_kind_builder_fail (self, self->field_line, error,
                                 "“%s”: a centre has no secrets of its own", field->name);
  if (field->unit_of != NULL)
    return fw_kind_builder_fail (self, self->field_line, error,
                                 "%s: only a kind of the program has that", "unit-of");
  return !added || !field->required ||
         fw_kind_builder_fail (self, self->field_line, error,
                               "“%s”: required: the records that are there have none", field->name);
}

gboolean
fw_kind_builder_check_own_kind (FwKindBuilder *self, GError **error)
{
  FwKind *kind = &self->kind->kind;
  const struct
  {
    const char *name;
    gboolean said;
  } refused[] = {
    { "counts", kind->counts },
    { "accounts", kind->accounts },
    { "dated", kind->dated },
    { "source", kind->source_name != NULL },
    { "check", kind->check != NULL },
    { "derive", kind->derive != NULL },
    { "arrange", kind->arrange != NULL },
    { "closed", kind->closed != NULL },
    { "before", kind->before.field != NULL },
    { "scope", kind->scope == FW_SCOPE_IS_SITE },
    { "scope", kind->scope == FW_SCOPE_IS_TEAM },
  };
  guint n_own = 0;

  if (!check_name (self, self->kind_line, kind->name, FW_KIND_OWN, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (refused[i].said)
      return fw_kind_builder_fail (self, self->kind_line, error,
                                   "%s: only a kind of the program has that", refused[i].name);
  for (guint i = 0; self->known[i] != NULL; i++)
    n_own += fw_kind_is_own (self->known[i]) ? 1 : 0;
  kind->takes_own = TRUE;
  return n_own < FW_KINDS_MAX_OWN ||
         fw_kind_builder_fail (self, self->kind_line, error,
                               "expected at most %d kinds of a centre's own", FW_KINDS_MAX_OWN);
}

/* ---- fields for a kind that is there ---- */

gboolean
fw_kind_builder_begin_addition (FwKindBuilder *self, GError **error)
{
  const char *of = self->addition.of;
  const FwKind *kind = fw_kinds_find (self->known, of);

  if (kind == NULL)
    return fw_kind_builder_fail (self, self->kind_line, error, "there is no kind “%s”", of);
  if (!kind->takes_own)
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "the kind “%s” takes no fields of a centre's own", of);

  self->kind->kind = *kind;
  if (kind->flow != NULL)
    self->kind->kind.flow = fw_flow_ref (kind->flow);
  self->n_known = kind->n_fields;
  g_array_append_vals (self->fields, kind->fields, kind->n_fields);
  g_array_set_size (self->lines, kind->n_fields);
  return TRUE;
}

/* What the list showed, and behind it what it shows now. */
static const char *const *
join_columns (FwKindBuilder *self)
{
  const char *const *const lists[] = { self->kind->kind.columns, self->addition.columns };
  GPtrArray *joined = g_ptr_array_new ();
  gpointer *kept;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && lists[i][j] != NULL; j++)
      g_ptr_array_add (joined, (gpointer) lists[i][j]);
  g_ptr_array_add (joined, NULL);
  kept = g_ptr_array_free (joined, FALSE);
  g_ptr_array_add (self->kind->memory, kept);
  return (const char *const *) kept;
}

gboolean
fw_kind_builder_finish_addition (FwKindBuilder *self, GError **error)
{
  FwKind *kind = &self->kind->kind;

  if (self->fields->len == self->n_known || self->fields->len > FW_KIND_MAX_FIELDS)
    return fw_kind_builder_fail (
        self, self->kind_line, error,
        "expected at least one field, and at most %d with the %u that “%s” "
        "has",
        FW_KIND_MAX_FIELDS, self->n_known, kind->name);
  kind->n_fields = self->fields->len;
  kind->fields = g_memdup2 (self->fields->data, self->fields->len * sizeof (FwField));
  g_ptr_array_add (self->kind->memory, (gpointer) kind->fields);
  kind->columns = join_columns (self);
  return fw_kind_builder_check_fields (self, error) &&
         fw_kind_builder_check_words (self, self->kind_line, "columns", kind->columns, FALSE,
                                      error);
}

/* ---- all kinds of a centre ---- */

static const FwKind *const *
make_kinds (const FwKind *const *kinds, const FwKind *added)
{
  GPtrArray *all = g_ptr_array_new ();
  gboolean replaced = FALSE;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const gboolean same = fw_kind_is_same (kinds[i], added);

      g_ptr_array_add (all, (gpointer) (same ? added : kinds[i]));
      replaced = replaced || same;
    }
  if (!replaced)
    g_ptr_array_add (all, (gpointer) added);
  g_ptr_array_add (all, NULL);
  return (const FwKind *const *) g_ptr_array_free (all, FALSE);
}

gboolean
fw_kinds_check (
    const FwKind *const *kinds, const char *file, const char *text, gsize length, GError **error)
{
  g_autoptr (FwKind) kind = NULL;

  g_return_val_if_fail (kinds != NULL && file != NULL && (text != NULL || length == 0), FALSE);

  kind = fw_kind_parse_own (file, text, length, kinds, error);
  return kind != NULL;
}

/* Records, queries and pages hold kinds without asking for how long, so none is ever freed; a store
 * that is opened again, as a backup is to be verified, finds those that it had. */
const FwKind *const *
fw_kinds_add (
    const FwKind *const *kinds, const char *file, const char *text, gsize length, GError **error)
{
  static GMutex lock;
  static GHashTable *made; /* char *, what was added to what -> const FwKind *const * */
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;
  g_autofree char *body = NULL, *key = NULL;
  const FwKind *const *all;
  FwKind *added;

  g_return_val_if_fail (kinds != NULL && file != NULL && (text != NULL || length == 0), NULL);

  added = fw_kind_parse_own (file, text, length, kinds, error);
  if (added == NULL)
    return NULL;

  locker = g_mutex_locker_new (&lock);
  body = g_strndup (text, length);
  key = g_strdup_printf ("%p %s", (gconstpointer) kinds, body);
  if (made == NULL)
    made = g_hash_table_new (g_str_hash, g_str_equal);
  all = g_hash_table_lookup (made, key);
  if (all != NULL)
    {
      fw_kind_free (added);
      return all;
    }
  all = make_kinds (kinds, added);
  g_hash_table_insert (made, g_steal_pointer (&key), (gpointer) all);
  return all;
}

/* ---- as they were added ---- */

void
fw_own_kind_free (FwOwnKind *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_free (self->kind);
  g_free (self->text);
  g_free (self);
}

const FwKind *const *
fw_own_kinds_make (GPtrArray *all)
{
  const FwKind *const *kinds = fw_kinds ();

  g_return_val_if_fail (all != NULL, kinds);

  for (guint i = 0; i < all->len; i++)
    {
      const FwOwnKind *own = all->pdata[i];
      g_autofree char *file = g_strconcat (own->kind, ".xml", NULL);
      g_autoptr (GError) error = NULL;
      const FwKind *const *more = fw_kinds_add (kinds, file, own->text, strlen (own->text), &error);

      if (more != NULL)
        kinds = more;
      else
        g_message ("%s", error->message);
    }
  return kinds;
}
