/* SPDX-License-Identifier: GPL-3.0-or-later */

/* That what was read of a description makes a kind that the store, the editor and the import can
 * make something of: what they would otherwise fail at is refused here, with its line. */
#include <glib/gi18n.h>
#include <string.h>

#include "core/kind/fw-field-format.h"
#include "core/kind/fw-kind-private.h"
#include "core/kind/fw-record.h"

static const struct
{
  const char *name;
  FwFieldType type;
} types[] = {
  { "text", FW_FIELD_TEXT },         { "integer", FW_FIELD_INTEGER },
  { "number", FW_FIELD_NUMBER },     { "boolean", FW_FIELD_BOOLEAN },
  { "date", FW_FIELD_DATE },         { "time-of-day", FW_FIELD_TIME_OF_DAY },
  { "enum", FW_FIELD_ENUM },         { "ref", FW_FIELD_REF },
  { "ref-list", FW_FIELD_REF_LIST }, { "secret", FW_FIELD_SECRET },
};

gboolean
fw_field_type_from_name (const char *name, FwFieldType *type)
{
  g_return_val_if_fail (name != NULL && type != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0)
      {
        *type = types[i].type;
        return TRUE;
      }
  return FALSE;
}

const char *
fw_field_type_to_name (FwFieldType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return types[i].name;
  return NULL;
}

gboolean
fw_field_can_be_asked (const FwField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return field->type != FW_FIELD_REF_LIST && field->type != FW_FIELD_SECRET;
}

gboolean
fw_field_is_indexed (const FwField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return field->indexed || field->type == FW_FIELD_REF;
}

/* What a field is called becomes a column, and a member beside the record's own. */
static gboolean
is_name (const char *name)
{
  static const char *const taken[] = {
    "id", "revision", "deleted", "written", "kind", "sum", NULL
  };

  return strlen (name) <= 40 && g_regex_match_simple ("^[a-z][a-z_]*$", name, 0, 0) &&
         !g_strv_contains (taken, name);
}

gboolean
fw_kind_builder_check_field (FwKindBuilder *self, GError **error)
{
  const FwField *field = &self->field;
  const gboolean refers = field->type == FW_FIELD_REF || field->type == FW_FIELD_REF_LIST;
  const gboolean counted = field->type == FW_FIELD_INTEGER || field->type == FW_FIELD_NUMBER;
  const gboolean written = field->type == FW_FIELD_TEXT || field->type == FW_FIELD_SECRET;
  const char *name = field->name, *type = fw_field_type_to_name (field->type), *wrong = NULL;

  if (!is_name (name))
    return fw_kind_builder_fail (self, self->field_line, error,
                                 "“%s”: expected lower case and “_”, 40 at most, and none of id, "
                                 "revision, deleted, written, kind, sum",
                                 name);
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (g_array_index (self->fields, FwField, i).name, name) == 0)
      return fw_kind_builder_fail (self, self->field_line, error, "there is a “%s” already", name);

  if (refers != (field->to != NULL))
    return fw_kind_builder_fail (self, self->field_line, error, "“%s”: a field of type %s %s", name,
                                 type, refers ? "needs “to”" : "has no “to”");
  if ((field->type == FW_FIELD_ENUM) != (field->values != NULL))
    return fw_kind_builder_fail (self, self->field_line, error, "“%s”: a field of type %s %s", name,
                                 type, field->values == NULL ? "needs values" : "has no values");
  if (!counted && (field->minimum != 0 || field->maximum != 0))
    wrong = "minimum and maximum";
  else if (!written && field->max != 0)
    wrong = "max";
  else if (field->type != FW_FIELD_TEXT && field->format != NULL)
    wrong = "format";
  else if (field->type != FW_FIELD_TEXT && (field->unique || field->account || field->moment))
    wrong = "unique, account and moment";
  else if (field->taken && !field->account)
    wrong = "taken";
  else if (field->type != FW_FIELD_REF && field->same_site)
    wrong = "same-site";
  else if (field->type != FW_FIELD_NUMBER && field->unit_of != NULL)
    wrong = "unit-of";
  else if (!counted && field->within != NULL)
    wrong = "within";
  else if (!fw_field_can_be_asked (field) && field->indexed)
    wrong = "indexed";
  if (wrong != NULL)
    return fw_kind_builder_fail (self, self->field_line, error,
                                 "“%s”: a field of type %s has no %s", name, type, wrong);
  if (field->format != NULL && !g_strv_contains (fw_field_format_names (), field->format))
    {
      g_autofree char *formats = g_strjoinv (", ", (char **) fw_field_format_names ());

      return fw_kind_builder_fail (self, self->field_line, error,
                                   "“%s”: expected one of %s as its format", name, formats);
    }
  return field->minimum <= field->maximum ||
         fw_kind_builder_fail (self, self->field_line, error, "“%s”: minimum is more than maximum",
                               name);
}

static const FwField *
find_field (const FwKind *kind, const char *name, FwFieldType type)
{
  gint field = fw_kind_find_field (kind, name);

  return field >= 0 && kind->fields[field].type == type ? &kind->fields[field] : NULL;
}

gboolean
fw_kind_builder_check_words (FwKindBuilder *self,
                             guint line,
                             const char *what,
                             const char *const *words,
                             gboolean order,
                             GError **error)
{
  const FwKind *kind = &self->kind->kind;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint field = fw_kind_find_field (kind, words[i]);

      if (field < 0 || kind->fields[field].type == FW_FIELD_SECRET ||
          (order && !fw_field_can_be_asked (&kind->fields[field])))
        return fw_kind_builder_fail (self, line, error,
                                     "%s: there is no field “%s” that a list could have there",
                                     what, words[i]);
      if (g_strv_contains (words + i + 1, words[i]))
        return fw_kind_builder_fail (self, line, error, "%s: “%s” stands there twice", what,
                                     words[i]);
    }
  return words[0] != NULL || fw_kind_builder_fail (self, line, error, "%s: expected a field", what);
}

/* Where a record belongs must stand in it. */
static gboolean
check_scope (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;
  const FwField *site = find_field (kind, "site", FW_FIELD_REF);
  const FwField *team = find_field (kind, "team", FW_FIELD_REF);
  const char *missing = NULL;

  if ((kind->scope == FW_SCOPE_IS_TEAM || kind->scope == FW_SCOPE_BY_SITE) && site == NULL)
    missing = "“site”, a reference to a site";
  else if ((kind->scope == FW_SCOPE_BY_TEAM || kind->scope == FW_SCOPE_BY_TOLD) && team == NULL)
    missing = "“team”, a reference to a team";
  else if (kind->scope == FW_SCOPE_BY_TOLD &&
           (find_field (kind, "told_sites", FW_FIELD_REF_LIST) == NULL ||
            find_field (kind, "told_teams", FW_FIELD_REF_LIST) == NULL))
    missing = "“told_sites” and “told_teams”, lists of references";
  return missing == NULL || fw_kind_builder_fail (self, self->kind_line, error,
                                                  "its scope needs the field %s", missing);
}

/* To whom a record belongs must have a site and a team to take over. */
static gboolean
check_belongs (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;
  const FwField *field;

  if (kind->belongs == NULL)
    return TRUE;
  field = find_field (kind, kind->belongs, FW_FIELD_REF);
  for (guint i = 0; field != NULL && field->required && self->known[i] != NULL; i++)
    if (strcmp (self->known[i]->name, field->to) == 0 &&
        self->known[i]->scope == FW_SCOPE_BY_TEAM && kind->scope == FW_SCOPE_BY_TEAM &&
        find_field (kind, "site", FW_FIELD_REF) != NULL &&
        find_field (self->known[i], "site", FW_FIELD_REF) != NULL)
      return TRUE;
  return fw_kind_builder_fail (self, self->kind_line, error,
                               "belongs: expected a reference that is required, to a kind by team, "
                               "in a kind by team; both with the field “site”");
}

/* Whom it stays open to must stand in it, and who scores blind must not read that she does. */
static gboolean
check_closed (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;
  const FwField *field;
  gboolean named = FALSE;

  if (kind->closed == NULL)
    return TRUE;
  field = find_field (kind, kind->closed, FW_FIELD_BOOLEAN);
  for (guint i = 0; i < kind->n_fields; i++)
    named = named || kind->fields[i].account;
  return (named && field != NULL && fw_field_is_indexed (field) &&
          (fw_kind_get_read (kind, field) & fw_kind_get_closed_roles (kind)) == 0) ||
         fw_kind_builder_fail (self, self->kind_line, error,
                               "closed: expected a yes or no that is indexed and that only those "
                               "read to whom it closes nothing, and a field with “account”");
}

/* What no two have alike are references or days: they are compared as they stand. */
static gboolean
check_once (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  for (guint i = 0; kind->once != NULL && kind->once[i] != NULL; i++)
    if (find_field (kind, kind->once[i], FW_FIELD_REF) == NULL &&
        find_field (kind, kind->once[i], FW_FIELD_DATE) == NULL)
      return fw_kind_builder_fail (self, self->kind_line, error,
                                   "once: there is no reference or date “%s”", kind->once[i]);
  return TRUE;
}

/* An agent reads what is about herself, and what is about nobody; she writes nothing. */
static gboolean
check_whose (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  for (guint i = 0; kind->whose != NULL && kind->whose[i] != NULL; i++)
    {
      const FwField *field = find_field (kind, kind->whose[i], FW_FIELD_REF);

      if (strcmp (kind->whose[i], "id") != 0 &&
          (field == NULL || strcmp (field->to, "person") != 0))
        return fw_kind_builder_fail (self, self->kind_line, error,
                                     "whose: there is no reference “%s” to a person",
                                     kind->whose[i]);
    }
  if ((kind->read & FW_ROLE_AGENT) != 0 && kind->whose == NULL &&
      fw_kind_get_level (kind) == FW_LEVEL_TEAM)
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "read: an agent reads what is hers; it needs “whose”");
  return (kind->write & FW_ROLE_AGENT) == 0 ||
         fw_kind_builder_fail (self, self->kind_line, error, "write: an agent writes no records");
}

/* "competency.scale": of a kind that is known, a field that counts. */
static gboolean
check_within (FwKindBuilder *self, const FwField *field, guint line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (field->within, ".", -1);
  const FwField *reference =
      g_strv_length (words) == 2 ? find_field (&self->kind->kind, words[0], FW_FIELD_REF) : NULL;

  for (guint i = 0; reference != NULL && self->known[i] != NULL; i++)
    if (strcmp (self->known[i]->name, reference->to) == 0 &&
        (find_field (self->known[i], words[1], FW_FIELD_INTEGER) != NULL ||
         find_field (self->known[i], words[1], FW_FIELD_NUMBER) != NULL))
      return TRUE;
  return fw_kind_builder_fail (self, line, error,
                               "within: expected a reference of this kind and a number of what it "
                               "refers to, such as “competency.scale”");
}

/* "form.items": of a kind that is known, a field of the same type. */
static gboolean
check_copy_of (FwKindBuilder *self, const FwField *field, guint line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (field->copy_of, ".", -1);
  const FwField *reference =
      g_strv_length (words) == 2 ? find_field (&self->kind->kind, words[0], FW_FIELD_REF) : NULL;

  for (guint i = 0; reference != NULL && self->known[i] != NULL; i++)
    if (strcmp (self->known[i]->name, reference->to) == 0 &&
        find_field (self->known[i], words[1], field->type) != NULL)
      return TRUE;
  return fw_kind_builder_fail (self, line, error,
                               "copy-of: expected a reference of this kind and a field of this "
                               "type of what it refers to, such as “form.items”");
}

static gboolean
check_open_in (FwKindBuilder *self, const FwField *field, guint line, GError **error)
{
  const FwFlow *flow = self->kind->kind.flow;

  for (guint i = 0; field->open_in[i] != NULL; i++)
    if (flow == NULL || fw_flow_find_state (flow, field->open_in[i]) == NULL)
      return fw_kind_builder_fail (self, line, error, "open-in: there is no state “%s”",
                                   field->open_in[i]);
  return TRUE;
}

static gboolean
has_date (FwKindBuilder *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ".", -1);
  const FwField *reference =
      g_strv_length (words) == 2 ? find_field (&self->kind->kind, words[0], FW_FIELD_REF) : NULL;

  if (words[0] != NULL && words[1] == NULL)
    return find_field (&self->kind->kind, words[0], FW_FIELD_DATE) != NULL;
  for (guint i = 0; reference != NULL && self->known[i] != NULL; i++)
    if (strcmp (self->known[i]->name, reference->to) == 0)
      return find_field (self->known[i], words[1], FW_FIELD_DATE) != NULL;
  return FALSE;
}

/* "session.day", and what cannot be told before that day. */
static gboolean
check_happened (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  if ((kind->happens == NULL) != (kind->happened == NULL) ||
      (kind->happens != NULL && !has_date (self, kind->happens)))
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "happens: expected a date, such as “day” or “session.day”, and "
                                 "“happened”");
  for (guint i = 0; kind->happened != NULL && kind->happened[i] != NULL; i++)
    if (fw_kind_find_field (kind, kind->happened[i]) < 0 &&
        (kind->flow == NULL || fw_flow_find_state (kind->flow, kind->happened[i]) == NULL))
      return fw_kind_builder_fail (self, self->kind_line, error,
                                   "happened: there is no field or state “%s”", kind->happened[i]);
  return TRUE;
}

static gboolean
can_be_barred (const FwKind *kind)
{
  const gint type = fw_kind_find_field (kind, "type"), day = fw_kind_find_field (kind, "day"),
             person = fw_kind_find_field (kind, "person");

  return type >= 0 && kind->fields[type].type == FW_FIELD_ENUM && day >= 0 &&
         kind->fields[day].type == FW_FIELD_DATE && person >= 0 &&
         kind->fields[person].type == FW_FIELD_REF;
}

static gboolean
check_bars (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;
  const FwKind *barred = NULL;

  if (kind->bars == NULL)
    return TRUE;
  for (guint i = 0; self->known[i] != NULL && barred == NULL; i++)
    if (strcmp (self->known[i]->name, kind->bars) == 0)
      barred = self->known[i];
  if (barred != NULL && can_be_barred (barred) &&
      find_field (kind, "person", FW_FIELD_REF) != NULL &&
      find_field (kind, "since", FW_FIELD_DATE) != NULL &&
      find_field (kind, "passed", FW_FIELD_DATE) != NULL &&
      find_field (kind, "gates", FW_FIELD_BOOLEAN) != NULL && kind->flow != NULL)
    return TRUE;
  return fw_kind_builder_fail (self, self->kind_line, error,
                               "bars: expected a kind with “person”, “day” and “type”, and here "
                               "a flow, “person”, “since”, “passed” and “gates”");
}

static gboolean
check_kind (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  if (strlen (kind->name) > 40 || !g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", kind->name, 0, 0))
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "“%s”: expected lower case and “-”, 40 at most", kind->name);
  for (guint i = 0; self->known[i] != NULL; i++)
    if (strcmp (self->known[i]->name, kind->name) == 0)
      return fw_kind_builder_fail (self, self->kind_line, error, "there is a kind “%s” already",
                                   kind->name);
    else if (kind->accounts && self->known[i]->accounts)
      return fw_kind_builder_fail (self, self->kind_line, error, "“%s” has the accounts already",
                                   self->known[i]->name);

  if (kind->n_fields == 0 || kind->n_fields > FW_KIND_MAX_FIELDS)
    return fw_kind_builder_fail (self, self->kind_line, error, "expected 1 to %d fields",
                                 FW_KIND_MAX_FIELDS);
  if (find_field (kind, kind->title, FW_FIELD_TEXT) == NULL &&
      find_field (kind, kind->title, FW_FIELD_ENUM) == NULL)
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "there is no text “%s” to show a record by", kind->title);
  if (kind->dated && find_field (kind, "since", FW_FIELD_DATE) == NULL)
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "a dated kind needs “since”, a date");
  if (kind->source_name != NULL && strcmp (kind->source_name, "id") != 0 &&
      (find_field (kind, kind->source_name, FW_FIELD_TEXT) == NULL || !kind->dated))
    return fw_kind_builder_fail (self, self->kind_line, error,
                                 "source: expected id, or of a dated kind a text field");
  return check_scope (self, error) && check_belongs (self, error) && check_closed (self, error) &&
         check_once (self, error) && check_whose (self, error) && check_happened (self, error) &&
         check_bars (self, error);
}

gboolean
fw_kind_builder_check_fields (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;
  g_autoptr (FwRecord) record = fw_record_new (kind, "x");

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      g_autoptr (GError) failure = NULL;
      guint line = g_array_index (self->lines, guint, i);

      if (field->same_site && find_field (kind, "site", FW_FIELD_REF) == NULL)
        return fw_kind_builder_fail (self, line, error,
                                     "same-site: there is no field “site” to hold it against");
      if (field->unit_of != NULL && find_field (kind, field->unit_of, FW_FIELD_ENUM) == NULL)
        return fw_kind_builder_fail (self, line, error,
                                     "unit-of: there is no field “%s” that names a policy",
                                     field->unit_of);
      if ((field->within != NULL && !check_within (self, field, line, error)) ||
          (field->copy_of != NULL && !check_copy_of (self, field, line, error)) ||
          (field->open_in != NULL && !check_open_in (self, field, line, error)))
        return FALSE;
      if (field->fallback != NULL &&
          (!fw_record_parse (record, i, fw_text (field->fallback), &failure) ||
           !fw_record_check_field (record, i, &failure)))
        return fw_kind_builder_fail (self, line, error, "fallback: %s", failure->message);
    }
  return TRUE;
}

/* ---- a flow ---- */

/* One that stands in the description itself. */
static gboolean
read_own_flow (FwKindBuilder *self, GError **error)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
  const FwFlowFault *first;

  self->kind->kind.flow = fw_flow_read (self->text, self->length, faults);
  if (self->kind->kind.flow != NULL)
    return TRUE;

  first = faults->pdata[0];
  return fw_kind_builder_fail (self, first->line, error, "%s", first->sentence);
}

/* The states of the flow as the values of one more field, so that lists, questions, tables and the
 * log have it like any other. */
static gboolean
add_state (FwKindBuilder *self, GError **error)
{
  FwKind *kind = &self->kind->kind;
  const guint n = kind->flow->states->len;
  const char **names = g_new0 (const char *, n + 1), **labels = g_new0 (const char *, n + 1);
  const FwField state = { .name = FW_KIND_STATE,
                          .type = FW_FIELD_ENUM,
                          .label = N_ ("State"),
                          .values = names,
                          .labels = labels,
                          .indexed = TRUE,
                          .moved = TRUE };

  g_ptr_array_add (self->kind->memory, names);
  g_ptr_array_add (self->kind->memory, labels);
  for (guint i = 0; i < n; i++)
    {
      const FwFlowState *one = &g_array_index (kind->flow->states, FwFlowState, i);

      names[i] = one->name;
      labels[i] = one->label != NULL ? one->label : one->name;
    }
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (g_array_index (self->fields, FwField, i).name, FW_KIND_STATE) == 0)
      return fw_kind_builder_fail (self, g_array_index (self->lines, guint, i), error,
                                   "“%s” is what the flow says", FW_KIND_STATE);
  g_array_append_val (self->fields, state);
  g_array_append_val (self->lines, self->kind_line);
  return TRUE;
}

static gboolean
check_before (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  if (kind->before.field == NULL)
    return TRUE;
  if (kind->flow == NULL)
    return fw_kind_builder_fail (self, self->before_line, error, "before: there is no flow");
  if (!is_name (kind->before.field) || fw_kind_find_field (kind, kind->before.field) >= 0)
    return fw_kind_builder_fail (self, self->before_line, error,
                                 "before: expected a field that the kind had and has no more");
  for (guint i = 0; kind->before.values[i] != NULL; i++)
    if (fw_flow_find_state (kind->flow, kind->before.states[i]) == NULL)
      return fw_kind_builder_fail (self, self->before_line, error,
                                   "before: the flow has no state “%s”", kind->before.states[i]);
  return TRUE;
}

static gboolean
has_reference (const FwKind *kind, const char *name)
{
  const gint field = fw_kind_find_field (kind, name);

  return field >= 0 && kind->fields[field].type == FW_FIELD_REF;
}

/* Whose open hours a clock counts must follow from the record. */
static gboolean
check_hours (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  for (guint i = 0; kind->flow != NULL && i < kind->flow->clocks->len; i++)
    {
      const FwFlowClock *clock = &g_array_index (kind->flow->clocks, FwFlowClock, i);

      for (guint j = 0; j < clock->n_limits; j++)
        if (clock->limits[j].hours != NULL && !has_reference (kind, clock->limits[j].hours))
          return fw_kind_builder_fail (self, self->kind_line, error,
                                       "clock “%s”: the kind has no reference “%s” whose open "
                                       "hours it could count",
                                       clock->name, clock->limits[j].hours);
    }
  return TRUE;
}

/* What the flow asks for must be there. */
static gboolean
check_flow (FwKindBuilder *self, GError **error)
{
  const FwKind *kind = &self->kind->kind;

  for (guint i = 0; kind->flow != NULL && i < kind->flow->fields->len; i++)
    {
      const char *name = g_array_index (kind->flow->fields, FwFlowField, i).name;
      const gint field = fw_kind_find_field (kind, name);

      if (field < 0)
        return fw_kind_builder_fail (self, self->kind_line, error,
                                     "the flow asks for a field “%s”, which is not there", name);
    }
  return check_hours (self, error) && check_before (self, error);
}

gboolean
fw_kind_builder_finish (FwKindBuilder *self, GError **error)
{
  FwKind *kind = &self->kind->kind;

  if ((self->flow_line != 0 && !read_own_flow (self, error)) ||
      (kind->flow != NULL && !add_state (self, error)))
    return FALSE;

  kind->n_fields = self->fields->len;
  kind->fields = g_memdup2 (self->fields->data, self->fields->len * sizeof (FwField));
  g_ptr_array_add (self->kind->memory, (gpointer) kind->fields);
  if (!check_kind (self, error) || !fw_kind_builder_check_fields (self, error) ||
      !check_flow (self, error))
    return FALSE;

  if (self->list_line == 0)
    return fw_kind_builder_fail (self, self->kind_line, error, "a kind needs a <list>");
  return fw_kind_builder_check_words (self, self->list_line, "columns", kind->columns, FALSE,
                                      error) &&
         fw_kind_builder_check_words (self, self->list_line, "order", kind->orders, TRUE, error);
}
