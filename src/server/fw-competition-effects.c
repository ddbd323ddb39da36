/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from the moves of a call, an application and a mark of the panel, and what keeps
 * them from being made. */
#include <string.h>

#include "core/fw-error.h"
#include "server/fw-competitions.h"
#include "server/fw-swap-party.h"

static GArray *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT, message);
  return NULL;
}

static void
add_move (GArray *writes, FwRecord *record, const char *to)
{
  const FwRecordWrite write = { .record = fw_record_ref (record), .to = to };

  g_array_append_val (writes, write);
}

static void
add_moves (GArray *writes,
           const GPtrArray *records,
           const char *from,
           const char *application,
           const char *to)
{
  for (guint i = 0; i < records->len; i++)
    if (fw_competition_is_in (records->pdata[i], from) &&
        (application == NULL ||
         g_strcmp0 (fw_record_text (records->pdata[i], "application"), application) == 0))
      add_move (writes, records->pdata[i], to);
}

/* ---- who is to score whom ---- */

static const char *
get_first (const FwRecord *record, const char *field)
{
  const char *const *list = fw_record_get_list (record, fw_record_find (record, field));

  return list != NULL ? list[0] : NULL;
}

/* Where its account may change it, wherever the applicant is. */
static void
put_place (const FwCompetition *self, FwRecord *score, const FwRecord *account)
{
  const char *team = get_first (account, "teams"), *site = get_first (account, "sites");
  g_autoptr (FwRecord) record =
      team != NULL ? fw_records_get (self->records, self->whole, fw_kind_find ("team"), team, NULL)
                   : NULL;

  if (record != NULL)
    site = fw_record_text (record, "site");
  fw_record_put_text (score, "site", site);
  fw_record_put_text (score, "team", team);
}

static void
add_score (const FwCompetition *self,
           GArray *writes,
           const FwRecord *application,
           const char *member,
           const FwRecord *account)
{
  g_autofree char *id = g_uuid_string_random ();
  FwRecordWrite write = { .record = fw_record_new (fw_kind_find (FW_PANEL_SCORES), id) };

  fw_record_put_text (write.record, "name", fw_record_text (application, "name"));
  fw_record_put_text (write.record, "competition", fw_record_get_id (self->call));
  fw_record_put_text (write.record, "application", fw_record_get_id (application));
  fw_record_put_text (write.record, "member", member);
  fw_record_put_text (write.record, "account", fw_record_get_id (account));
  put_place (self, write.record, account);
  g_array_append_val (writes, write);
}

static gboolean
has_score (const FwCompetition *self, const FwRecord *application, const char *member)
{
  for (guint i = 0; i < self->scores->len; i++)
    if (g_strcmp0 (fw_record_text (self->scores->pdata[i], "member"), member) == 0 &&
        g_strcmp0 (fw_record_text (self->scores->pdata[i], "application"),
                   fw_record_get_id (application)) == 0)
      return TRUE;
  return FALSE;
}

/* One of the panel does not score herself. */
static gboolean
add_scores (const FwCompetition *self, GArray *writes, const FwRecord *application, GError **error)
{
  const char *const *panel = fw_competition_get_panel (self->call);

  for (guint i = 0; panel[i] != NULL; i++)
    {
      g_autoptr (FwRecord) account = NULL;

      if (has_score (self, application, panel[i]))
        continue;
      if (g_strcmp0 (panel[i], fw_record_text (application, "person")) != 0)
        account = fw_competition_find_account (self->records, self->whole, panel[i], NULL);
      if (account == NULL)
        {
          refuse (error, "one of the panel cannot score the applicant");
          return FALSE;
        }
      add_score (self, writes, application, panel[i], account);
    }
  return TRUE;
}

/* ---- a call ---- */

static GArray *
hand_to_panel (const FwCompetition *self, GError **error)
{
  g_autoptr (GArray) writes = fw_swap_writes_new ();

  for (guint i = 0; i < self->applications->len; i++)
    if (fw_competition_is_in (self->applications->pdata[i], "screened-in") &&
        !add_scores (self, writes, self->applications->pdata[i], error))
      return NULL;
  return g_steal_pointer (&writes);
}

static GArray *
take_back (const FwCompetition *self)
{
  GArray *writes = fw_swap_writes_new ();

  add_moves (writes, self->scores, "asked", NULL, "dropped");
  add_moves (writes, self->applications, "applied screened-in scored changed", NULL, "closed");
  return writes;
}

/* It stands where it is moved to already: what keeps it from there is that of where it came from.
 */
static GArray *
follow_call (FwCompetition *self, gint64 now, GError **error)
{
  static const char *const from[][2] = {
    { "open", "draft" }, { "panel", "screening" }, { "decided", "panel" }, { "closed", "decided" }
  };
  const char *obstacle = NULL;
  g_autoptr (FwRecord) moved = fw_record_ref (self->call);

  if (fw_competition_is_in (moved, "withdrawn"))
    return take_back (self);
  fw_record_unref (self->call);
  self->call = fw_record_copy (moved);
  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    if (fw_competition_is_in (moved, from[i][0]))
      fw_record_put_text (self->call, FW_KIND_STATE, from[i][1]);
  obstacle = fw_competition_find_obstacle (self, now);
  if (obstacle != NULL)
    return refuse (error, obstacle);
  return fw_competition_is_in (moved, "panel") ? hand_to_panel (self, error)
                                               : fw_swap_writes_new ();
}

/* ---- an application ---- */

static GArray *
screen_in (FwCompetition *self, const FwRecord *application, GError **error)
{
  g_autoptr (GArray) writes = fw_swap_writes_new ();

  if (fw_competition_is_in (self->call, "decided closed withdrawn"))
    return refuse (error, "the call is decided");
  if (fw_competition_is_in (self->call, "panel") && !add_scores (self, writes, application, error))
    return NULL;
  return g_steal_pointer (&writes);
}

static GArray *
follow_application (FwCompetition *self, const FwRecord *application, GError **error)
{
  const char *id = fw_record_get_id (application);
  GArray *writes;

  if (fw_competition_is_in (application, "screened-in"))
    return screen_in (self, application, error);
  if (fw_competition_is_in (application, "scored") &&
      (fw_competition_count (self->scores, "asked", "application", id) > 0 ||
       fw_competition_count (self->scores, "handed-in", "application", id) == 0))
    return refuse (error, "somebody has not scored her yet");
  if (fw_competition_is_in (application, "chosen") &&
      fw_competition_count (self->applications, "chosen chosen-told", NULL, NULL) >
          fw_record_integer (self->call, "places"))
    return refuse (error, "all places are given");
  writes = fw_swap_writes_new ();
  if (fw_competition_is_in (application, "withdrawn"))
    add_moves (writes, self->scores, "asked", id, "dropped");
  return writes;
}

/* ---- a mark ---- */

static GArray *
follow_score (FwCompetition *self, const FwRecord *score, GError **error)
{
  const char *id = fw_record_text (score, "application");
  GArray *writes;

  if (fw_competition_count (self->scores, "asked handed-in", "application", id) == 0)
    return refuse (error, "somebody has to score her");
  writes = fw_swap_writes_new ();
  if (fw_competition_count (self->scores, "asked", "application", id) > 0)
    return writes;
  for (guint i = 0; i < self->applications->len; i++)
    if (g_str_equal (fw_record_get_id (self->applications->pdata[i]), id) &&
        fw_competition_is_in (self->applications->pdata[i], "screened-in"))
      add_move (writes, self->applications->pdata[i], "scored");
  return writes;
}

GArray *
fw_competitions_have_effect (FwRecords *records, const FwRecord *record, gint64 now, GError **error)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_auto (FwCompetition) self = { NULL };
  const FwKind *kind;
  const char *call;

  g_return_val_if_fail (records != NULL && record != NULL, NULL);

  kind = fw_record_get_kind (record);
  call = g_str_equal (kind->name, FW_COMPETITIONS) ? fw_record_get_id (record)
                                                   : fw_record_text (record, "competition");
  if (!fw_competition_load (&self, records, whole, call, error))
    return NULL;
  if (g_str_equal (kind->name, FW_COMPETITIONS))
    return follow_call (&self, now, error);
  return g_str_equal (kind->name, FW_APPLICATIONS) ? follow_application (&self, record, error)
                                                   : follow_score (&self, record, error);
}
