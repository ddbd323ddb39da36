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

typedef enum
{
  ATTRIBUTE_TEXT,
  ATTRIBUTE_FLAG,   /* yes or no */
  ATTRIBUTE_COUNT,  /* a whole number from 1 on */
  ATTRIBUTE_NUMBER, /* a double */
  ATTRIBUTE_ROLES,  /* names, separated by spaces */
  ATTRIBUTE_WORDS,  /* names of fields, separated by spaces */
  ATTRIBUTE_TYPE,
  ATTRIBUTE_SCOPE,
  ATTRIBUTE_CHECK,
  ATTRIBUTE_FLOW,
  ATTRIBUTE_TO,
  ATTRIBUTE_VALUES
} AttributeType;

typedef struct
{
  const char *name;
  AttributeType type;
  gsize offset;
  gboolean required;
} Attribute;

static const Attribute kind_attributes[] = {
  { "name", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, name), TRUE },
  { "label", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, label), TRUE },
  { "plural", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, plural), TRUE },
  { "title", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, title) },
  { "read", ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwKind, read), TRUE },
  { "write", ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwKind, write), TRUE },
  { "scope", ATTRIBUTE_SCOPE, G_STRUCT_OFFSET (FwKind, scope) },
  { "dated", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, dated) },
  { "counts", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, counts) },
  { "accounts", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, accounts) },
  { "audited", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, audited) },
  { "kept", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwKind, kept) },
  { "belongs", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, belongs) },
  { "once", ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, once) },
  { "source", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKind, source_name) },
  { "check", ATTRIBUTE_CHECK, G_STRUCT_OFFSET (FwKind, check) },
  { "flow", ATTRIBUTE_FLOW, G_STRUCT_OFFSET (FwKind, flow) },
};

static const Attribute field_attributes[] = {
  { "name", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, name), TRUE },
  { "type", ATTRIBUTE_TYPE, G_STRUCT_OFFSET (FwField, type), TRUE },
  { "label", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, label), TRUE },
  { "hint", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, hint) },
  { "required", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, required) },
  { "to", ATTRIBUTE_TO, G_STRUCT_OFFSET (FwField, to) },
  { "values", ATTRIBUTE_VALUES, 0 },
  { "max", ATTRIBUTE_COUNT, G_STRUCT_OFFSET (FwField, max) },
  { "minimum", ATTRIBUTE_NUMBER, G_STRUCT_OFFSET (FwField, minimum) },
  { "maximum", ATTRIBUTE_NUMBER, G_STRUCT_OFFSET (FwField, maximum) },
  { "fallback", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, fallback) },
  { "read", ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwField, read) },
  { "write", ATTRIBUTE_ROLES, G_STRUCT_OFFSET (FwField, write) },
  { "unique", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, unique) },
  { "account", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, account) },
  { "same-site", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, same_site) },
  { "unit-of", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, unit_of) },
  { "within", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwField, within) },
  { "indexed", ATTRIBUTE_FLAG, G_STRUCT_OFFSET (FwField, indexed) },
};

typedef struct
{
  const char *name, *label;
} Value;

static const Attribute value_attributes[] = {
  { "name", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (Value, name), TRUE },
  { "label", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (Value, label), TRUE },
};

typedef struct
{
  const char *name, *state;
} BeforeValue;

static const Attribute before_attributes[] = {
  { "field", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (FwKindBefore, field), TRUE },
};

static const Attribute before_value_attributes[] = {
  { "name", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (BeforeValue, name), TRUE },
  { "state", ATTRIBUTE_TEXT, G_STRUCT_OFFSET (BeforeValue, state), TRUE },
};

static const Attribute list_attributes[] = {
  { "columns", ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, columns), TRUE },
  { "order", ATTRIBUTE_WORDS, G_STRUCT_OFFSET (FwKind, orders), TRUE },
};

static const char *const scopes[] = { "none",    "is-site", "is-team",  "by-site",
                                      "by-team", "by-told", "is-whole", NULL };

const char *
fw_kind_scope_to_name (FwKindScope scope)
{
  g_return_val_if_fail (scope < G_N_ELEMENTS (scopes) - 1, NULL);

  return scopes[scope];
}

static guint
find_word (const char *const *words, const char *word)
{
  guint i = 0;

  while (words[i] != NULL && strcmp (words[i], word) != 0)
    i++;
  return i;
}

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

static const char *
keep_text (FwKindBuilder *self, const char *text)
{
  char *copy = g_strdup (text);

  g_ptr_array_add (self->kind->memory, copy);
  return copy;
}

static const char *const *
keep_words (FwKindBuilder *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);
  GPtrArray *words = g_ptr_array_new ();
  const char **kept;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, (gpointer) keep_text (self, parts[i]));
  g_ptr_array_add (words, NULL);
  kept = (const char **) g_ptr_array_free (words, FALSE);
  g_ptr_array_add (self->kind->memory, kept);
  return kept;
}

static gboolean
read_roles (FwKindBuilder *self, const char *text, FwRole *roles, GError **error)
{
  const char *const *words = keep_words (self, text);

  *roles = FW_ROLE_NONE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      FwRole role = FW_ROLE_EVERYONE;

      if (strcmp (words[i], "everyone") != 0 &&
          (!fw_role_from_name (words[i], &role) || role == FW_ROLE_FEED))
        return FAIL (self, error, "there is no role “%s” that reads or writes records", words[i]);
      *roles |= role;
    }
  return *roles != FW_ROLE_NONE || FAIL (self, error, "expected at least one role");
}

static gboolean
read_number (FwKindBuilder *self, const char *name, const char *text, double *value, GError **error)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return (*end == '\0' && text[strspn (text, "-0123456789.")] == '\0') ||
         FAIL (self, error, "%s: expected a number, not “%s”", name, text);
}

static gboolean
read_flow (FwKindBuilder *self, const char *name, FwFlow **flow, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *flow = fw_flow_find (name, &failure);
  return *flow != NULL || FAIL (self, error, "flow: %s", failure->message);
}

static gboolean
read_named (FwKindBuilder *self,
            const Attribute *attribute,
            const char *text,
            gpointer target,
            GError **error)
{
  FwKindValues values;
  guint64 count;

  switch (attribute->type)
    {
    case ATTRIBUTE_TYPE:
      return fw_field_type_from_name (text, target) ||
             FAIL (self, error, "there is no type “%s”", text);
    case ATTRIBUTE_SCOPE:
      *(FwKindScope *) target = find_word (scopes, text);
      return *(FwKindScope *) target < G_N_ELEMENTS (scopes) - 1 ||
             FAIL (self, error, "there is no scope “%s”", text);
    case ATTRIBUTE_CHECK:
      *(FwKindCheck *) target = fw_kind_find_check (text);
      return *(FwKindCheck *) target != NULL ||
             FAIL (self, error, "there is no check “%s” in this version", text);
    case ATTRIBUTE_FLOW:
      return read_flow (self, text, target, error);
    case ATTRIBUTE_VALUES:
      if (!fw_kind_find_values (text, &values))
        return FAIL (self, error, "there are no values “%s” in this version", text);
      self->field.values = values.names;
      self->field.labels = values.labels;
      return TRUE;
    case ATTRIBUTE_TO:
      for (guint i = 0; self->known[i] != NULL; i++)
        if (strcmp (self->known[i]->name, text) == 0)
          {
            *(const char **) target = self->known[i]->name;
            return TRUE;
          }
      return FAIL (self, error, "there is no kind “%s” that is read before this one", text);
    case ATTRIBUTE_COUNT:
      if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &count, NULL))
        return FAIL (self, error, "%s: expected a whole number, not “%s”", attribute->name, text);
      *(guint *) target = (guint) count;
      return TRUE;
    case ATTRIBUTE_TEXT:
    case ATTRIBUTE_FLAG:
    case ATTRIBUTE_NUMBER:
    case ATTRIBUTE_ROLES:
    case ATTRIBUTE_WORDS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_attribute (FwKindBuilder *self,
                const Attribute *attribute,
                const char *text,
                gpointer base,
                GError **error)
{
  gpointer target = (char *) base + attribute->offset;

  if (*text == '\0')
    return FAIL (self, error, "%s is empty", attribute->name);

  if (attribute->type == ATTRIBUTE_TEXT)
    *(const char **) target = keep_text (self, text);
  else if (attribute->type == ATTRIBUTE_WORDS)
    *(const char *const **) target = keep_words (self, text);
  else if (attribute->type == ATTRIBUTE_NUMBER)
    return read_number (self, attribute->name, text, target, error);
  else if (attribute->type == ATTRIBUTE_ROLES)
    return read_roles (self, text, target, error);
  else if (attribute->type != ATTRIBUTE_FLAG)
    return read_named (self, attribute, text, target, error);
  else if (strcmp (text, "yes") == 0 || strcmp (text, "no") == 0)
    *(gboolean *) target = *text == 'y';
  else
    return FAIL (self, error, "%s: expected yes or no, not “%s”", attribute->name, text);

  return TRUE;
}

static gboolean
read_attributes (FwKindBuilder *self,
                 const char *element,
                 const Attribute *attributes,
                 guint n_attributes,
                 const char **names,
                 const char **texts,
                 gpointer base,
                 GError **error)
{
  guint32 seen = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint j = 0;

      while (j < n_attributes && strcmp (attributes[j].name, names[i]) != 0)
        j++;
      if (j == n_attributes)
        return FAIL (self, error, "a %s has no “%s”", element, names[i]);
      if ((seen & (1U << j)) != 0)
        return FAIL (self, error, "%s stands there twice", names[i]);
      seen |= 1U << j;
      if (!read_attribute (self, &attributes[j], texts[i], base, error))
        return FALSE;
    }

  for (guint j = 0; j < n_attributes; j++)
    if (attributes[j].required && (seen & (1U << j)) == 0)
      return FAIL (self, error, "a %s needs “%s”", element, attributes[j].name);
  return TRUE;
}

#define READ(self, element, attributes, names, texts, base, error)                                 \
  read_attributes ((self), (element), (attributes), G_N_ELEMENTS (attributes), (names), (texts),   \
                   (base), (error))

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
} elements[] = {
  { NULL, "kind", start_kind },       { "kind", "field", start_field },
  { "field", "value", start_value },  { "kind", "list", start_list },
  { "kind", "before", start_before }, { "before", "value", start_before_value },
  { "kind", "flow", start_flow },
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
    if (strcmp (elements[i].element, element) == 0 && g_strcmp0 (elements[i].parent, parent) == 0)
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
      if (fw_kind_builder_check_field (self, error))
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
  else if (strcmp (element, "kind") == 0)
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

FwKind *
fw_kind_parse (
    const char *file, const char *text, gsize length, const FwKind *const *known, GError **error)
{
  FwKindBuilder self = { .file = file, .text = text, .length = length, .known = known };
  gboolean done;

  g_return_val_if_fail (file != NULL && (text != NULL || length == 0) && known != NULL, NULL);

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
