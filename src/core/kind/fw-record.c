/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/kind/fw-record.h"

#include <math.h>
#include <string.h>

/* What a field holds depends on its type: text (TEXT, ENUM, REF, SECRET), list (REF_LIST), number
 * (NUMBER), else integer. */
typedef struct
{
  gboolean set;
  gboolean left; /* nothing is said of it */
  gint64 integer;
  double number;
  char *text;
  GStrv list;
} Value;

struct _FwRecord
{
  gatomicrefcount references;
  const FwKind *kind;
  char *id;
  guint revision;
  gboolean deleted;
  Value values[]; /* kind->n_fields of them */
};

static gboolean
is_text (const FwField *field)
{
  return field->type == FW_FIELD_TEXT || field->type == FW_FIELD_ENUM ||
         field->type == FW_FIELD_REF || field->type == FW_FIELD_SECRET;
}

FwRecord *
fw_record_new (const FwKind *kind, const char *id)
{
  FwRecord *self;

  g_return_val_if_fail (kind != NULL && id != NULL, NULL);

  self = g_malloc0 (sizeof (FwRecord) + kind->n_fields * sizeof (Value));
  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

static void
copy_value (Value *copy, const Value *value)
{
  *copy = *value;
  copy->text = g_strdup (value->text);
  copy->list = g_strdupv (value->list);
}

FwRecord *
fw_record_copy (FwRecord *self)
{
  FwRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = fw_record_new (self->kind, self->id);
  copy->revision = self->revision;
  copy->deleted = self->deleted;
  for (guint i = 0; i < self->kind->n_fields; i++)
    copy_value (&copy->values[i], &self->values[i]);
  return copy;
}

FwRecord *
fw_record_as (FwRecord *self, const FwKind *kind)
{
  FwRecord *record;

  g_return_val_if_fail (self != NULL && kind != NULL && fw_kind_is_same (self->kind, kind), NULL);

  if (self->kind == kind)
    return fw_record_ref (self);

  record = fw_record_new (kind, self->id);
  record->revision = self->revision;
  record->deleted = self->deleted;
  for (guint i = 0; i < kind->n_fields; i++)
    if (i < self->kind->n_fields)
      copy_value (&record->values[i], &self->values[i]);
    else
      fw_record_leave (record, i);
  return record;
}

FwRecord *
fw_record_ref (FwRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_record_unref (FwRecord *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  for (guint i = 0; i < self->kind->n_fields; i++)
    fw_record_clear (self, i);
  g_free (self->id);
  g_free (self);
}

const FwKind *
fw_record_get_kind (const FwRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind;
}

const char *
fw_record_get_id (const FwRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

guint
fw_record_get_revision (const FwRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->revision;
}

void
fw_record_set_revision (FwRecord *self, guint revision)
{
  g_return_if_fail (self != NULL);

  self->revision = revision;
}

gboolean
fw_record_is_deleted (const FwRecord *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->deleted;
}

void
fw_record_set_deleted (FwRecord *self, gboolean deleted)
{
  g_return_if_fail (self != NULL);

  self->deleted = deleted;
}

gboolean
fw_record_is_empty (const FwRecord *self, guint field)
{
  g_return_val_if_fail (self != NULL && field < self->kind->n_fields, TRUE);

  return !self->values[field].set;
}

void
fw_record_clear (FwRecord *self, guint field)
{
  Value *value;

  g_return_if_fail (self != NULL && field < self->kind->n_fields);

  value = &self->values[field];
  /* A password must not stay behind in memory that somebody else is given. */
  if (value->text != NULL && self->kind->fields[field].type == FW_FIELD_SECRET)
    explicit_bzero (value->text, strlen (value->text));
  g_free (value->text);
  g_strfreev (value->list);
  *value = (Value){ 0 };
}

void
fw_record_leave (FwRecord *self, guint field)
{
  g_return_if_fail (self != NULL && field < self->kind->n_fields);

  fw_record_clear (self, field);
  self->values[field].left = TRUE;
}

gboolean
fw_record_is_left (const FwRecord *self, guint field)
{
  g_return_val_if_fail (self != NULL && field < self->kind->n_fields, FALSE);

  return self->values[field].left;
}

const char *
fw_record_get_text (const FwRecord *self, guint field)
{
  g_return_val_if_fail (self != NULL && field < self->kind->n_fields, NULL);
  g_return_val_if_fail (is_text (&self->kind->fields[field]), NULL);

  return self->values[field].text;
}

gint64
fw_record_get_integer (const FwRecord *self, guint field)
{
  g_return_val_if_fail (self != NULL && field < self->kind->n_fields, 0);

  return self->values[field].integer;
}

double
fw_record_get_number (const FwRecord *self, guint field)
{
  const Value *value;

  g_return_val_if_fail (self != NULL && field < self->kind->n_fields, NAN);

  value = &self->values[field];
  if (!value->set)
    return NAN;
  return self->kind->fields[field].type == FW_FIELD_NUMBER ? value->number
                                                           : (double) value->integer;
}

const char *const *
fw_record_get_list (const FwRecord *self, guint field)
{
  g_return_val_if_fail (self != NULL && field < self->kind->n_fields, NULL);

  return (const char *const *) self->values[field].list;
}

/* U+061C, U+200E-200F, U+202A-202E, U+2066-2069: they turn the text beside a name round. */
static gboolean
is_direction_mark (gunichar character)
{
  return character == 0x061c || character == 0x200e || character == 0x200f ||
         (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069);
}

/* Without direction marks, and without the spaces at the ends that may stand beside one. */
static char *
clean_text (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_direction_mark (g_utf8_get_char (p)))
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
  return g_strstrip (g_string_free (out, FALSE));
}

void
fw_record_set_text (FwRecord *self, guint field, const char *value)
{
  char *text;

  g_return_if_fail (self != NULL && field < self->kind->n_fields);
  g_return_if_fail (is_text (&self->kind->fields[field]));

  text = value == NULL                                       ? NULL
         : self->kind->fields[field].type == FW_FIELD_SECRET ? g_strdup (value)
                                                             : clean_text (value);
  fw_record_clear (self, field);
  if (text != NULL && *text != '\0')
    {
      self->values[field].set = TRUE;
      self->values[field].text = g_steal_pointer (&text);
    }
  g_free (text);
}

void
fw_record_set_integer (FwRecord *self, guint field, gint64 value)
{
  g_return_if_fail (self != NULL && field < self->kind->n_fields);

  if (self->kind->fields[field].type == FW_FIELD_NUMBER)
    {
      fw_record_set_number (self, field, (double) value);
      return;
    }

  fw_record_clear (self, field);
  self->values[field].set = TRUE;
  self->values[field].integer = value;
}

void
fw_record_set_number (FwRecord *self, guint field, double value)
{
  g_return_if_fail (self != NULL && field < self->kind->n_fields);
  g_return_if_fail (self->kind->fields[field].type == FW_FIELD_NUMBER);

  fw_record_clear (self, field);
  if (isnan (value))
    return;
  self->values[field].set = TRUE;
  self->values[field].number = value == 0 ? 0 : value; /* -0 would print and compare as another */
}

void
fw_record_set_list (FwRecord *self, guint field, const char *const *value)
{
  GStrv list;

  g_return_if_fail (self != NULL && field < self->kind->n_fields);
  g_return_if_fail (self->kind->fields[field].type == FW_FIELD_REF_LIST);

  list = g_strdupv ((char **) value);
  fw_record_clear (self, field);
  if (list != NULL && list[0] != NULL)
    {
      self->values[field].set = TRUE;
      self->values[field].list = g_steal_pointer (&list);
    }
  g_strfreev (list);
}

guint
fw_record_find (const FwRecord *self, const char *field)
{
  gint index;

  g_return_val_if_fail (self != NULL && field != NULL, 0);

  index = fw_kind_find_field (self->kind, field);
  g_return_val_if_fail (index >= 0, 0);

  return (guint) index;
}

gboolean
fw_record_lacks (const FwRecord *self, const char *field)
{
  return fw_record_is_empty (self, fw_record_find (self, field));
}

const char *
fw_record_text (const FwRecord *self, const char *field)
{
  gint index = fw_kind_find_field (self->kind, field);

  g_return_val_if_fail (index >= 0, NULL);

  return fw_record_get_text (self, (guint) index);
}

const char *
fw_record_find_reference (const FwRecord *self, const char *field)
{
  gint index;

  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  index = fw_kind_find_field (self->kind, field);
  return index >= 0 && self->kind->fields[index].type == FW_FIELD_REF
             ? fw_record_get_text (self, (guint) index)
             : NULL;
}

gint64
fw_record_integer (const FwRecord *self, const char *field)
{
  gint index = fw_kind_find_field (self->kind, field);

  g_return_val_if_fail (index >= 0, 0);

  return fw_record_get_integer (self, (guint) index);
}

void
fw_record_put_text (FwRecord *self, const char *field, const char *value)
{
  gint index;

  g_return_if_fail (self != NULL && field != NULL);

  index = fw_kind_find_field (self->kind, field);
  g_return_if_fail (index >= 0);

  fw_record_set_text (self, (guint) index, value);
}

gboolean
fw_record_equal_field (const FwRecord *self, const FwRecord *other, guint field)
{
  static const Value nothing = { 0 };
  const Value *a, *b;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);
  g_return_val_if_fail (fw_kind_is_same (self->kind, other->kind), FALSE);

  a = field < self->kind->n_fields ? &self->values[field] : &nothing;
  b = field < other->kind->n_fields ? &other->values[field] : &nothing;
  if (a->set != b->set)
    return FALSE;
  if (a->list != NULL && b->list != NULL)
    return g_strv_equal ((const char *const *) a->list, (const char *const *) b->list);
  return a->integer == b->integer && a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

static const char *
get_named_text (const FwRecord *self, const char *name)
{
  gint field = fw_kind_find_field (self->kind, name);

  return field >= 0 ? fw_record_get_text (self, (guint) field) : NULL;
}

static const char *const *
get_named_list (const FwRecord *self, const char *name)
{
  gint field = fw_kind_find_field (self->kind, name);

  return field >= 0 ? fw_record_get_list (self, (guint) field) : NULL;
}

/* What a record tells of others than its own site and team is seen by whom those are shown to. */
static gboolean
reaches_told (const FwRecord *self, FwScope *scope, FwScopeAct act)
{
  const FwPlace told = { .level = FW_LEVEL_TEAM,
                         .sites = get_named_list (self, "told_sites"),
                         .teams = get_named_list (self, "told_teams") };

  return fw_scope_reaches (scope, act, &told);
}

/* Those about whom it is. */
static const char *const *
list_people (const FwRecord *self, const char *people[FW_KIND_MAX_FIELDS + 1])
{
  const char *const *whose = self->kind->whose;
  guint n = 0;

  for (guint i = 0; whose != NULL && whose[i] != NULL; i++)
    {
      const char *person =
          g_str_equal (whose[i], "id") ? self->id : get_named_text (self, whose[i]);

      if (person != NULL)
        people[n++] = person;
    }
  people[n] = NULL;
  return people;
}

static gboolean
reaches (const FwRecord *self, FwScope *scope, FwScopeAct act)
{
  FwKindScope way = self->kind->scope;
  const char *const sites[] = { way == FW_SCOPE_IS_SITE ? self->id : get_named_text (self, "site"),
                                NULL };
  const char *const teams[] = { way == FW_SCOPE_IS_TEAM ? self->id : get_named_text (self, "team"),
                                NULL };
  const char *people[FW_KIND_MAX_FIELDS + 1];
  const FwPlace place = { fw_kind_get_level (self->kind), sites, teams,
                          list_people (self, people) };

  return fw_scope_reaches (scope, act, &place) &&
         (way != FW_SCOPE_BY_TOLD || reaches_told (self, scope, act));
}

/* Whose it is by name sees it all the same. */
static gboolean
is_closed_to (const FwRecord *self, FwScope *scope)
{
  const FwKind *kind = self->kind;

  if ((fw_kind_get_closed_roles (kind) & fw_scope_get_role (scope)) == 0 ||
      fw_record_integer (self, kind->closed) == 0)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].account &&
        g_strcmp0 (fw_record_get_text (self, i), fw_scope_get_account (scope)) == 0)
      return FALSE;
  return TRUE;
}

gboolean
fw_record_is_allowed (const FwRecord *self, FwScope *scope)
{
  g_return_val_if_fail (self != NULL && scope != NULL, FALSE);

  return reaches (self, scope, FW_ACT_SEE) && !is_closed_to (self, scope);
}

gboolean
fw_record_may_change (const FwRecord *self, FwScope *scope)
{
  g_return_val_if_fail (self != NULL && scope != NULL, FALSE);

  return reaches (self, scope, FW_ACT_CHANGE) && fw_record_is_allowed (self, scope);
}

void
fw_record_hide (FwRecord *self, FwRole role)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const FwField *field = &self->kind->fields[i];

      if (field->type == FW_FIELD_SECRET || (fw_kind_get_read (self->kind, field) & role) == 0)
        fw_record_clear (self, i);
    }
}

void
fw_record_set_fallbacks (FwRecord *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->kind->n_fields; i++)
    if (!self->values[i].set && self->kind->fields[i].fallback != NULL &&
        !fw_record_parse (self, i, fw_text (self->kind->fields[i].fallback), NULL))
      g_assert_not_reached ();
}
