/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leave takes away: of each of its days how many of the team are at work and away, and how
 * many people the site lacks by the published forecast, with her and without. */
#include "server/fw-leaves.h"

#include "core/roster/fw-cover.h"
#include "core/staffing/fw-need.h"
#include "server/fw-server-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  gint64 from;
  guint n;
  double wanted[FW_NEED_MOST_MOMENTS], with[FW_NEED_MOST_MOMENTS], without[FW_NEED_MOST_MOMENTS];
  gboolean known;
  guint working, away;  /* of the team, her not counted */
  const FwRecord *hers; /* (nullable): her shift */
} Day;

typedef struct
{
  FwZone *zone; /* the directory's */
  gint32 first;
  guint n_days;
  Day days[FW_LEAVE_MOST_DAYS];
  const char *person, *team;
  GHashTable *templates; /* id to FwRecord */
  GPtrArray *shifts;     /* FwRecord: of the site, from the day before to the day after */
  GPtrArray *needs;      /* FwNeed */
} Cover;

static void
clear_cover (Cover *self)
{
  g_clear_pointer (&self->templates, g_hash_table_unref);
  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cover, clear_cover)

/* ---- reading ---- */

static void
take_shifts (GPtrArray *records, gpointer data)
{
  Cover *self = data;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *template = NULL;
      const char *id = fw_record_text (records->pdata[i], "template");

      if (id != NULL)
        template = g_hash_table_lookup (self->templates, id);
      /* Leave and days off have no hours; they tell by their team who is away. */
      if (template != NULL || g_strcmp0 (fw_record_text (records->pdata[i], "type"), "leave") == 0)
        g_ptr_array_add (self->shifts, fw_record_ref (records->pdata[i]));
    }
}

static void
take_needs (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwNeed *need = fw_need_read (records->pdata[i], NULL);

      if (need != NULL)
        g_ptr_array_add (((Cover *) data)->needs, need);
    }
}

static gboolean
ask_days (FwRecords *records,
          FwScope *whole,
          const char *kind,
          const char *site,
          gint32 from,
          gint32 to,
          FwRecordPageFunc func,
          Cover *self,
          GError **error)
{
  g_autofree char *first = fw_date_format (from), *last = fw_date_format (to);
  const char *const least[] = { first, NULL }, *const most[] = { last, NULL };
  const char *const sites[] = { site, NULL };
  const FwRecordCondition conditions[] = { { "day", FW_RECORD_AT_LEAST, least },
                                           { "day", FW_RECORD_AT_MOST, most },
                                           { "site", FW_RECORD_IS, sites } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = site != NULL ? 3 : 2;
  return fw_records_ask_pages (records, whole, fw_kind_find (kind), &query, func, self, error);
}

static gboolean
read_all (Cover *self, FwRecords *records, FwScope *whole, const char *site, GError **error)
{
  g_autoptr (GPtrArray) templates =
      fw_records_list (records, whole, fw_kind_find ("shift-template"), error);
  const gint32 last = self->first + (gint32) self->n_days - 1;

  if (templates == NULL)
    return FALSE;
  self->templates =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  self->shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);
  for (guint i = 0; i < templates->len; i++)
    {
      FwRecord *template = fw_record_ref (templates->pdata[i]);

      if (g_strcmp0 (fw_record_text (template, "site"), site) == 0)
        g_hash_table_insert (self->templates, (gpointer) fw_record_get_id (template), template);
      else
        fw_record_unref (template);
    }
  return ask_days (records, whole, "shift", NULL, self->first - 1, last + 1, take_shifts, self,
                   error) &&
         ask_days (records, whole, "published-forecast", site, self->first, last, take_needs, self,
                   error);
}

/* ---- counting ---- */

static gboolean
is_hers (const Cover *self, const FwRecord *shift)
{
  return g_strcmp0 (fw_record_text (shift, "person"), self->person) == 0;
}

/* Her own of the days asked for are what leave takes away; a night of the day before stays. */
static gboolean
is_taken (const Cover *self, const FwRecord *shift)
{
  const gint64 i = fw_record_integer (shift, "day") - self->first;

  return is_hers (self, shift) && i >= 0 && i < self->n_days;
}

static void
add_hours (const Cover *self, Day *day, const FwRecord *shift)
{
  const char *id = fw_record_text (shift, "template");
  const FwRecord *template = id != NULL ? g_hash_table_lookup (self->templates, id) : NULL;
  FwBreak breaks[FW_BREAKS_MOST];
  guint start, length, n = 0;

  if (template == NULL || g_strcmp0 (fw_record_text (shift, "type"), "work") != 0)
    return;
  start = (guint) fw_record_integer (template, "start");
  length = (guint) fw_record_integer (template, "length_minutes");
  if ((fw_record_lacks (shift, "breaks") ||
       !fw_breaks_parse (fw_record_text (shift, "breaks"), start, length, breaks, &n)) &&
      !fw_breaks_parse (fw_record_text (template, "breaks"), start, length, breaks, &n))
    n = 0;
  fw_cover_add_shift (day->with, day->n, day->from, self->zone,
                      (gint32) fw_record_integer (shift, "day"), start, length, breaks, n, 1);
  if (!is_taken (self, shift))
    fw_cover_add_shift (day->without, day->n, day->from, self->zone,
                        (gint32) fw_record_integer (shift, "day"), start, length, breaks, n, 1);
}

static void
count_team (const Cover *self, Day *day, const FwRecord *shift)
{
  const char *type = fw_record_text (shift, "type");

  if (is_hers (self, shift))
    day->hers = shift;
  else if (g_strcmp0 (fw_record_text (shift, "team"), self->team) == 0)
    {
      day->working += g_strcmp0 (type, "work") == 0;
      day->away += g_strcmp0 (type, "leave") == 0;
    }
}

static void
count_day (Cover *self, Day *day, gint32 date)
{
  gint64 end;

  fw_zone_get_day_bounds (self->zone, date, &day->from, &end);
  day->n = (guint) MIN ((end - day->from) / FW_COVER_STEP, FW_NEED_MOST_MOMENTS);
  day->known = fw_need_add_up (self->needs, date, day->wanted, day->n);
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const gint64 at = fw_record_integer (self->shifts->pdata[i], "day");

      if (ABS (at - date) <= 1)
        add_hours (self, day, self->shifts->pdata[i]);
      if (at == date)
        count_team (self, day, self->shifts->pdata[i]);
    }
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
  const FwCoverGap before = fw_cover_find_gap (day->wanted, day->with, day->n);
  const FwCoverGap after = fw_cover_find_gap (day->wanted, day->without, day->n);
  const char *id = day->hers != NULL ? fw_record_text (day->hers, "template") : NULL;
  const FwRecord *template = id != NULL ? g_hash_table_lookup (self->templates, id) : NULL;

  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "day", date);
  fw_json_member_text (writer, "type",
                       day->hers != NULL ? fw_record_text (day->hers, "type") : NULL);
  fw_json_member_text (writer, "shift",
                       template != NULL ? fw_record_text (template, "name") : NULL);
  fw_json_member_integer (writer, "working", day->working);
  fw_json_member_integer (writer, "away", day->away);
  if (day->known)
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
  g_auto (Cover) self = { NULL };

  g_return_val_if_fail (writer != NULL && records != NULL && request != NULL, FALSE);

  directory = fw_records_get_directory (records, error);
  if (directory == NULL)
    return FALSE;
  self.zone = fw_own_find_zone (directory, request);
  self.first = (gint32) fw_record_integer (request, "first");
  self.n_days =
      (guint) MIN (fw_record_integer (request, "last") - self.first + 1, FW_LEAVE_MOST_DAYS);
  self.person = fw_record_text (request, "person");
  self.team = fw_record_text (request, "team");
  if (!read_all (&self, records, whole, fw_record_text (request, "site"), error))
    return FALSE;
  fw_json_writer_key (writer, "cover");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self.n_days; i++)
    {
      count_day (&self, &self.days[i], self.first + (gint32) i);
      append_day (writer, &self, &self.days[i], self.first + (gint32) i);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}
