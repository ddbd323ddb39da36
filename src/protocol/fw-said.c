/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "protocol/fw-said.h"

#include <string.h>

#include "core/kind/fw-kind.h"
#include "protocol/fw-said-calendars.h"
#include "protocol/fw-said-files.h"
#include "protocol/fw-said-people.h"
#include "protocol/fw-said-records.h"
#include "protocol/fw-said-rosters.h"
#include "protocol/fw-said-server.h"

typedef struct
{
  const char *name;
  const char *title;
} Title;

static const Title columns[] = {
  { "id", N_ ("Number of the call") }, { "date", N_ ("Day") },
  { "time", N_ ("Time of day") },      { "date_time", N_ ("Day and time") },
  { "agent", N_ ("Person") },          { "agent_family", N_ ("Family name of the person") },
  { "queue", N_ ("Queue") },           { "product", N_ ("Product or topic") },
  { "channel", N_ ("Channel") },       { "customer", N_ ("Customer") },
  { "direction", N_ ("Direction") },   { "answered", N_ ("Answered, yes or no") },
  { "outcome", N_ ("How it ended") },  { "resolved", N_ ("Resolved, yes or no") },
  { "wait", N_ ("Waiting time") },     { "talk", N_ ("Talking time") },
  { "hold", N_ ("Time on hold") },     { "wrap", N_ ("Wrap-up time") },
  { "rating", N_ ("Rating") },         { "nps", N_ ("Recommendation (NPS)") },
};

/* Of policies. */
static const Title units[] = {
  { "s", N_ ("seconds") },
  { "minutes", N_ ("minutes") },
  { "days", N_ ("days") },
  { "ratio", N_ ("as a fraction") },
};

/* ---- names ---- */

static const char *
find_title (const Title *titles, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (titles[i].name, name))
      return _ (titles[i].title);
  return NULL;
}

static const char *
find_role (const FwKind *kind, const char *name)
{
  gint index = fw_kind_find_field (kind, "role");
  const FwField *role = index >= 0 ? &kind->fields[index] : NULL;

  for (guint i = 0; role != NULL && role->values != NULL && role->values[i] != NULL; i++)
    if (g_str_equal (role->values[i], name))
      return role->labels[i];
  return NULL;
}

/* A field of one name means the same in every kind that has it. */
static const char *
find_label (const char *name)
{
  const FwKind *const *kinds = fw_kinds ();
  const char *role = NULL;

  if (g_str_equal (name, "id"))
    return N_ ("Id");
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      gint field = fw_kind_find_field (kinds[i], name);

      if (g_str_equal (kinds[i]->name, name))
        return kinds[i]->label;
      if (field >= 0)
        return kinds[i]->fields[field].label;
      if (kinds[i]->accounts && role == NULL)
        role = find_role (kinds[i], name);
    }
  return role;
}

const char *
fw_said_column (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return find_title (columns, G_N_ELEMENTS (columns), name);
}

static const char *
name_cb (const char *name, gpointer user_data)
{
  const char *label = find_label (name), *column = fw_said_column (name);

  if (label != NULL)
    return _ (label);
  return column != NULL ? column : find_title (units, G_N_ELEMENTS (units), name);
}

/* ---- sentences ---- */

static const char *
translate_cb (const char *format, gpointer user_data)
{
  return _ (format);
}

FwPhrases *
fw_said_phrases_new (FwPhraseLookup translate, FwPhraseLookup name, gpointer user_data)
{
  static const struct
  {
    const char *const *formats;
    guint n;
  } parts[] = {
    { said_of_records, G_N_ELEMENTS (said_of_records) },
    { said_of_calendars, G_N_ELEMENTS (said_of_calendars) },
    { said_of_files, G_N_ELEMENTS (said_of_files) },
    { said_of_people, G_N_ELEMENTS (said_of_people) },
    { said_of_rosters, G_N_ELEMENTS (said_of_rosters) },
    { said_of_server, G_N_ELEMENTS (said_of_server) },
  };
  g_autoptr (GPtrArray) formats = g_ptr_array_new ();

  g_return_val_if_fail (translate != NULL && name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < parts[i].n; j++)
      g_ptr_array_add (formats, (char *) parts[i].formats[j]);
  return fw_phrases_new ((const char *const *) formats->pdata, formats->len, translate, name,
                         user_data);
}

static FwPhrases *
get_phrases (void)
{
  static FwPhrases *phrases;

  if (g_once_init_enter (&phrases))
    g_once_init_leave (&phrases, fw_said_phrases_new (translate_cb, name_cb, NULL));
  return phrases;
}

/* The empty text is translated to the head of a catalogue, where there is one. */
static gboolean
has_catalogue (void)
{
  return *g_dgettext (GETTEXT_PACKAGE, "") != '\0';
}

char *
fw_said_translate (const char *sentence)
{
  g_return_val_if_fail (sentence != NULL, NULL);

  if (!has_catalogue ())
    return g_strdup (sentence);
  return fw_phrases_translate (get_phrases (), sentence);
}

char *
fw_said_translate_rest (const char *sentence)
{
  g_autofree char *said = fw_said_translate (sentence);
  const char *colon, *wide;

  g_return_val_if_fail (said != NULL, NULL);

  colon = strstr (said, ": ");
  wide = strstr (said, "：");
  if (wide != NULL && (colon == NULL || wide < colon))
    return g_strdup (wide + strlen ("："));
  return g_strdup (colon != NULL ? colon + strlen (": ") : said);
}

const char *
fw_said_label (const char *name)
{
  const char *label;

  g_return_val_if_fail (name != NULL, NULL);

  label = has_catalogue () ? name_cb (name, NULL) : NULL;
  return label != NULL ? label : name;
}
