/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-acting.h"

/* So far ahead it is told until when somebody is away. */
#define DAYS_AHEAD 62
#define PEOPLE_AT_ONCE 100

struct _FwActing
{
  grefcount references;
  FwRecords *records;
  gint64 now;

  gboolean read;
  GPtrArray *kept; /* FwRecord, whose texts the others borrow */
  GPtrArray *holders;
  GHashTable *able;
  GArray *absences; /* FwFunctionAbsence */
};

FwActing *
fw_acting_new (FwRecords *records, gint64 now)
{
  FwActing *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_new0 (FwActing, 1);
  g_ref_count_init (&self->references);
  self->records = records;
  self->now = now;
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->holders = g_ptr_array_new ();
  self->able = g_hash_table_new (g_str_hash, g_str_equal);
  self->absences = g_array_new (FALSE, FALSE, sizeof (FwFunctionAbsence));
  return self;
}

FwActing *
fw_acting_ref (FwActing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->references);
  return self;
}

void
fw_acting_unref (FwActing *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->holders);
  g_hash_table_unref (self->able);
  g_array_unref (self->absences);
  g_free (self);
}

FwRecords *
fw_acting_get_records (const FwActing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->records;
}

gint64
fw_acting_get_now (const FwActing *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->now;
}

/* ---- reading ---- */

typedef void (*Take) (FwActing *self, FwRecord *record);

/* A store without the kind holds none of it. */
static gboolean
take_all (FwActing *self,
          const char *name,
          const FwRecordCondition *conditions,
          guint n_conditions,
          Take take,
          GError **error)
{
  const FwKind *kind = fw_records_find_kind (self->records, name);
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) records = NULL;

  if (kind == NULL)
    return TRUE;
  query.conditions = conditions;
  query.n_conditions = n_conditions;
  records = fw_records_ask_all (self->records, whole, kind, &query, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_ptr_array_add (self->kept, fw_record_ref (records->pdata[i]));
      take (self, records->pdata[i]);
    }
  return records != NULL;
}

static void
take_holder (FwActing *self, FwRecord *record)
{
  const FwFunctionAbsence absence = { fw_record_text (record, "person"),
                                      (gint32) fw_record_integer (record, "away_first"),
                                      (gint32) fw_record_integer (record, "away_last") };

  g_ptr_array_add (self->holders, record);
  if (!fw_record_lacks (record, "away_first"))
    g_array_append_val (self->absences, absence);
}

/* Whoever signs in to decide; a machine is nobody. */
static void
take_account (FwActing *self, FwRecord *record)
{
  if (!fw_record_lacks (record, "person") && fw_record_integer (record, "disabled") == 0)
    g_hash_table_add (self->able, (gpointer) fw_record_text (record, "person"));
}

static void
take_leave (FwActing *self, FwRecord *record)
{
  const FwFunctionAbsence absence = { fw_record_text (record, "person"),
                                      (gint32) fw_record_integer (record, "first"),
                                      (gint32) fw_record_integer (record, "last") };

  if (g_strcmp0 (fw_record_text (record, FW_KIND_STATE), "granted") == 0)
    g_array_append_val (self->absences, absence);
}

/* What the roster says of leave that nobody asked for. */
static void
take_shift (FwActing *self, FwRecord *record)
{
  const gint32 day = (gint32) fw_record_integer (record, "day");
  const FwFunctionAbsence absence = { fw_record_text (record, "person"), day, day };

  if (g_strcmp0 (fw_record_text (record, "type"), "leave") == 0)
    g_array_append_val (self->absences, absence);
}

/* Whose leave matters, each once. */
static GPtrArray *
list_people (const FwActing *self)
{
  static const char *const fields[] = { "person", "deputy" };
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->holders->len; i++)
    for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
      {
        const char *person = fw_record_text (self->holders->pdata[i], fields[f]);

        if (person != NULL && g_hash_table_add (people, (gpointer) person))
          g_ptr_array_add (list, (gpointer) person);
      }
  return list;
}

/* A day is another one from place to place: what is asked for lies around today. */
static gboolean
read_absences (FwActing *self, const char *const *people, GError **error)
{
  const gint32 today = (gint32) (self->now / (G_TIME_SPAN_DAY));
  g_autofree char *first_day = fw_date_format (today - 2),
                  *last_day = fw_date_format (today + DAYS_AHEAD);
  const char *const first[] = { first_day, NULL }, *const last[] = { last_day, NULL };
  const FwRecordCondition leave[] = { { "person", FW_RECORD_IS, people },
                                      { "last", FW_RECORD_AT_LEAST, first },
                                      { "first", FW_RECORD_AT_MOST, last } };
  const FwRecordCondition shifts[] = { { "person", FW_RECORD_IS, people },
                                       { "day", FW_RECORD_AT_LEAST, first },
                                       { "day", FW_RECORD_AT_MOST, last } };

  return take_all (self, "leave-request", leave, G_N_ELEMENTS (leave), take_leave, error) &&
         take_all (self, "shift", shifts, G_N_ELEMENTS (shifts), take_shift, error);
}

static gboolean
read_all (FwActing *self, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;

  if (self->read)
    return TRUE;
  if (!take_all (self, "function-holder", NULL, 0, take_holder, error))
    return FALSE;
  people = list_people (self);
  if (people->len > 0 && !take_all (self, "account", NULL, 0, take_account, error))
    return FALSE;
  for (guint i = 0; i < people->len; i += PEOPLE_AT_ONCE)
    {
      const char *some[PEOPLE_AT_ONCE + 1] = { NULL };

      for (guint j = i; j < MIN (people->len, i + PEOPLE_AT_ONCE); j++)
        some[j - i] = people->pdata[j];
      if (!read_absences (self, some, error))
        return FALSE;
    }
  self->read = TRUE;
  return TRUE;
}

/* ---- asking ---- */

/* @person: (out) (nullable) (transfer full): what the texts may be those of. */
static gboolean
find_place (FwActing *self,
            const FwRecord *record,
            FwFunctionPlace *place,
            FwRecord **person,
            GError **error)
{
  const char *id = fw_record_find_reference (record, "person");
  g_autoptr (GError) failure = NULL;

  *person = NULL;
  *place = (FwFunctionPlace){ fw_record_find_reference (record, "site"),
                              fw_record_find_reference (record, "team"),
                              fw_record_find_reference (record, "department") };
  if (place->team != NULL || id == NULL)
    return TRUE;
  *person = fw_records_load (self->records, fw_kind_find ("person"), id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (*person != NULL && place->site == NULL)
    place->site = fw_record_text (*person, "site");
  if (*person != NULL && g_strcmp0 (place->site, fw_record_text (*person, "site")) == 0)
    place->team = fw_record_text (*person, "team");
  return TRUE;
}

static gboolean
find_day (FwActing *self, const char *site, gint32 *day, GError **error)
{
  g_autoptr (FwDirectory) house = fw_records_get_directory (self->records, error);
  const FwSiteEntry *entry;

  if (house == NULL)
    return FALSE;
  entry = site != NULL ? fw_directory_find_site (house, site) : NULL;
  if (entry == NULL)
    entry = fw_directory_get_default_site (house);
  *day = fw_zone_get_day (entry->zone, self->now);
  return TRUE;
}

static gint32
get_date (const FwRecord *record, const char *field, gint32 otherwise)
{
  return fw_record_lacks (record, field) ? otherwise : (gint32) fw_record_integer (record, field);
}

static void
add_holder (GArray *holders, const FwRecord *record, const char *function)
{
  const char *held = fw_record_text (record, "function");
  const FwFunctionHolder holder = { .person = fw_record_text (record, "person"),
                                    .deputy = fw_record_text (record, "deputy"),
                                    .site = fw_record_text (record, "site"),
                                    .team = fw_record_text (record, "team"),
                                    .department = fw_record_text (record, "department"),
                                    .first = get_date (record, "first", G_MININT32),
                                    .last = get_date (record, "last", G_MAXINT32) };

  if (g_strcmp0 (g_strcmp0 (held, "other") == 0 ? fw_record_text (record, "other") : held,
                 function) == 0)
    g_array_append_val (holders, holder);
}

GArray *
fw_acting_find (
    FwActing *self, const char *function, const FwRecord *record, gboolean *covered, GError **error)
{
  g_autoptr (GArray) holders = g_array_new (FALSE, FALSE, sizeof (FwFunctionHolder));
  g_autoptr (FwRecord) person = NULL;
  FwFunctionAsk ask;

  g_return_val_if_fail (self != NULL && function != NULL, NULL);
  g_return_val_if_fail (record != NULL && covered != NULL, NULL);

  if (!read_all (self, error))
    return NULL;
  ask = (FwFunctionAsk){ .able = self->able };
  if (self->holders->len > 0 && (!find_place (self, record, &ask.place, &person, error) ||
                                 !find_day (self, ask.place.site, &ask.day, error)))
    return NULL;
  for (guint i = 0; i < self->holders->len; i++)
    add_holder (holders, self->holders->pdata[i], function);
  ask.holders = (const FwFunctionHolder *) (gconstpointer) holders->data;
  ask.n_holders = holders->len;
  ask.absences = (const FwFunctionAbsence *) (gconstpointer) self->absences->data;
  ask.n_absences = self->absences->len;
  return fw_function_find_actors (&ask, covered);
}
