/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What narrows a question down: the scope, and conditions. Values are parameters always; names of
 * columns come from kinds. */
#include "store/fw-record-asking.h"

#include "core/fw-error.h"
#include "store/fw-record-keys.h"

/* A column that SQLite shall not look for by its index: it would read all of a team and sort them,
 * where the first of an order are wanted. To PostgreSQL, which knows how many they are, it says
 * nothing. */
#define UNSOUGHT "CAST (%s AS TEXT)"

static void
free_bytes (gpointer data)
{
  g_byte_array_unref (data);
}

gboolean
fw_record_asking_refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

guint
fw_record_asking_add (FwRecordAsking *self, FwSqlValue value)
{
  g_array_append_val (self->values, value);
  return self->values->len;
}

guint
fw_record_asking_add_bytes (FwRecordAsking *self, GByteArray *bytes)
{
  g_ptr_array_add (self->kept, bytes);
  return fw_record_asking_add (self, FW_SQL_BYTES (bytes->data, bytes->len));
}

/* As many as a power of two: statements are kept by their text. */
void
fw_record_asking_append_ids (FwRecordAsking *self, const char *const *ids)
{
  guint n = g_strv_length ((char **) ids), padded = 1;

  while (padded < n)
    padded *= 2;
  g_string_append_c (self->where, '(');
  for (guint i = 0; i < padded; i++)
    g_string_append_printf (self->where, "%s$%u", i > 0 ? ", " : "",
                            fw_record_asking_add (self, FW_SQL_STRING (ids[MIN (i, n - 1)])));
  g_string_append_c (self->where, ')');
}

void
fw_record_asking_init (FwRecordAsking *self, FwRecords *records, const FwKind *kind)
{
  self->records = records;
  self->table = fw_records_find_table (records, kind);
  self->where = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (FwSqlValue));
  self->kept = g_ptr_array_new_with_free_func (free_bytes);
}

void
fw_record_asking_clear (FwRecordAsking *self)
{
  if (self->where == NULL)
    return;
  g_string_free (self->where, TRUE);
  g_array_unref (self->values);
  g_ptr_array_unref (self->kept);
}

/* ---- the scope ---- */

static gboolean
has_place (const FwKind *kind, const char *name)
{
  gint field = fw_kind_find_field (kind, name);

  return field >= 0 && fw_field_can_be_asked (&kind->fields[field]);
}

static void
ask_sites (FwRecordAsking *self, const char *column, const FwScopeCondition *condition)
{
  const char *const *const lists[] = { condition->sites, condition->team_sites };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (lists[i] == NULL)
        continue;
      if (column == NULL)
        {
          if (!condition->siteless)
            g_string_append (self->where, " AND 1 = 0");
          continue;
        }
      g_string_append_printf (self->where, " AND (" UNSOUGHT " IN ", column);
      fw_record_asking_append_ids (self, lists[i]);
      if (condition->siteless)
        g_string_append_printf (self->where, " OR %s IS NULL", column);
      g_string_append_c (self->where, ')');
    }
}

static void
ask_teams (FwRecordAsking *self, const char *column, const FwScopeCondition *condition)
{
  if (condition->teams == NULL)
    return;
  if (column == NULL)
    {
      g_string_append (self->where, " AND 1 = 0");
      return;
    }
  g_string_append_printf (self->where, " AND " UNSOUGHT " IN ", column);
  fw_record_asking_append_ids (self, condition->teams);
}

/* Each of those that the record tells of must be among them; @empty: whether none at all will do.
 */
static void
ask_told (FwRecordAsking *self, const char *field, const char *const *among, gboolean empty)
{
  const FwRecordTable *table = self->table;
  g_autofree char *rows = NULL;
  guint kind, name;

  if (among == NULL)
    return;

  kind = fw_record_asking_add (self, FW_SQL_STRING (table->kind->name));
  name = fw_record_asking_add (self, FW_SQL_STRING (field));
  rows = g_strdup_printf ("EXISTS (SELECT 1 FROM list_reference WHERE list_reference.kind = $%u "
                          "AND list_reference.id = %s.id AND list_reference.field = $%u",
                          kind, table->name, name);
  if (!empty)
    g_string_append_printf (self->where, " AND %s)", rows);
  g_string_append_printf (self->where, " AND NOT %s AND list_reference.to_id NOT IN ", rows);
  fw_record_asking_append_ids (self, among);
  g_string_append_c (self->where, ')');
}

/* Hers by one of the fields that say whose it is; of a kind without such there is nothing. */
static void
ask_own (FwRecordAsking *self, const char *person)
{
  const char *const *whose = self->table->kind->whose;
  guint number;

  if (whose == NULL || whose[0] == NULL)
    {
      /* PostgreSQL refuses a value that the statement does not name. */
      g_string_append (self->where, " AND 1 = 0");
      return;
    }
  number = fw_record_asking_add (self, FW_SQL_STRING (person));
  g_string_append (self->where, " AND (");
  for (guint i = 0; whose[i] != NULL; i++)
    g_string_append_printf (self->where, "%s%s%s = $%u", i > 0 ? " OR " : "",
                            g_str_equal (whose[i], "id") ? "" : "f_", whose[i], number);
  g_string_append_c (self->where, ')');
}

/* What is closed to the role, but for whom it names. */
static void
ask_open (FwRecordAsking *self, FwScope *scope)
{
  const FwKind *kind = self->table->kind;
  guint number;

  if ((fw_kind_get_closed_roles (kind) & fw_scope_get_role (scope)) == 0)
    return;
  number = fw_record_asking_add (self, FW_SQL_STRING (fw_scope_get_account (scope)));
  g_string_append_printf (self->where, " AND (COALESCE (f_%s, 0) = 0", kind->closed);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].account)
      g_string_append_printf (self->where, " OR f_%s = $%u", kind->fields[i].name, number);
  g_string_append_c (self->where, ')');
}

void
fw_record_asking_narrow_scope (FwRecordAsking *self, FwScope *scope)
{
  const FwKind *kind = self->table->kind;
  const FwScopeCondition condition =
      fw_scope_get_condition (scope, fw_kind_get_level (kind), FW_ACT_SEE);
  const FwScopeCondition told = fw_scope_get_condition (scope, FW_LEVEL_TEAM, FW_ACT_SEE);

  if (condition.never)
    {
      g_string_append (self->where, " AND 1 = 0");
      return;
    }
  if (condition.person != NULL)
    {
      ask_own (self, condition.person);
      return;
    }
  ask_open (self, scope);
  ask_sites (self,
             kind->scope == FW_SCOPE_IS_SITE ? "id"
             : has_place (kind, "site")      ? "f_site"
                                             : NULL,
             &condition);
  ask_teams (self,
             kind->scope == FW_SCOPE_IS_TEAM ? "id"
             : has_place (kind, "team")      ? "f_team"
                                             : NULL,
             &condition);
  if (kind->scope != FW_SCOPE_BY_TOLD)
    return;
  ask_told (self, "told_sites", told.sites, told.siteless);
  ask_told (self, "told_sites", told.team_sites, told.siteless);
  ask_told (self, "told_teams", told.teams, FALSE);
}

/* ---- conditions ---- */

gboolean
fw_record_asking_check_reads (FwScope *scope, const FwKind *kind, gint field, GError **error)
{
  if ((fw_kind_get_read (kind, &kind->fields[field]) & fw_scope_get_role (scope)) != 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s: the role %s may not read it",
               kind->fields[field].name, fw_role_to_name (fw_scope_get_role (scope)));
  return FALSE;
}

static gboolean
compares_as_text (const FwField *field)
{
  return field->type == FW_FIELD_TEXT || field->type == FW_FIELD_ENUM ||
         field->type == FW_FIELD_REF;
}

static gboolean
add_parsed (FwRecordAsking *self, guint field, const char *text, guint *number, GError **error)
{
  g_autoptr (FwRecord) record = fw_record_new (self->table->kind, "x");
  char *kept = NULL;
  FwSqlValue value;

  if (!fw_record_parse (record, field, fw_text (text), error))
    return FALSE;
  if (fw_record_is_empty (record, field))
    return fw_record_asking_refuse (error, "%s: expected a value",
                                    self->table->kind->fields[field].name);

  value = fw_record_table_get_value (record, field, &kept);
  if (value.type == FW_SQL_TEXT)
    {
      GByteArray *text_kept = g_byte_array_new ();

      g_byte_array_append (text_kept, value.data, (guint) value.length + 1);
      g_ptr_array_add (self->kept, text_kept);
      value.data = text_kept->data;
    }
  g_free (kept);
  *number = fw_record_asking_add (self, value);
  return TRUE;
}

static gboolean
ask_is (FwRecordAsking *self, guint field, const char *const *values, GError **error)
{
  const char *name = self->table->kind->fields[field].name;
  gboolean empty = FALSE;
  guint n = 0;

  for (guint i = 0; values[i] != NULL; i++)
    {
      guint number;

      if (*values[i] == '\0')
        {
          empty = TRUE;
          continue;
        }
      if (n == FW_RECORD_QUERY_MAX_VALUES)
        return fw_record_asking_refuse (error, "%s: expected at most %d values", name,
                                        FW_RECORD_QUERY_MAX_VALUES);
      if (!add_parsed (self, field, values[i], &number, error))
        return FALSE;
      if (n++ == 0)
        g_string_append_printf (self->where, " AND (f_%s IN (", name);
      else
        g_string_append (self->where, ", ");
      g_string_append_printf (self->where, "$%u", number);
    }

  if (n > 0)
    g_string_append (self->where, ")");
  if (empty)
    g_string_append_printf (self->where, " %s f_%s IS NULL", n > 0 ? "OR" : "AND (", name);
  if (n == 0 && !empty)
    return fw_record_asking_refuse (error, "%s: expected a value", name);
  g_string_append_c (self->where, ')');
  return TRUE;
}

/* By the key of the order, whose bytes stand as the texts do. */
static gboolean
ask_begins (FwRecordAsking *self, guint field, const char *text, GError **error)
{
  const FwKind *kind = self->table->kind;
  const char *name = kind->fields[field].name;
  g_autofree char *folded = NULL;
  GByteArray *from, *to;
  guint first;

  if (kind->fields[field].type != FW_FIELD_TEXT || !g_strv_contains (kind->orders, name))
    return fw_record_asking_refuse (error, "%s: a %s cannot be asked how it begins", name,
                                    kind->name);
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return fw_record_asking_refuse (error, "%s: expected how it begins", name);

  folded = fw_record_keys_fold (text);
  from = g_byte_array_new ();
  to = g_byte_array_new ();
  g_byte_array_append (from, (const guint8 *) folded, (guint) strlen (folded));
  g_byte_array_append (to, (const guint8 *) folded, (guint) strlen (folded));
  g_byte_array_append (to, (const guint8 *) "\xff", 1); /* no UTF-8 text has it */
  first = fw_record_asking_add_bytes (self, from);
  fw_record_asking_add_bytes (self, to);
  g_string_append_printf (self->where, " AND o_%s >= $%u AND o_%s < $%u", name, first, name,
                          first + 1);
  return TRUE;
}

/* Of a field that is an order: by the key, so that who asks for a part of the order reads no more.
 * What is empty comes before all keys of values. */
static gboolean
ask_bound (FwRecordAsking *self, guint field, const char *text, gboolean upper, GError **error)
{
  const char *name = self->table->kind->fields[field].name;
  g_autoptr (FwRecord) record = fw_record_new (self->table->kind, "x");
  guint number;

  if (!fw_record_parse (record, field, fw_text (text), error))
    return FALSE;
  if (fw_record_is_empty (record, field))
    return fw_record_asking_refuse (error, "%s: expected a value", name);

  number = fw_record_asking_add_bytes (
      self, upper ? g_byte_array_append (g_byte_array_new (), (const guint8 *) "\1", 1)
                  : fw_record_keys_make_bound (record, field, FALSE));
  g_string_append_printf (self->where, " AND o_%s >= $%u", name, number);
  if (!upper)
    return TRUE;
  number = fw_record_asking_add_bytes (self, fw_record_keys_make_bound (record, field, TRUE));
  g_string_append_printf (self->where, " AND o_%s < $%u", name, number);
  return TRUE;
}

gboolean
fw_record_asking_narrow (FwRecordAsking *self,
                         FwScope *scope,
                         const FwRecordCondition *condition,
                         GError **error)
{
  const FwKind *kind = self->table->kind;
  const char *bound = condition->values[0];
  gint field = fw_kind_find_field (kind, condition->field);
  guint number;

  if (field < 0 ||
      (condition->relation != FW_RECORD_BEGINS && !fw_field_is_indexed (&kind->fields[field])))
    return fw_record_asking_refuse (error, "%s: a %s cannot be asked for it", condition->field,
                                    kind->name);
  if (!fw_record_asking_check_reads (scope, kind, field, error))
    return FALSE;

  if (condition->relation == FW_RECORD_IS)
    return ask_is (self, (guint) field, condition->values, error);
  if (bound == NULL)
    return fw_record_asking_refuse (error, "%s: expected a value", condition->field);
  if (condition->relation == FW_RECORD_BEGINS)
    return ask_begins (self, (guint) field, bound, error);
  if (compares_as_text (&kind->fields[field]))
    return fw_record_asking_refuse (error, "%s: is neither more nor less than another",
                                    condition->field);
  if (g_strv_contains (kind->orders, condition->field))
    return ask_bound (self, (guint) field, bound, condition->relation == FW_RECORD_AT_MOST, error);
  if (!add_parsed (self, (guint) field, bound, &number, error))
    return FALSE;
  g_string_append_printf (self->where, " AND f_%s %s $%u", condition->field,
                          condition->relation == FW_RECORD_AT_LEAST ? ">=" : "<=", number);
  return TRUE;
}
