/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/kinds/fw-kind-draft.h"

#include <string.h>

/* Of a name, which has 24 with what it begins with and what tells it from another. */
#define MAX_STEM 16

/* Small letters joined by @joint; what has none is called @otherwise. */
static char *
make_stem (const char *label, char joint, const char *otherwise)
{
  GString *stem = g_string_new (NULL);

  for (const char *p = label; *p != '\0' && stem->len < MAX_STEM; p++)
    if (g_ascii_isalpha (*p))
      g_string_append_c (stem, g_ascii_tolower (*p));
    else if (stem->len > 0 && stem->str[stem->len - 1] != joint)
      g_string_append_c (stem, joint);
  while (stem->len > 0 && stem->str[stem->len - 1] == joint)
    g_string_truncate (stem, stem->len - 1);
  if (stem->len == 0)
    g_string_assign (stem, otherwise);
  return g_string_free (stem, FALSE);
}

/* The stem, or with a, b, c ... behind it the first that @taken does not have yet. */
static char *
make_name (const char *prefix, const char *stem, char joint, GHashTable *taken)
{
  char *name = g_strconcat (prefix, stem, NULL);

  for (char c = 'a'; g_hash_table_contains (taken, name) && c <= 'z'; c++)
    {
      g_free (name);
      name = g_strdup_printf ("%s%s%c%c", prefix, stem, joint, c);
    }
  g_hash_table_add (taken, g_strdup (name));
  return name;
}

static GHashTable *
new_names (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void append (GString *xml, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append (GString *xml, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (xml, text);
}

static void
write_choices (GString *xml, const char *choices)
{
  g_auto (GStrv) labels = g_strsplit (choices != NULL ? choices : "", ";", -1);
  g_autoptr (GHashTable) taken = new_names ();

  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *stem = make_stem (g_strstrip (labels[i]), '_', "choice");
      g_autofree char *name = NULL;

      if (*labels[i] == '\0')
        continue;
      name = make_name ("", stem, '_', taken);
      append (xml, "    <value name=\"%s\" label=\"%s\"/>\n", name, labels[i]);
    }
}

static void
write_field (GString *xml, const FwFieldDraft *field, const char *name, gboolean indexed)
{
  const gboolean chosen = strcmp (field->type, "enum") == 0;

  append (xml, "  <field name=\"%s\" type=\"%s\" label=\"%s\"", name, field->type, field->label);
  if (field->to != NULL)
    append (xml, " to=\"%s\"", field->to);
  if (field->format != NULL)
    append (xml, " format=\"%s\"", field->format);
  g_string_append (xml, field->required ? " required=\"yes\"" : "");
  g_string_append (xml, indexed ? " indexed=\"yes\"" : "");
  g_string_append (xml, chosen ? ">\n" : "/>\n");
  if (!chosen)
    return;
  write_choices (xml, field->choices);
  g_string_append (xml, "  </field>\n");
}

/* @due: (out) (optional) (nullable) (transfer full): the name of the field by which a record falls
 * due. Returns: (transfer full): the names of the fields, in order, joined by spaces. */
static char *
write_fields (
    GString *xml, const FwKindDraft *self, const char *prefix, GHashTable *taken, char **due)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->n_fields; i++)
    {
      g_autofree char *stem = make_stem (self->fields[i].label, '_', "field");
      g_autofree char *name = make_name (prefix, stem, '_', taken);

      const gboolean is_due = due != NULL && self->due == &self->fields[i];

      write_field (xml, &self->fields[i], name, is_due);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
      if (is_due)
        *due = g_steal_pointer (&name);
    }
  return g_string_free (names, FALSE);
}

static char *
write_addition (const FwKindDraft *self)
{
  const char *prefix = fw_kind_is_own (self->of) ? "" : FW_FIELD_OWN;
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autoptr (GHashTable) taken = new_names ();
  g_autofree char *names = NULL;
  GString *xml = g_string_new (NULL);

  for (guint i = 0; i < self->of->n_fields; i++)
    g_hash_table_add (taken, g_strdup (self->of->fields[i].name));
  names = write_fields (fields, self, prefix, taken, NULL);
  append (xml, "<fields of=\"%s\" columns=\"%s\">\n", self->of->name, names);
  g_string_append_printf (xml, "%s</fields>\n", fields->str);
  return g_string_free (xml, FALSE);
}

/* Where a record belongs stands in it. */
static void
write_place (GString *xml, FwKindScope scope, const char *site, const char *team)
{
  if (scope != FW_SCOPE_NONE)
    append (xml,
            "  <field name=\"site\" type=\"ref\" to=\"site\" label=\"%s\" required=\"yes\"/>\n",
            site);
  if (scope == FW_SCOPE_BY_TEAM)
    append (xml,
            "  <field name=\"team\" type=\"ref\" to=\"team\" label=\"%s\" same-site=\"yes\"/>\n",
            team);
}

static const char *
find_label (const FwKind *const *kinds, const char *name)
{
  const FwKind *kind = fw_kinds_find (kinds, name);

  return kind != NULL ? kind->label : name;
}

/* What the program calls itself by, or has for the place of a record. */
static void
take_known (GHashTable *taken)
{
  static const char *const known[] = { "id",  "revision", "deleted", "written", "kind",
                                       "sum", "site",     "team",    "state" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_hash_table_add (taken, g_strdup (known[i]));
}

/* What falls due only then waits for somebody, so that an inbox holds what is to be done soon. */
static void
write_flow (GString *xml, const FwKindDraft *self, const char *name, const char *due)
{
  append (xml,
          "  <flow name=\"%s\" label=\"%s\" start=\"planned\">\n"
          "    <state name=\"planned\" label=\"%s\" ends=\"yes\"/>\n"
          "    <state name=\"soon\" label=\"%s\"/>\n"
          "    <state name=\"done\" label=\"%s\" ends=\"yes\"/>\n",
          name, self->label, N_ ("Planned"), N_ ("Due soon"), N_ ("Done"));
  append (xml, "    <move from=\"planned\" to=\"soon\" by=\"server\" when=\"%s - %ud\"/>\n", due,
          self->days);
  append (xml,
          "    <move label=\"%s\" from=\"planned soon\" to=\"done\" by=\"%s\"/>\n"
          "    <move label=\"%s\" from=\"done\" to=\"planned\" by=\"%s\"/>\n"
          "  </flow>\n",
          N_ ("Done"), self->writers, N_ ("Not done yet"), self->writers);
}

static char *
write_register (const FwKindDraft *self, const FwKind *const *kinds, const char *name)
{
  g_autoptr (GHashTable) taken = new_names ();
  g_autofree char *names = NULL, *first = NULL, *due = NULL;
  GString *xml = g_string_new (NULL), *fields = g_string_new (NULL);

  take_known (taken);
  names = write_fields (fields, self, "", taken, &due);
  first = g_strndup (names, strcspn (names, " "));
  append (
      xml,
      "<kind name=\"%s\" label=\"%s\" plural=\"%s\" title=\"%s\" scope=\"%s\" read=\"everyone\" "
      "write=\"%s\">\n",
      name, self->label, self->label, first, fw_kind_scope_to_name (self->scope), self->writers);
  g_string_append (xml, fields->str);
  write_place (xml, self->scope, find_label (kinds, "site"), find_label (kinds, "team"));
  if (due != NULL)
    write_flow (xml, self, name, due);
  append (xml, "  <list columns=\"%s%s%s%s\" order=\"%s%s%s\"/>\n</kind>\n", names,
          self->scope != FW_SCOPE_NONE ? " site" : "",
          self->scope == FW_SCOPE_BY_TEAM ? " team" : "", due != NULL ? " state" : "",
          due != NULL ? due : "", due != NULL ? " " : "", first);
  g_string_free (fields, TRUE);
  return g_string_free (xml, FALSE);
}

char *
fw_kind_draft_write (const FwKindDraft *self, const FwKind *const *kinds, char **name)
{
  g_autoptr (GHashTable) taken = new_names ();
  g_autofree char *stem = NULL;

  g_return_val_if_fail (self != NULL && kinds != NULL && name != NULL, NULL);

  if (self->of != NULL)
    {
      *name = g_strdup (self->of->name);
      return write_addition (self);
    }
  for (guint i = 0; kinds[i] != NULL; i++)
    g_hash_table_add (taken, g_strdup (kinds[i]->name));
  stem = make_stem (self->label, '-', "register");
  *name = make_name (FW_KIND_OWN, stem, '-', taken);
  return write_register (self, kinds, *name);
}
