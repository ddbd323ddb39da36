/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-function-words.h"

#include "console/fw-swap-words.h"

#include <glib/gi18n-lib.h>

static const char *
find_text (JsonObject *object, const char *member)
{
  const char *text = fw_json_find_text (object, member);

  return text != NULL ? text : "";
}

/* Returns: (transfer full): one of those who may. */
static char *
write_actor (JsonObject *actor)
{
  const char *name = find_text (actor, "name");
  const char *holder = fw_json_find_text (actor, "for");
  const char *until = fw_json_find_text (actor, "until");
  g_autofree char *day = NULL;

  if (holder != NULL)
    /* Translators: a deputy, and for whom she acts. */
    return g_strdup_printf (_ ("at present %s for %s"), name, holder);
  if (until == NULL)
    return g_strdup (name);
  day = fw_swap_write_day (until);
  /* Translators: a name and a day. */
  return g_strdup_printf (_ ("%s (away until %s)"), name, day);
}

static void
append (GString *text, const char *part)
{
  if (text->len > 0)
    /* Translators: between the parts of a list. */
    g_string_append (text, C_ ("list", ", "));
  g_string_append (text, part);
}

char *
fw_function_write_who (JsonObject *move)
{
  g_autoptr (GString) functions = g_string_new (NULL);
  g_autoptr (GString) people = g_string_new (NULL);
  const char *last = NULL;
  JsonArray *who;

  g_return_val_if_fail (move != NULL, NULL);

  if (!fw_json_has (move, "who") || !fw_json_get_array (move, "who", &who, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (who); i++)
    {
      JsonObject *actor = fw_json_find_element (who, i);
      g_autofree char *part = actor != NULL ? write_actor (actor) : NULL;
      const char *function = actor != NULL ? find_text (actor, "function") : "";

      if (part == NULL || *function == '\0')
        continue;
      if (g_strcmp0 (function, last) != 0)
        append (functions, _ (function));
      append (people, part);
      last = function;
    }
  if (people->len == 0)
    return NULL;
  /* Translators: a function such as “Team leader”, and who acts in it. */
  return g_strdup_printf (_ ("This is for the function “%s”: %s."), functions->str, people->str);
}

char *
fw_function_write_for (JsonObject *entry)
{
  g_autofree char *day = NULL;
  JsonObject *acts;
  const char *until;

  g_return_val_if_fail (entry != NULL, NULL);

  if (!fw_json_has (entry, "acts_for") || !fw_json_get_object (entry, "acts_for", &acts, NULL))
    return NULL;
  until = fw_json_find_text (acts, "until");
  day = until != NULL ? fw_swap_write_day (until) : NULL;
  if (day == NULL)
    return NULL;
  /* Translators: for whom a deputy does it, and a day. */
  return g_strdup_printf (_ ("for %s, away until %s"), find_text (acts, "name"), day);
}
