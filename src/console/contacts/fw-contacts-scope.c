/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-scope.h"

#include "charts/fw-format.h"
#include "console/contacts/fw-contacts-filter.h"
#include "console/why/fw-why-words.h"
#include "core/calendar/fw-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of "name=value", escaped; FALSE for what is none. */
static gboolean
split_pair (const char *pair, char **name, char **value)
{
  const char *equals = strchr (pair, '=');
  g_autoptr (GString) text = NULL;
  g_autofree char *plain = NULL;

  if (equals == NULL)
    return FALSE;
  plain = g_uri_unescape_string (equals + 1, NULL);
  text = g_string_new (plain != NULL ? plain : equals + 1);
  g_string_replace (text, "\\,", ",", 0);
  *name = g_strndup (pair, (gsize) (equals - pair));
  *value = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

static gboolean
is_time (const char *name)
{
  return g_str_equal (name, "from") || g_str_equal (name, "to");
}

/* What the scope bar chooses, and what the view says of it; NULL: the bar knows nothing of it. */
static const char *
find_in_view (FwView *view, const char *name)
{
  static const char *const names[] = { "site", "team", "queue", "channel", "product", NULL };

  return g_strv_contains (names, name) ? fw_view_get (view, name) : NULL;
}

static char *
write_filter (const char *name, const char *value, FwNames *names)
{
  FwWhyPart part = { (char *) name, (char *) value, (char *) fw_names_find (names, name, value) };
  g_autofree char *word = fw_why_words_value (&part);

  /* Translators: an attribute and its value: "Team: Night B" */
  return g_strdup_printf (_ ("%s: %s"), fw_why_words_attribute (name, NULL), word);
}

/* Days that were given as moments. */
static char *
write_time (const char *from, const char *to, GTimeZone *zone)
{
  gint64 first, last;

  if (from == NULL || to == NULL || !fw_time_parse (fw_text (from), &first) ||
      !fw_time_parse (fw_text (to), &last))
    return NULL;
  return fw_why_words_period (first, last, zone);
}

static const char *
write_measure (const char *measure)
{
  static const char *const words[][2] = {
    { "answered", N_ ("answered") },   { "handled", N_ ("handled") },
    { "abandoned", N_ ("abandoned") }, { "left", N_ ("sent on unanswered") },
    { "rated", N_ ("rated") },         { "resolution_known", N_ ("resolution known") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], measure) == 0)
      return _ (words[i][1]);
  return NULL;
}

GVariant *
fw_contacts_scope_list (
    const char *query, const char *measure, FwView *view, FwNames *names, GTimeZone *zone)
{
  g_auto (GStrv) pairs = NULL;
  g_autofree char *from = NULL, *to = NULL, *days = NULL;
  GVariantBuilder builder;
  guint n = 0;

  g_return_val_if_fail (query != NULL && FW_IS_VIEW (view) && FW_IS_NAMES (names), NULL);

  pairs = g_strsplit (query, "&", -1);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = NULL, *value = NULL, *text = NULL;

      if (!split_pair (pairs[i], &name, &value) || g_str_equal (name, "measure"))
        continue;
      if (is_time (name))
        {
          *(g_str_equal (name, "from") ? &from : &to) = g_steal_pointer (&value);
          continue;
        }
      if (g_strcmp0 (find_in_view (view, name), value) == 0)
        continue;
      text = fw_contacts_filter_describe (name, value, names);
      if (text == NULL)
        text = write_filter (name, value, names);
      g_variant_builder_add (&builder, "(ss)", name, text);
      n++;
    }
  if (write_measure (measure) != NULL)
    {
      g_variant_builder_add (&builder, "(ss)", "measure", write_measure (measure));
      n++;
    }
  days = write_time (from, to, zone);
  if (days != NULL)
    {
      g_variant_builder_add (&builder, "(ss)", "time", days);
      n++;
    }
  if (n > 0)
    return g_variant_builder_end (&builder);
  g_variant_builder_clear (&builder);
  return NULL;
}

char *
fw_contacts_scope_remove (const char *query, const char *id, FwView *view)
{
  g_auto (GStrv) pairs = NULL;
  g_autoptr (GString) rest = g_string_new (NULL);

  g_return_val_if_fail (query != NULL && id != NULL && FW_IS_VIEW (view), NULL);

  pairs = g_strsplit (query, "&", -1);
  if (g_str_equal (id, "time"))
    {
      g_autofree char *time = fw_view_to_time (view);

      g_string_append (rest, time);
    }
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      if (!split_pair (pairs[i], &name, &value) || g_str_equal (name, "measure") ||
          g_str_equal (name, id) || (is_time (name) && g_str_equal (id, "time")))
        continue;
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? "&" : "", pairs[i]);
    }
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

char *
fw_contacts_scope_describe (guint64 total, const char *measure, const char *title)
{
  g_autofree char *number = fw_format_count ((gint64) total);
  gulong n = (gulong) MIN (total, G_MAXULONG);
  g_autofree char *what = NULL;

  if (measure == NULL)
    measure = "offered";
  if (g_str_equal (measure, "answered"))
    what = g_strdup_printf (ngettext ("%s contact answered", "%s contacts answered", n), number);
  else if (g_str_equal (measure, "handled"))
    what = g_strdup_printf (ngettext ("%s contact handled", "%s contacts handled", n), number);
  else if (g_str_equal (measure, "abandoned"))
    what = g_strdup_printf (ngettext ("%s contact abandoned", "%s contacts abandoned", n), number);
  else if (g_str_equal (measure, "left"))
    what = g_strdup_printf (
        ngettext ("%s contact sent on unanswered", "%s contacts sent on unanswered", n), number);
  else if (g_str_equal (measure, "rated"))
    what = g_strdup_printf (ngettext ("%s contact rated", "%s contacts rated", n), number);
  else if (g_str_equal (measure, "resolution_known"))
    what = g_strdup_printf (ngettext ("%s contact whose resolution is known",
                                      "%s contacts whose resolution is known", n),
                            number);
  else
    what = g_strdup_printf (ngettext ("%s contact offered", "%s contacts offered", n), number);
  return title != NULL && *title != '\0' ? g_strdup_printf ("%s · %s", what, title)
                                         : g_strdup (what);
}
