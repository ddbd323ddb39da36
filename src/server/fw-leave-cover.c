/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leave takes away: of each of its days how many of the team are at work and away, and how
 * many people the site lacks by the published forecast, with her and without. */
#include "server/fw-leaves.h"
#include "server/fw-planned-cover.h"
#include "server/fw-server-private.h"

typedef struct
{
  FwPlannedCover planned;
  gint32 first;
  guint n_days;
  FwPlannedChange taken[FW_LEAVE_MOST_DAYS]; /* her own of the days asked for; a night of the day
                                                before stays */
  const char *person, *team;
} Cover;

typedef struct
{
  FwPlannedDay with, without;
  guint working, away;  /* of the team, her not counted */
  const FwRecord *hers; /* (nullable): her shift */
} Day;

static void
clear_cover (Cover *self)
{
  fw_planned_cover_clear (&self->planned);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cover, clear_cover)

/* ---- counting ---- */

static void
count_team (const Cover *self, Day *day, const FwRecord *shift)
{
  const char *type = fw_record_text (shift, "type");

  if (g_strcmp0 (fw_record_text (shift, "person"), self->person) == 0)
    day->hers = shift;
  else if (g_strcmp0 (fw_record_text (shift, "team"), self->team) == 0)
    {
      day->working += g_strcmp0 (type, "work") == 0;
      day->away += g_strcmp0 (type, "leave") == 0;
    }
}

static void
count_day (const Cover *self, Day *day, gint32 date)
{
  fw_planned_cover_count (&self->planned, date, NULL, 0, &day->with);
  fw_planned_cover_count (&self->planned, date, self->taken, self->n_days, &day->without);
  for (guint i = 0; i < self->planned.shifts->len; i++)
    if (fw_record_integer (self->planned.shifts->pdata[i], "day") == date)
      count_team (self, day, self->planned.shifts->pdata[i]);
}

/* ---- JSON ---- */

static void
append_gap (FwJsonWriter *writer, const char *most, const char *halves, const FwCoverGap *gap)
{
  fw_json_member_integer (writer, most, gap->most);
  fw_json_member_integer (writer, halves, gap->n_short);
}

static void
append_day (FwJsonWriter *writer, const Cover *self, const Day *day, gint32 date)
{
  const FwCoverGap before = fw_cover_find_gap (day->with.wanted, day->with.planned, day->with.n);
  const FwCoverGap after =
      fw_cover_find_gap (day->without.wanted, day->without.planned, day->without.n);
  const char *id = day->hers != NULL ? fw_record_text (day->hers, "template") : NULL;
  const FwRecord *template = id != NULL ? g_hash_table_lookup (self->planned.templates, id) : NULL;

  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "day", date);
  fw_json_member_text (writer, "type",
                       day->hers != NULL ? fw_record_text (day->hers, "type") : NULL);
  fw_json_member_text (writer, "shift",
                       template != NULL ? fw_record_text (template, "name") : NULL);
  fw_json_member_integer (writer, "working", day->working);
  fw_json_member_integer (writer, "away", day->away);
  if (day->with.known)
    {
      append_gap (writer, "lack", "short", &before);
      append_gap (writer, "lack_after", "short_after", &after);
    }
  fw_json_writer_end_object (writer);
}

gboolean
fw_leave_cover_append (FwJsonWriter *writer,
                       FwRecords *records,
                       const FwRecord *request,
                       GError **error)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwDirectory) directory = NULL;
  g_auto (Cover) self = { { NULL } };

  g_return_val_if_fail (writer != NULL && records != NULL && request != NULL, FALSE);

  directory = fw_records_get_directory (records, error);
  if (directory == NULL)
    return FALSE;
  self.first = (gint32) fw_record_integer (request, "first");
  self.n_days =
      (guint) MIN (fw_record_integer (request, "last") - self.first + 1, FW_LEAVE_MOST_DAYS);
  self.person = fw_record_text (request, "person");
  self.team = fw_record_text (request, "team");
  if (!fw_planned_cover_read (&self.planned, records, whole, fw_own_find_zone (directory, request),
                              fw_record_text (request, "site"), self.first,
                              self.first + (gint32) self.n_days - 1, error))
    return FALSE;
  for (guint i = 0; i < self.n_days; i++)
    self.taken[i] = (FwPlannedChange){ self.person, self.first + (gint32) i, NULL };
  fw_json_writer_key (writer, "cover");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self.n_days; i++)
    {
      Day day = { .hers = NULL };

      count_day (&self, &day, self.first + (gint32) i);
      append_day (writer, &self, &day, self.first + (gint32) i);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}
