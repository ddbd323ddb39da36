/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "protocol/fw-json.h"
#include "trail/fw-trail-read.h"

/* The audit trail of a store: what it says, and whether anybody touched it. */

static char *key, *from, *to, *who, *what, *outcome;
static gboolean as_json;

static const GOptionEntry entries[] = {
  { "key", 0, 0, G_OPTION_ARG_STRING, &key,
    "verify: the public key that the lines must be signed with, as an earlier run told it", "KEY" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, "show: since then (RFC 3339)", "TIME" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, "show: until then", "TIME" },
  { "who", 0, 0, G_OPTION_ARG_STRING, &who, "show: what this account did", "ACCOUNT" },
  { "what", 0, 0, G_OPTION_ARG_STRING, &what, "show: these acts, such as sign-in", "ACT" },
  { "outcome", 0, 0, G_OPTION_ARG_STRING, &outcome, "show: done, refused or failed", "OUTCOME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "show: the lines as they are stored", NULL },
  { NULL },
};

/* ---- verify ---- */

static void
print_verified (const FwTrailReport *report)
{
  for (guint i = 0; i < report->problems->len; i++)
    printf ("%s\n", (const char *) report->problems->pdata[i]);
  if (report->problems->len >= FW_TRAIL_MAX_PROBLEMS)
    printf ("… and more\n");
  printf ("lines      %14" G_GUINT64_FORMAT "\nevents     %" G_GUINT64_FORMAT
          " to %" G_GUINT64_FORMAT "\nkey        %s\n",
          report->lines, report->first, report->last, report->key != NULL ? report->key : "none");
  if (report->first > 1)
    printf ("what was before event %" G_GUINT64_FORMAT " was not given and is not looked at\n",
            report->first);
  if (!report->head)
    printf ("there is no “head” beside the last file: whether lines are missing after event "
            "%" G_GUINT64_FORMAT " cannot be told\n",
            report->last);
}

static gboolean
verify_files (GPtrArray *paths, GError **error)
{
  g_auto (FwTrailReport) report = { 0 };
  g_autoptr (GError) failure = NULL;
  const gboolean good =
      fw_trail_verify ((const char *const *) paths->pdata, key, &report, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  print_verified (&report);
  if (good)
    {
      printf ("whole: no line was changed, moved, put in or taken out\n");
      return TRUE;
    }
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT, "the audit trail was touched");
  return FALSE;
}

/* ---- show ---- */

typedef struct
{
  gint64 from, to; /* µs UTC; 0: whenever */
} Period;

static gboolean
read_time (const char *text, const char *option, gint64 *at, GError **error)
{
  if (text == NULL || fw_time_parse (fw_text (text), at))
    return TRUE;
  return fw_usage_error (error, "%s: a time such as 2026-03-02T08:00:00Z: %s", option, text);
}

static gboolean
is_wanted (JsonObject *line, const Period *period)
{
  const gint64 at = fw_json_find_moment (line, "at");
  const char *const wanted[] = { who, what, outcome };
  const char *const members[] = { "who", "what", "outcome" };

  if (at < period->from || (period->to != 0 && at >= period->to))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (wanted[i] != NULL && g_strcmp0 (wanted[i], fw_json_find_text (line, members[i])) != 0)
      return FALSE;
  return TRUE;
}

/* A name from outside must not move the cursor of whoever reads this: JSON has escaped it, and text
 * that is printed plainly loses its control characters. */
static void
print_part (const char *text, const char *absent)
{
  for (const char *c = text != NULL ? text : absent; *c != '\0'; c = g_utf8_next_char (c))
    {
      const gunichar letter = g_utf8_get_char (c);
      const GUnicodeType type = g_unichar_type (letter);
      char bytes[6];

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT)
        putchar ('?');
      else
        fwrite (bytes, 1, (gsize) g_unichar_to_utf8 (letter, bytes), stdout);
    }
  putchar ('\t');
}

static gboolean
show_line_cb (const char *path,
              guint64 number,
              const char *text,
              gsize length,
              gpointer user_data,
              GError **error)
{
  static const char *const members[] = { "who", "from", "what", "on", "detail" };
  g_autoptr (JsonObject) line = fw_json_parse_object (text, length, NULL);

  if (line == NULL)
    {
      fprintf (stderr, "%s:%" G_GUINT64_FORMAT ": no line of a trail\n", path, number);
      return TRUE;
    }
  if (!is_wanted (line, user_data))
    return TRUE;
  if (as_json)
    {
      printf ("%.*s\n", (int) length, text);
      return TRUE;
    }

  print_part (fw_json_find_text (line, "at"), "");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    print_part (fw_json_find_text (line, members[i]), "-");
  printf ("%s", fw_json_find_text (line, "outcome"));
  if (fw_json_has (line, "times"))
    printf (" × %" G_GUINT64_FORMAT, fw_json_find_count (line, "times"));
  putchar ('\n');
  return TRUE;
}

static gboolean
show_files (GPtrArray *paths, GError **error)
{
  Period period = { 0 };

  if (!read_time (from, "--from", &period.from, error) ||
      !read_time (to, "--to", &period.to, error))
    return FALSE;
  for (guint i = 0; paths->pdata[i] != NULL; i++)
    if (!fw_trail_visit (paths->pdata[i], show_line_cb, &period, error))
      return FALSE;
  return TRUE;
}

/* ---- the command ---- */

/* Returns: (transfer full): those named, or those of the store; NULL-terminated. */
static GPtrArray *
list_paths (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (*arguments == NULL)
    {
      g_autofree char *directory = fw_target_find_trail (target, error);

      paths = directory != NULL ? fw_trail_list_files (directory, error) : NULL;
      if (paths == NULL)
        return NULL;
    }
  else
    paths = g_ptr_array_new_with_free_func (g_free);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (paths, g_strdup (*arguments));
  g_ptr_array_add (paths, NULL);
  return g_steal_pointer (&paths);
}

static gboolean
run_audit (const FwTarget *target, char **arguments, GError **error)
{
  static const char *const words[] = { "verify", "show", NULL };
  g_autoptr (GPtrArray) paths = NULL;

  if (arguments == NULL || !g_strv_contains (words, arguments[0]))
    return fw_usage_error (error, "expected verify or show");
  if ((target->data == NULL) == (arguments[1] == NULL))
    return fw_usage_error (error, "which trail: --data DIR, or its files");
  paths = list_paths (target, arguments + 1, error);
  if (paths == NULL)
    return FALSE;
  return g_str_equal (arguments[0], "verify") ? verify_files (paths, error)
                                              : show_files (paths, error);
}

const FwCommand fw_command_audit = {
  .name = "audit",
  .arguments = "verify|show [FILE…]",
  .summary = "The audit trail: who did what, and whether anybody touched it",
  .targets = FW_TARGET_DATA,
  .alone = TRUE,
  .entries = entries,
  .run = run_audit,
};
