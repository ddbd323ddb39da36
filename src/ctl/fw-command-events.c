/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "protocol/fw-json.h"

/* Events that are ahead of the clock and wait for their time, and such as are struck out. */

static char *reason;

static const GOptionEntry entries[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "strike: why; it is kept and signed", "TEXT" },
  { NULL },
};

/* ---- what a server answers ---- */

/* Returns: (transfer full): the objects of @member. */
static GPtrArray *
ask_list (const FwTarget *target,
          const char *method,
          const char *path,
          GBytes *body,
          const char *member,
          GError **error)
{
  g_autoptr (FwRemote) remote = fw_target_open_remote (target, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *array;

  if (remote == NULL)
    return NULL;
  answer = fw_remote_request (remote, method, path, body, body != NULL ? "application/json" : NULL,
                              NULL, error);
  if (answer == NULL)
    return NULL;
  object = fw_json_parse_bytes (answer, error);
  if (object == NULL || !fw_json_get_array (object, member, &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (fw_json_find_element (array, i) != NULL)
      g_ptr_array_add (list, json_object_ref (fw_json_find_element (array, i)));
  return g_steal_pointer (&list);
}

static GPtrArray *
read_held (GPtrArray *objects)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_held_event_free);

  for (guint i = 0; i < objects->len; i++)
    {
      FwHeldEvent *held = g_new0 (FwHeldEvent, 1);

      held->source = g_strdup (fw_json_find_text (objects->pdata[i], "source"));
      held->id = g_strdup (fw_json_find_text (objects->pdata[i], "id"));
      held->at = fw_json_find_moment (objects->pdata[i], "at");
      held->arrived = fw_json_find_moment (objects->pdata[i], "arrived");
      g_ptr_array_add (list, held);
    }
  return list;
}

static GPtrArray *
read_struck (GPtrArray *objects)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_struck_free);

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = objects->pdata[i];
      FwStruck *struck = g_new0 (FwStruck, 1);

      struck->source = g_strdup (fw_json_find_text (object, "source"));
      struck->id = g_strdup (fw_json_find_text (object, "id"));
      struck->at = fw_json_find_moment (object, "at");
      struck->reason = g_strdup (fw_json_find_text (object, "reason"));
      struck->account = g_strdup (fw_json_find_text (object, "account"));
      struck->moment = fw_json_find_moment (object, "moment");
      struck->signer = g_strdup (fw_json_find_text (object, "signer"));
      g_ptr_array_add (list, struck);
    }
  return list;
}

/* ---- held ---- */

static GPtrArray *
list_held (const FwTarget *target, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GPtrArray) objects = NULL;

  if (target->data == NULL)
    {
      objects = ask_list (target, "GET", "events/held", NULL, "held", error);
      return objects != NULL ? read_held (objects) : NULL;
    }
  centre = fw_target_open_centre (target, FW_CENTRE_READ_ONLY, error);
  return centre != NULL ? fw_ledger_list_held (fw_centre_get_ledger (centre), error) : NULL;
}

static gboolean
run_held (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (!fw_check_arguments (arguments, 1, "held", error))
    return FALSE;
  list = list_held (target, error);
  if (list == NULL)
    return FALSE;

  if (list->len == 0)
    printf ("nothing is held\n");
  for (guint i = 0; i < list->len; i++)
    {
      const FwHeldEvent *held = list->pdata[i];
      g_autofree char *at = fw_time_format (held->at);
      g_autofree char *arrived = fw_time_format (held->arrived);

      printf ("%s  %s  %s  (arrived %s)\n", at, held->source, held->id, arrived);
    }
  return TRUE;
}

/* ---- struck ---- */

static void
print_struck (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];
      g_autofree char *at = fw_time_format (struck->at);
      g_autofree char *moment = fw_time_format (struck->moment);

      printf ("%s  %s  %s  struck out %s by %s: %s\n", at, struck->source, struck->id, moment,
              struck->account, struck->reason);
      if (i + 1 == list->len ||
          strcmp (struck->signer, ((FwStruck *) list->pdata[i + 1])->signer) != 0)
        printf ("signed by %s\n", struck->signer);
    }
}

static gboolean
run_struck (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!fw_check_arguments (arguments, 1, "struck", error))
    return FALSE;
  if (target->data != NULL)
    {
      centre = fw_target_open_centre (target, FW_CENTRE_READ_ONLY, error);
      list = centre != NULL ? fw_centre_list_struck (centre) : NULL;
    }
  else
    {
      objects = ask_list (target, "GET", "events/struck", NULL, "struck", error);
      list = objects != NULL ? read_struck (objects) : NULL;
    }
  if (list == NULL)
    return FALSE;

  if (list->len == 0)
    printf ("nothing is struck out\n");
  print_struck (list);
  return TRUE;
}

/* ---- strike ---- */

static GPtrArray *
strike_here (const FwTarget *target, FwStrike *strike, GError **error)
{
  g_autofree char *account = g_strconcat ("local:", g_get_user_name (), NULL);
  g_autoptr (FwCentre) centre = fw_target_open_centre (target, FW_CENTRE_DEFAULT, error);
  g_autoptr (GPtrArray) list = NULL;

  if (centre == NULL)
    return NULL;
  strike->account = account;
  list = fw_centre_strike (centre, strike, error);
  strike->account = NULL;
  if (list == NULL)
    return NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];
      g_autofree char *detail = g_strdup_printf ("%s: %s; %s", struck->source, struck->id, reason);

      fw_target_tell (target, "events-strike", NULL, detail);
    }
  return g_steal_pointer (&list);
}

static GBytes *
write_strike (const FwStrike *strike)
{
  g_autofree char *day = fw_time_format (strike->day);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "source", strike->source);
  fw_json_member_text (&writer, "day", day);
  fw_json_member_text (&writer, "reason", strike->reason);
  fw_json_writer_key (&writer, "ids");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; strike->ids[i] != NULL; i++)
    fw_json_writer_text (&writer, strike->ids[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  return g_string_free_to_bytes (json);
}

static GPtrArray *
strike_there (const FwTarget *target, const FwStrike *strike, GError **error)
{
  g_autoptr (GBytes) body = write_strike (strike);
  g_autoptr (GPtrArray) objects = ask_list (target, "POST", "events/struck", body, "struck", error);

  return objects != NULL ? read_struck (objects) : NULL;
}

static gboolean
read_day (const char *text, gint64 *day, GError **error)
{
  gint32 date;

  if (fw_date_parse (fw_text (text), &date))
    *day = (gint64) date * 24 * FW_HOUR;
  else if (!fw_time_parse (fw_text (text), day))
    return fw_usage_error (error, "a day of UTC such as 2026-03-02, or a moment of it: %s", text);
  return TRUE;
}

static gboolean
run_strike (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  FwStrike strike = { .reason = reason };

  if (g_strv_length (arguments) < 4)
    return fw_usage_error (error, "expected: strike SOURCE DAY ID…");
  if (reason == NULL)
    return fw_usage_error (error, "--reason is missing: it says for good why");
  strike.source = arguments[1];
  strike.ids = (const char *const *) &arguments[3];
  if (!read_day (arguments[2], &strike.day, error))
    return FALSE;

  list = target->data != NULL ? strike_here (target, &strike, error)
                              : strike_there (target, &strike, error);
  if (list == NULL)
    return FALSE;
  print_struck (list);
  return TRUE;
}

static gboolean
run_events (const FwTarget *target, char **arguments, GError **error)
{
  const char *action = arguments != NULL ? arguments[0] : NULL;

  if (g_strcmp0 (action, "held") == 0)
    return run_held (target, arguments, error);
  if (g_strcmp0 (action, "struck") == 0)
    return run_struck (target, arguments, error);
  if (g_strcmp0 (action, "strike") == 0)
    return run_strike (target, arguments, error);
  return fw_usage_error (error, "expected: held, struck, or strike SOURCE DAY ID…");
}

const FwCommand fw_command_events = {
  .name = "events",
  .arguments = "held | struck | strike SOURCE DAY ID…",
  .summary = "Events that wait for their time, and such as are struck out",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_events,
};
