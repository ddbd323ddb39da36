/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A description in XML becomes an FwKind. What stands in one element is checked as it is read, so
 * that the message has its line; what concerns several is checked in fw-kind-whole.c, by the lines
 * that were kept.
 */
#include "core/kind/fw-kind-parse.h"

#include <string.h>

#include "core/fw-error.h"
#include "core/kind/fw-kind-private.h"

static const FwKindAttribute kind_attributes[] = {
  { "name", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, name), TRUE },
  { "label", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, label), TRUE },
  { "plural", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, plural), TRUE },
  { "title", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, title) },
  { "read", FW_ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwKind, read), TRUE },
  { "write", FW_ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwKind, write), TRUE },
  { "scope", FW_ATTRIBUTE_SCOPE, G_STRUCT_OFFSET (FwKind, scope) },
  { "dated", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, dated) },
  { "counts", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, counts) },
  { "accounts", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, accounts) },
  { "audited", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, audited) },
  { "kept", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, kept) },
  { "own-fields", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, takes_own) },
  { "bars", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, bars) },
  { "belongs", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, belongs) },
  { "closed", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, closed) },
  { "once", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, once) },
  { "happens", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, happens) },
  { "happened", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, happened) },
  { "whose", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, whose) },
  { "source", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, source_name) },
  { "check", FW_ATTRIBUTE_CHECK, G_STRUCT_OFFSET (FwKind, check) },
  { "derive", FW_ATTRIBUTE_DERIVE, G_STRUCT_OFFSET (FwKind, derive) },
  { "arrange", FW_ATTRIBUTE_ARRANGE, G_STRUCT_OFFSET (FwKind, arrange) },
  { "flow", FW_ATTRIBUTE_FLOW, G_STRUCT_OFFSET (FwKind, flow) },
};

static const FwKindAttribute field_attributes[] = {
  { "name", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, name), TRUE },
  { "type", FW_ATTRIBUTE_TYPE, G_STRUCT_OFFSET (FwField, type), TRUE },
  { "label", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, label), TRUE },
  { "hint", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, hint) },
  { "required", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, required) },
  { "to", FW_ATTRIBUTE_TO, G_STRUCT_OFFSET (FwField, to) },
  { "values", FW_ATTRIBUTE_VALUES, 0 },
  { "format", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, format) },
  { "max", FW_ATTRIBUTE_COUNT, G_STRUCT_OFFSET (FwField, max) },
  { "minimum", FW_ATTRIBUTE_NUMBER, G_STRUCT_OFFSET (FwField, minimum) },
  { "maximum", FW_ATTRIBUTE_NUMBER, G_STRUCT_OFFSET (FwField, maximum) },
  { "fallback", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, fallback) },
  { "read", FW_ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwField, read) },
  { "write", FW_ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwField, write) },
  { "unique", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, unique) },
  { "account", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, account) },
  { "taken", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, taken) },
  { "derived", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, derived) },
  { "moment", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, moment) },
  { "fixed", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, fixed) },
  { "same-site", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, same_site) },
  { "unit-of", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, unit_of) },
  { "within", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, within) },
  { "copy-of", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, copy_of) },
  { "open-in", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwField, open_in) },
  { "indexed", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, indexed) },
};

static const FwKindAttribute fields_attributes[] = {
  { "of", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKindAddition, of), TRUE },
  { "columns", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKindAddition, columns) },
};

typedef struct
{
  const char *name, *label;
} Value;

static const FwKindAttribute value_attributes[] = {
  { "name", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (Value, name), TRUE },
  { "label", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (Value, label), TRUE },
};

typedef struct
{
  const char *name, *state;
} BeforeValue;

static const FwKindAttribute before_attributes[] = {
  { "field", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKindBefore, field), TRUE },
};

static const FwKindAttribute before_value_attributes[] = {
  { "name", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (BeforeValue, name), TRUE },
  { "state", FW_ATTRIBUTE_TEXT, G_STRUCT_OFFSET (BeforeValue, state), TRUE },
};

static const FwKindAttribute list_attributes[] = {
  { "columns", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, columns), TRUE },
  { "order", FW_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, orders), TRUE },
  { "latest-first", FW_ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, latest_first) },
};

gboolean
fw_kind_builder_fail (FwKindBuilder *self, guint line, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s:%u: %s", self->file, line, message);
  return FALSE;
}

#define FAIL(self, error, ...)                                                                     \
  fw_kind_builder_fail ((self), fw_kind_builder_get_line (self), (error), __VA_ARGS__)

/* The parser stands behind the tag, and counts a line from its line feed on. */
guint
fw_kind_builder_get_line (FwKindBuilder *self)
{
  int line = 1, character = 1;

  g_markup_parse_context_get_position (self->context, &line, &character);
  return (guint) (character == 1 ? MAX (line - 1, 1) : line);
}

#define READ(self, element, attributes, names, texts, base, error)                                 \
  fw_kind_builder_read ((self), (element), (attributes), G_N_ELEMENTS (attributes), (names),       \
                        (texts), (base), (error))

static gboolean
start_kind (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  FwKind *kind = &self->kind->kind;

  self->kind_line = fw_kind_builder_get_line (self);
  if (!READ (self, "kind", kind_attributes, names, texts, kind, error))
    return FALSE;
  if (kind->title == NULL)
    kind->title = "name";
  return TRUE;
}

static gboolean
start_fields (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  self->kind_line = fw_kind_builder_get_line (self);
  return READ (self, "fields", fields_attributes, names, texts, &self->addition, error) &&
         fw_kind_builder_begin_addition (self, error);
}

static gboolean
start_field (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  self->field = (FwField){ 0 };
  self->field_line = fw_kind_builder_get_line (self);
  return READ (self, "field", field_attributes, names, texts, &self->field, error);
}

static gboolean
start_value (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  Value value = { 0 };

  if (self->field.values != NULL)
    return FAIL (self, error, "the values of “%s” are named already", self->field.name);
  if (!READ (self, "value", value_attributes, names, texts, &value, error))
    return FALSE;

  for (guint i = 0; i < self->values->len; i++)
    if (strcmp (self->values->pdata[i], value.name) == 0)
      return FAIL (self, error, "“%s” has the value “%s” twice", self->field.name, value.name);
  g_ptr_array_add (self->values, (gpointer) value.name);
  g_ptr_array_add (self->labels, (gpointer) value.label);
  return TRUE;
}

/* A flow that stands in the kind's own description is read by who reads flows, when the whole of it
 * is known to be XML. */
static gboolean
start_flow (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  if (self->kind->kind.flow != NULL || self->flow_line != 0)
    return FAIL (self, error, "a kind has one flow");

  self->flow_line = fw_kind_builder_get_line (self);
  return TRUE;
}

static gboolean
start_before (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  FwKindBefore *before = &self->kind->kind.before;

  if (before->field != NULL)
    return FAIL (self, error, "a kind has one before");

  self->before_line = fw_kind_builder_get_line (self);
  return READ (self, "before", before_attributes, names, texts, before, error);
}

static gboolean
start_before_value (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  BeforeValue value = { 0 };

  if (!READ (self, "value", before_value_attributes, names, texts, &value, error))
    return FALSE;

  g_ptr_array_add (self->values, (gpointer) value.name);
  g_ptr_array_add (self->labels, (gpointer) value.state);
  return TRUE;
}

static gboolean
start_list (FwKindBuilder *self, const char **names, const char **texts, GError **error)
{
  if (self->list_line != 0)
    return FAIL (self, error, "a kind has one list");

  self->list_line = fw_kind_builder_get_line (self);
  return READ (self, "list", list_attributes, names, texts, &self->kind->kind, error);
}

/* Which elements stand in which. */
static const struct
{
  const char *parent, *element;
  gboolean (*start) (FwKindBuilder *, const char **, const char **, GError **);
  gboolean own; /* in a description of a centre's own alone */
} elements[] = {
  { NULL, "kind", start_kind },
  { "kind", "field", start_field },
  { "field", "value", start_value },
  { "kind", "list", start_list },
  { "kind", "before", start_before },
  { "before", "value", start_before_value },
  { "kind", "flow", start_flow },
  { NULL, "fields", start_fields, TRUE },
  { "fields", "field", start_field, TRUE },
};

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **texts,
          gpointer user_data,
          GError **error)
{
  FwKindBuilder *self = user_data;
  const GSList *stack = g_markup_parse_context_get_element_stack (context)->next;
  const char *parent = stack != NULL ? stack->data : NULL;

  for (const GSList *one = stack; one != NULL; one = one->next)
    if (strcmp (one->data, "flow") == 0)
      return;
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (strcmp (elements[i].element, element) == 0 && g_strcmp0 (elements[i].parent, parent) == 0 &&
        (self->own || !elements[i].own))
      {
        elements[i].start (self, names, texts, error);
        return;
      }
  FAIL (self, error, "<%s> does not belong here", element);
}

/* Moves what was gathered of values into an array that stays. */
static const char *const *
take_words (FwKindBuilder *self, GPtrArray *words)
{
  const char **kept = g_new0 (const char *, words->len + 1);

  for (guint i = 0; i < words->len; i++)
    kept[i] = words->pdata[i];
  g_ptr_array_set_size (words, 0);
  g_ptr_array_add (self->kind->memory, kept);
  return kept;
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  FwKindBuilder *self = user_data;

  if (strcmp (element, "field") == 0)
    {
      if (self->values->len > 0)
        {
          self->field.values = take_words (self, self->values);
          self->field.labels = take_words (self, self->labels);
        }
      if (fw_kind_builder_check_field (self, error) &&
          (!self->own || fw_kind_builder_check_own_field (self, error)))
        {
          g_array_append_val (self->fields, self->field);
          g_array_append_val (self->lines, self->field_line);
        }
    }
  else if (strcmp (element, "before") == 0)
    {
      self->kind->kind.before.values = take_words (self, self->values);
      self->kind->kind.before.states = take_words (self, self->labels);
    }
  else if (strcmp (element, "fields") == 0)
    fw_kind_builder_finish_addition (self, error);
  else if (strcmp (element, "kind") == 0 &&
           (!self->own || fw_kind_builder_check_own_kind (self, error)))
    fw_kind_builder_finish (self, error);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        FAIL ((FwKindBuilder *) user_data, error, "text does not belong here");
        return;
      }
}

static const GMarkupParser parser = { .start_element = start_cb,
                                      .end_element = end_cb,
                                      .text = text_cb };

static gboolean
run (FwKindBuilder *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (length > FW_KIND_MAX_BYTES)
    return fw_kind_builder_fail (self, 1, error, "expected at most %d KiB",
                                 FW_KIND_MAX_BYTES / 1024);
  if (g_markup_parse_context_parse (self->context, text, (gssize) length, &failure) &&
      g_markup_parse_context_end_parse (self->context, &failure))
    return TRUE;

  if (failure->domain == FW_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    FAIL (self, error, "%s", failure->message);
  return FALSE;
}

static FwKind *
parse (const char *file,
       const char *text,
       gsize length,
       const FwKind *const *known,
       gboolean own,
       GError **error)
{
  FwKindBuilder self = { .file = file, .text = text, .length = length, .known = known, .own = own };
  gboolean done;

  self.kind = g_new0 (FwOwnedKind, 1);
  self.kind->memory = g_ptr_array_new_with_free_func (g_free);
  self.fields = g_array_new (FALSE, FALSE, sizeof (FwField));
  self.lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self.values = g_ptr_array_new ();
  self.labels = g_ptr_array_new ();
  self.context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &self, NULL);
  done = run (&self, text, length, error);

  g_markup_parse_context_free (self.context);
  g_array_unref (self.lines);
  g_array_unref (self.fields);
  g_ptr_array_unref (self.values);
  g_ptr_array_unref (self.labels);
  if (done)
    return &self.kind->kind;

  fw_kind_free (&self.kind->kind);
  return NULL;
}

FwKind *
fw_kind_parse (
    const char *file, const char *text, gsize length, const FwKind *const *known, GError **error)
{
  g_return_val_if_fail (file != NULL && (text != NULL || length == 0) && known != NULL, NULL);

  return parse (file, text, length, known, FALSE, error);
}

FwKind *
fw_kind_parse_own (
    const char *file, const char *text, gsize length, const FwKind *const *known, GError **error)
{
  g_return_val_if_fail (file != NULL && (text != NULL || length == 0) && known != NULL, NULL);

  return parse (file, text, length, known, TRUE, error);
}

void
fw_kind_free (FwKind *kind)
{
  FwOwnedKind *self = (FwOwnedKind *) kind;

  if (self == NULL)
    return;
  g_clear_pointer (&kind->flow, fw_flow_unref);
  g_ptr_array_unref (self->memory);
  g_free (self);
}
