/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-leave-words.h"

#include "console/fw-swap-words.h"
#include "core/flow/fw-flow.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

static guint
count (JsonObject *object, const char *member)
{
  gint64 value;

  return fw_json_get_integer (object, member, &value, NULL) && value > 0 ? (guint) value : 0;
}

static const char *
find_text (JsonObject *object, const char *member)
{
  const char *text = fw_json_find_text (object, member);

  return text != NULL ? text : "";
}

const char *
fw_leave_write_type (const char *type)
{
  const FwKind *kind = fw_kind_find ("leave-request");
  const FwField *field = &kind->fields[fw_kind_find_field (kind, "leave_type")];

  for (guint i = 0; type != NULL && field->values[i] != NULL; i++)
    if (g_str_equal (field->values[i], type))
      return _ (field->labels[i]);
  return "";
}

const char *
fw_leave_write_state (const char *state)
{
  const FwFlowState *found =
      state != NULL ? fw_flow_find_state (fw_kind_find ("leave-request")->flow, state) : NULL;

  return found != NULL && found->label != NULL ? _ (found->label) : "";
}

char *
fw_leave_write_span (JsonObject *request)
{
  g_autofree char *first = NULL, *last = NULL;

  g_return_val_if_fail (request != NULL, NULL);

  first = fw_swap_write_day (fw_json_find_text (request, "first"));
  last = fw_swap_write_day (fw_json_find_text (request, "last"));
  return g_strcmp0 (find_text (request, "first"), find_text (request, "last")) == 0
             ? g_steal_pointer (&first)
             /* Translators: from one day to another */
             : g_strdup_printf (C_ ("days", "%s – %s"), first, last);
}

char *
fw_leave_write_amount (guint days)
{
  return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
}

char *
fw_leave_write_right (JsonObject *right)
{
  g_return_val_if_fail (right != NULL, NULL);

  /* Translators: numbers of days; then a date */
  return g_strdup_printf (_ ("%u granted, %u asked for, until %s"), count (right, "granted"),
                          count (right, "asked"), find_text (right, "last"));
}

static void
append_line (GString *text, char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

/* Those that the days are taken from. */
static void
append_changes (GString *text, JsonObject *check)
{
  JsonArray *rights;

  if (!fw_json_get_array (check, "rights", &rights, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (rights); i++)
    {
      JsonObject *right = fw_json_find_element (rights, i);

      if (right != NULL && count (right, "left") != count (right, "after"))
        /* Translators: the name of an entitlement, and how many days are left of it before and
         * after */
        append_line (text, g_strdup_printf (_ ("%s: %u left → %u"), find_text (right, "name"),
                                            count (right, "left"), count (right, "after")));
    }
}

char *
fw_leave_write_check (JsonObject *check)
{
  GString *text;
  gboolean overlaps = FALSE, limited = FALSE;
  const guint days = count (check, "days"), lacking = count (check, "lacking");

  g_return_val_if_fail (check != NULL, NULL);

  text = g_string_new (NULL);
  append_line (text, g_strdup_printf (ngettext ("Takes %u day; days off take none.",
                                                "Takes %u days; days off take none.", days),
                                      days));
  append_changes (text, check);
  if (fw_json_get_boolean (check, "limited", &limited, NULL) && !limited)
    append_line (text, g_strdup (_ ("It is taken from no entitlement.")));
  if (lacking > 0)
    append_line (
        text, g_strdup_printf (ngettext ("▲ No entitlement is left for %u day of them.",
                                         "▲ No entitlement is left for %u days of them.", lacking),
                               lacking));
  if (fw_json_get_boolean (check, "overlaps", &overlaps, NULL) && overlaps)
    append_line (text, g_strdup (_ ("▲ Leave of one of these days is asked for already.")));
  return g_string_free (text, FALSE);
}

/* ---- who decides ---- */

static char *
write_planned (JsonObject *day)
{
  const char *shift = find_text (day, "shift"), *type = find_text (day, "type");

  if (*shift != '\0')
    return g_strdup (shift);
  return g_strdup (g_str_equal (type, "leave")      ? _ ("on leave")
                   : g_str_equal (type, "training") ? _ ("training")
                                                    : _ ("nothing planned"));
}

static char *
write_gap (JsonObject *day)
{
  if (!fw_json_has (day, "lack"))
    return g_strdup (_ ("no forecast published"));
  return g_strdup_printf (
      /* Translators: people, then half hours; each before → after */
      _ ("lacking in the worst half hour %u → %u, half hours short %u → %u"), count (day, "lack"),
      count (day, "lack_after"), count (day, "short"), count (day, "short_after"));
}

static void
append_cover (GString *text, JsonObject *decision)
{
  JsonArray *cover;

  if (!fw_json_get_array (decision, "cover", &cover, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (cover); i++)
    {
      JsonObject *day = fw_json_find_element (cover, i);
      g_autofree char *date = NULL, *planned = NULL, *gap = NULL;
      gboolean worse;

      if (day == NULL)
        continue;
      date = fw_swap_write_day (fw_json_find_text (day, "day"));
      planned = write_planned (day);
      gap = write_gap (day);
      worse = count (day, "lack_after") > count (day, "lack") ||
              count (day, "short_after") > count (day, "short");
      append_line (text,
                   /* Translators: a mark, the day, what she is planned for, how many of the team
                    * work and are on leave that day, and what the floor lacks */
                   g_strdup_printf (_ ("%s %s, %s: of the team %u at work, %u on leave; %s"),
                                    worse ? "▲" : "●", date, planned, count (day, "working"),
                                    count (day, "away"), gap));
    }
}

static void
append_rights (GString *text, JsonObject *decision)
{
  JsonArray *rights;

  if (!fw_json_get_array (decision, "rights", &rights, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (rights); i++)
    {
      JsonObject *right = fw_json_find_element (rights, i);
      g_autofree char *rest = right != NULL ? fw_leave_write_right (right) : NULL;

      if (right != NULL)
        /* Translators: the name of an entitlement, days left of so many, and details */
        append_line (text, g_strdup_printf (_ ("%s: %u of %u left when it is granted (%s)"),
                                            find_text (right, "name"), count (right, "left"),
                                            count (right, "days"), rest));
    }
}

char *
fw_leave_write_decision (JsonObject *decision)
{
  g_autofree char *span = NULL, *days = NULL;
  const char *note;
  GString *text;

  g_return_val_if_fail (decision != NULL, NULL);

  span = fw_leave_write_span (decision);
  days = fw_leave_write_amount (count (decision, "days"));
  note = find_text (decision, "note");
  text = g_string_new (NULL);
  /* Translators: who, which leave, from when to when, and how many days */
  append_line (text, g_strdup_printf (
                         _ ("%s asks for %s: %s (%s)."), find_text (decision, "person"),
                         fw_leave_write_type (fw_json_find_text (decision, "type")), span, days));
  if (*note != '\0')
    append_line (text, g_strdup_printf (_ ("“%s”"), note));
  append_rights (text, decision);
  append_cover (text, decision);
  return g_string_free (text, FALSE);
}
