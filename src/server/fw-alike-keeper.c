/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-alike-keeper.h"

#include <math.h>

#include "core/quality/fw-case-alike.h"
#include "core/quality/fw-case-figures.h"
#include "server/fw-rounds.h"
#include "store/fw-record-query.h"

#define FIRST G_USEC_PER_SEC
#define STEP (60 * G_USEC_PER_SEC)
#define DAYS 91 /* of which shares are, as on the page of figures */
#define MOST_NAMED 100
#define LEAST_COMPLAINTS 30 /* of which a share says something */

/* What complaints are sorted into for their shares. */
static const char *const dimensions[] = { "cause", "product", "device" };

struct _FwAlikeKeeper
{
  FwCentre *centre;
  FwHub *hub;
  FwScope *scope;
  GHashTable *complaints; /* char* id (of the record) -> FwRecord */
  gint64 change;          /* of cases, the last one that was looked at; -1: none was */
  gint64 looked;          /* the moment up to which what came was looked at */
  gboolean behind;        /* what was read of cases is not all in alarms yet */
  FwRounds *rounds;       /* (nullable): not started yet */
};

/* One look. */
typedef struct
{
  FwAlikeKeeper *keeper;
  FwDirectory *directory;
  gint64 now;
  GArray *heard;  /* FwCaseHeard, by when they came */
  GPtrArray *all; /* FwRecord: alarms that there are */
} Look;

static void
clear_look (Look *self)
{
  g_clear_pointer (&self->heard, g_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, clear_look)

FwAlikeKeeper *
fw_alike_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwAlikeKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwAlikeKeeper, 1);
  self->centre = centre;
  self->hub = hub;
  self->scope = fw_scope_new (FW_ALIKE_RULE, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  self->complaints =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  self->change = -1;
  return self;
}

void
fw_alike_keeper_free (FwAlikeKeeper *self)
{
  if (self == NULL)
    return;

  fw_rounds_free (self->rounds);
  g_hash_table_unref (self->complaints);
  fw_scope_unref (self->scope);
  g_free (self);
}

/* ---- complaints ---- */

static gint64
get_came (const FwRecord *record)
{
  const char *text = fw_record_text (record, "came");
  gint64 came;

  return text != NULL && fw_time_parse (fw_text (text), &came) ? came : 0;
}

typedef struct
{
  GHashTable *complaints; /* the keeper's */
  gint64 from;            /* what came before it is left alone */
  gboolean *behind;       /* the keeper's */
} Taking;

static gboolean
take_case_cb (FwRecord *record, gpointer user_data, GError **error)
{
  Taking *taking = user_data;

  *taking->behind = TRUE;
  g_hash_table_remove (taking->complaints, fw_record_get_id (record));
  if (!fw_record_is_deleted (record) &&
      g_strcmp0 (fw_record_text (record, "class"), "complaint") == 0 &&
      get_came (record) >= taking->from)
    g_hash_table_insert (taking->complaints, (gpointer) fw_record_get_id (record),
                         fw_record_ref (record));
  return TRUE;
}

static gboolean
is_old_cb (gpointer id, gpointer record, gpointer from)
{
  return get_came (record) < *(gint64 *) from;
}

static GArray *
list_heard (FwAlikeKeeper *self)
{
  GArray *heard = g_array_new (FALSE, FALSE, sizeof (FwCaseHeard));
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->complaints);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      const FwCaseHeard each = { .id = fw_record_get_id (record),
                                 .site = fw_record_text (record, "site"),
                                 .cause = fw_record_text (record, "cause"),
                                 .product = fw_record_text (record, "product"),
                                 .device = fw_record_text (record, "device"),
                                 .came = get_came (record) };

      g_array_append_val (heard, each);
    }
  g_array_sort (heard, fw_case_heard_compare);
  return heard;
}

static const FwSiteEntry *
find_site (const Look *self, const char *id)
{
  const FwSiteEntry *site = id != NULL ? fw_directory_find_site (self->directory, id) : NULL;

  return site != NULL ? site : fw_directory_get_default_site (self->directory);
}

/* ---- writing ---- */

static void
write_alarm (const Look *self, FwRecord *alarm)
{
  g_autoptr (GError) error = NULL;

  if (!fw_records_put (fw_centre_get_records (self->keeper->centre), self->keeper->scope, alarm,
                       self->now, &error))
    {
      self->keeper->behind = TRUE;
      g_message ("an alarm of complaints waits: %s", error->message);
    }
  else if (self->keeper->hub != NULL)
    fw_hub_tell_record (self->keeper->hub, alarm);
}

static void
set_integer (FwRecord *record, const char *field, gint64 value)
{
  fw_record_set_integer (record, fw_record_find (record, field), value);
}

static void
set_number (FwRecord *record, const char *field, double value)
{
  if (isnan (value))
    fw_record_clear (record, fw_record_find (record, field));
  else
    fw_record_set_number (record, fw_record_find (record, field), value);
}

/* The department that has most of these cases, of several the first by id. Returns: (nullable)
 * (transfer full). */
static char *
find_department (FwAlikeKeeper *self, const GPtrArray *ids)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key, value;
  const char *best = NULL;
  guint most = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      FwRecord *record = g_hash_table_lookup (self->complaints, ids->pdata[i]);
      const char *department = record != NULL ? fw_record_text (record, "department") : NULL;

      if (department != NULL)
        g_hash_table_insert (
            counts, (gpointer) department,
            GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, department)) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const guint n = GPOINTER_TO_UINT (value);

      if (n > most || (n == most && g_strcmp0 (key, best) < 0))
        {
          best = key;
          most = n;
        }
    }
  return g_strdup (best);
}

static void
set_cases (const Look *self, FwRecord *alarm, const GPtrArray *ids)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  g_autofree char *department = find_department (self->keeper, ids);

  for (guint i = 0; i < MIN (ids->len, MOST_NAMED); i++)
    g_ptr_array_add (named, ids->pdata[i]);
  g_ptr_array_add (named, NULL);
  fw_record_set_list (alarm, fw_record_find (alarm, "cases"), (const char *const *) named->pdata);
  fw_record_put_text (alarm, "department", department);
  set_integer (alarm, "complaints", ids->len);
}

/* An id that the same occasion comes to again, whoever looks. */
static FwRecord *
alarm_new (const char *occasion, const char *when, const char *what)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, what, -1);
  g_autofree char *id = g_strdup_printf ("%s-%s-%.16s", occasion, when, sum);
  FwRecord *alarm = fw_record_new (fw_kind_find ("case-alarm"), id);

  fw_record_put_text (alarm, "occasion", occasion);
  return alarm;
}

static FwRecord *
find_alarm (const Look *self, const char *id)
{
  for (guint i = 0; i < self->all->len; i++)
    if (g_str_equal (fw_record_get_id (self->all->pdata[i]), id))
      return self->all->pdata[i];
  return NULL;
}

/* ---- many alike ---- */

static void
set_alike (const Look *self, FwRecord *alarm, const FwCaseAlike *alike)
{
  const FwSiteEntry *site = find_site (self, alike->site);

  set_integer (alarm, "last_at", fw_zone_get_minute_of_day (site->zone, alike->last));
  set_cases (self, alarm, alike->ids);
}

static void
raise_alike (const Look *self, const FwCaseAlike *alike)
{
  FwRecord *first = g_hash_table_lookup (self->keeper->complaints, alike->ids->pdata[0]);
  const FwSiteEntry *site = find_site (self, alike->site);
  g_autofree char *when = fw_date_format (fw_zone_get_day (site->zone, alike->first));
  g_autofree char *what = g_strdup_printf (
      "%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT, fw_case_alike_names[alike->by],
      alike->site != NULL ? alike->site : "", alike->cause != NULL ? alike->cause : "",
      alike->key != NULL ? alike->key : "", alike->first);
  g_autoptr (FwRecord) alarm = alarm_new ("alike", when, what);

  if (find_alarm (self, fw_record_get_id (alarm)) != NULL)
    return;
  fw_record_put_text (alarm, "about",
                      alike->key != NULL ? alike->key : fw_record_text (first, "title"));
  fw_record_put_text (alarm, "cause", alike->cause);
  if (alike->by != FW_CASE_ALIKE_CAUSE)
    fw_record_put_text (alarm, fw_case_alike_names[alike->by], alike->key);
  fw_record_put_text (alarm, "site", alike->site);
  set_integer (alarm, "day", fw_zone_get_day (site->zone, alike->first));
  set_integer (alarm, "first_at", fw_zone_get_minute_of_day (site->zone, alike->first));
  set_number (alarm, "usual", alike->usual);
  set_alike (self, alarm, alike);
  write_alarm (self, alarm);
}

/* Returns: (nullable) (transfer full): what an alarm holds together, as far as its cases are of
 * late. */
static FwCaseAlike *
read_alike (const Look *self, const FwRecord *alarm)
{
  const char *const *ids = fw_record_get_list (alarm, fw_record_find (alarm, "cases"));
  const char *product = fw_record_text (alarm, "product"),
             *device = fw_record_text (alarm, "device");
  const FwCaseAlikeBy by = product != NULL  ? FW_CASE_ALIKE_PRODUCT
                           : device != NULL ? FW_CASE_ALIKE_DEVICE
                                            : FW_CASE_ALIKE_CAUSE;
  g_autoptr (FwCaseAlike) alike =
      fw_case_alike_new (by, fw_record_text (alarm, "site"), fw_record_text (alarm, "cause"),
                         product != NULL ? product : device, G_MAXINT64, 0);

  for (; ids != NULL && *ids != NULL; ids++)
    {
      FwRecord *record = g_hash_table_lookup (self->keeper->complaints, *ids);

      if (record == NULL)
        continue;
      alike->first = MIN (alike->first, get_came (record));
      alike->last = MAX (alike->last, get_came (record));
      g_ptr_array_add (alike->ids, g_strdup (*ids));
    }
  return alike->ids->len > 0 ? g_steal_pointer (&alike) : NULL;
}

/* A storm that goes on is told in its alarm, unless that is settled: then it is left as it was
 * judged. */
static void
go_on (const Look *self, const FwRecord *stored, const FwCaseAlike *alike, guint before)
{
  g_autoptr (FwRecord) alarm = NULL;
  const char *state = fw_record_text (stored, FW_KIND_STATE);
  const FwFlowState *found =
      state != NULL ? fw_flow_find_state (fw_record_get_kind (stored)->flow, state) : NULL;

  if (alike->ids->len <= before || before >= MOST_NAMED || (found != NULL && found->ends))
    return;
  alarm = fw_record_copy ((FwRecord *) stored);
  set_alike (self, alarm, alike);
  write_alarm (self, alarm);
}

static void
look_at_site (const Look *self, const char *site)
{
  const FwSiteEntry *entry = find_site (self, site);
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (FwCaseHeard));
  g_autoptr (GPtrArray) alarms =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_case_alike_free);
  g_autoptr (GPtrArray) held = g_ptr_array_new ();
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 looked = self->keeper->looked;
  const FwCaseAlikeTerms terms = {
    .window =
        G_USEC_PER_SEC * (gint64) fw_directory_get_policy (self->directory, "case-alike-seconds",
                                                           entry->id, NULL, self->now),
    .least = (guint) fw_directory_get_policy (self->directory, "case-alike-count", entry->id, NULL,
                                              self->now),
  };

  for (guint i = 0; i < self->heard->len; i++)
    {
      const FwCaseHeard *each = &g_array_index (self->heard, FwCaseHeard, i);

      if (g_strcmp0 (each->site, site) == 0)
        g_array_append_val (heard, *each);
    }
  for (guint i = 0; i < self->all->len; i++)
    {
      FwRecord *alarm = self->all->pdata[i];
      FwCaseAlike *alike;

      if (g_strcmp0 (fw_record_text (alarm, "occasion"), "alike") != 0 ||
          g_strcmp0 (fw_record_text (alarm, "site"), site) != 0 ||
          (alike = read_alike (self, alarm)) == NULL)
        continue;
      g_ptr_array_add (alarms, alike);
      g_ptr_array_add (held, alarm);
      g_array_append_val (counts, alike->ids->len);
    }
  for (guint i = 0; i < heard->len; i++)
    {
      const gint64 came = g_array_index (heard, FwCaseHeard, i).came;

      if (came <= looked || came > self->now)
        continue;
      fw_case_alike_look ((const FwCaseHeard *) (void *) heard->data, heard->len, came, &terms,
                          alarms);
      looked = came;
    }
  for (guint i = 0; i < alarms->len; i++)
    if (i < held->len)
      go_on (self, held->pdata[i], alarms->pdata[i], g_array_index (counts, guint, i));
    else
      raise_alike (self, alarms->pdata[i]);
}

static void
look_for_alike (const Look *self)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->heard->len; i++)
    {
      const FwCaseHeard *each = &g_array_index (self->heard, FwCaseHeard, i);

      if (each->came > self->keeper->looked &&
          g_hash_table_add (met, (gpointer) (each->site != NULL ? each->site : "")))
        look_at_site (self, each->site);
    }
}

/* ---- a matter of its own ---- */

/* Of a concern the department that has most of them names it; one that is nobody's is everybody's
 * anyhow. Returns: (nullable) (transfer full). */
static char *
name_type (const Look *self, const char *dimension, const char *value, const GPtrArray *ids)
{
  g_autofree char *department = NULL;
  g_autoptr (FwRecord) record = NULL;

  if (!g_str_equal (dimension, "cause"))
    return g_strdup (value);
  department = find_department (self->keeper, ids);
  if (department == NULL)
    return NULL;
  record = fw_records_get (fw_centre_get_records (self->keeper->centre), self->keeper->scope,
                           fw_kind_find ("department"), department, NULL);
  return record != NULL ? g_strdup (fw_record_text (record, fw_record_get_kind (record)->title))
                        : NULL;
}

static void
look_at_type (const Look *self, const char *dimension, const char *value, const GPtrArray *ids)
{
  const FwSiteEntry *site = fw_directory_get_default_site (self->directory);
  const double threshold =
      fw_directory_get_policy (self->directory, "case-type-share", site->id, NULL, self->now);
  const gint32 today = fw_zone_get_day (site->zone, self->now);
  g_autofree char *what = g_strdup_printf ("%s\n%s", dimension, value);
  g_autofree char *when = NULL, *name = NULL;
  g_autoptr (FwRecord) alarm = NULL;
  FwInterval interval;
  gint year;
  guint month, day;

  if (fw_case_share_judge (ids->len, self->heard->len, threshold, &interval) !=
      FW_CASE_SHARE_REACHED)
    return;
  fw_date_to_civil (today, &year, &month, &day);
  when = g_strdup_printf ("%d-q%u", year, (month + 2) / 3);
  alarm = alarm_new ("share", when, what);
  if (find_alarm (self, fw_record_get_id (alarm)) != NULL ||
      (name = name_type (self, dimension, value, ids)) == NULL)
    return;
  fw_record_put_text (alarm, "about", name);
  fw_record_put_text (alarm, dimension, value);
  set_integer (alarm, "day", today);
  set_number (alarm, "share", round (1000.0 * ids->len / self->heard->len) / 10);
  set_cases (self, alarm, ids);
  write_alarm (self, alarm);
}

static void
look_at_shares (const Look *self)
{
  for (guint d = 0; self->heard->len >= LEAST_COMPLAINTS && d < G_N_ELEMENTS (dimensions); d++)
    {
      g_autoptr (GHashTable) types =
          g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
      GHashTableIter iter;
      gpointer value, ids;

      for (guint i = 0; i < self->heard->len; i++)
        {
          const char *id = g_array_index (self->heard, FwCaseHeard, i).id;
          const char *type =
              fw_record_text (g_hash_table_lookup (self->keeper->complaints, id), dimensions[d]);
          GPtrArray *list = type != NULL ? g_hash_table_lookup (types, type) : NULL;

          if (type == NULL)
            continue;
          if (list == NULL)
            g_hash_table_insert (types, (gpointer) type, list = g_ptr_array_new ());
          g_ptr_array_add (list, (gpointer) id);
        }
      g_hash_table_iter_init (&iter, types);
      while (g_hash_table_iter_next (&iter, &value, &ids))
        look_at_type (self, dimensions[d], value, ids);
    }
}

/* ---- looks ---- */

static gboolean
look (FwAlikeKeeper *self, gint64 now, GError **error)
{
  g_auto (Look) look = { .keeper = self, .now = now };
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  Taking taking = { .complaints = self->complaints,
                    .from = now - DAYS * G_TIME_SPAN_DAY,
                    .behind = &self->behind };

  if (!fw_records_ask_changed (fw_centre_get_records (self->centre), self->scope,
                               fw_kind_find ("case"), &query, &self->change, take_case_cb, &taking,
                               error))
    return FALSE;
  if (!self->behind)
    return TRUE;
  g_hash_table_foreach_remove (self->complaints, is_old_cb, &taking.from);
  if (self->looked == 0)
    self->looked = now - G_TIME_SPAN_DAY;
  look.directory = fw_centre_ref_directory (self->centre);
  look.heard = list_heard (self);
  look.all = fw_records_ask_all (fw_centre_get_records (self->centre), self->scope,
                                 fw_kind_find ("case-alarm"), &query, error);
  if (look.all == NULL)
    return FALSE;
  self->behind = FALSE;
  look_for_alike (&look);
  look_at_shares (&look);
  /* What could not be written is looked at anew in the next round; what was is found again. */
  if (!self->behind && look.heard->len > 0)
    self->looked = MAX (
        self->looked, MIN (now, g_array_index (look.heard, FwCaseHeard, look.heard->len - 1).came));
  return TRUE;
}

void
fw_alike_keeper_step (FwAlikeKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!look (self, now, &error))
    g_message ("the watch over complaints waits: %s", error->message);
}

static void
step_cb (gpointer data)
{
  fw_alike_keeper_step (data, g_get_real_time ());
}

void
fw_alike_keeper_start (FwAlikeKeeper *self)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-alike", FIRST, STEP, step_cb, self);
}

void
fw_alike_keeper_wake (FwAlikeKeeper *self, const char *kind)
{
  g_return_if_fail (self != NULL);

  if (self->rounds != NULL && (kind == NULL || g_str_equal (kind, "case")))
    fw_rounds_wake (self->rounds);
}
