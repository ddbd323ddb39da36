/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/people/fw-directory-private.h"

/* While building: the revisions of each record together. */
typedef struct
{
  FwDirectory *directory;
  GHashTable *histories; /* "kind/id" -> GArray of FwRevision */
  GPtrArray *order;      /* those arrays as they first came */
} Builder;

static guint
hash_text (gconstpointer key)
{
  const FwText *text = key;
  guint hash = 2166136261u; /* FNV-1a */

  for (guint i = 0; i < text->length; i++)
    hash = (hash ^ (guchar) text->data[i]) * 16777619u;
  return hash;
}

static gboolean
equal_text (gconstpointer a, gconstpointer b)
{
  return fw_text_equal (*(const FwText *) a, *(const FwText *) b);
}

static FwText *
make_key (const char *text)
{
  FwText *key = g_new (FwText, 1);

  *key = fw_text (text);
  return key;
}

static const char *
get_text (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);

  return text != NULL ? text : "";
}

static const FwRevision *
get_last (const GArray *history)
{
  return &g_array_index (history, FwRevision, history->len - 1);
}

static void
group_revisions (Builder *builder, const FwRevision *revisions, guint n_revisions)
{
  for (guint i = 0; i < n_revisions; i++)
    {
      FwRecord *record = revisions[i].record;
      g_autofree char *key =
          g_strconcat (fw_record_get_kind (record)->name, "/", fw_record_get_id (record), NULL);
      GArray *history = g_hash_table_lookup (builder->histories, key);

      if (history == NULL)
        {
          history = g_array_new (FALSE, FALSE, sizeof (FwRevision));
          g_hash_table_insert (builder->histories, g_steal_pointer (&key), history);
          g_ptr_array_add (builder->order, history);
        }
      g_array_append_val (history, revisions[i]);
      g_ptr_array_add (builder->directory->records, fw_record_ref (record));
    }
}

/* Calls @add for each record of a kind with its history, the last revision last. */
static void
walk_kind (Builder *builder,
           const FwKind *kind,
           gboolean deleted_too,
           void (*add) (FwDirectory *self, const GArray *history))
{
  for (guint i = 0; i < builder->order->len; i++)
    {
      const GArray *history = builder->order->pdata[i];
      const FwRecord *last = get_last (history)->record;

      if (fw_kind_is_same (fw_record_get_kind (last), kind) &&
          (deleted_too || !fw_record_is_deleted (last)))
        add (builder->directory, history);
    }
}

/*
 * A zone takes 20 ms to make and every change of a record makes a directory anew, so zones are
 * kept: there are as many as the centre's sites have ever had.
 */
static FwZone *
get_zone (const char *identifier, guint day_start)
{
  static GMutex lock;
  static GHashTable *zones; /* "identifier/day start" -> FwZone */
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&lock);
  g_autofree char *key = g_strdup_printf ("%s/%u", identifier, day_start);
  FwZone *zone;

  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (zones, key);
  if (zone == NULL)
    {
      zone = fw_zone_new (identifier, day_start, NULL);
      if (zone == NULL)
        return NULL;
      g_hash_table_insert (zones, g_steal_pointer (&key), zone);
    }

  return fw_zone_ref (zone);
}

static void
add_site_entry (FwDirectory *self, const char *id, const char *name, FwZone *zone)
{
  FwSiteEntry entry = { id, name, zone };

  g_array_append_val (self->sites, entry);
  g_hash_table_insert (self->site_index, (gpointer) id, GUINT_TO_POINTER (self->sites->len));
}

static void
add_site (FwDirectory *self, const GArray *history)
{
  const FwRecord *record = get_last (history)->record;
  FwZone *zone = get_zone (get_text (record, "time_zone"),
                           (guint) CLAMP (fw_record_integer (record, "day_start"), 0, 1439));

  /* The kind checks the zone; only a store that came from another system can hold one that is not
   * known here. */
  if (zone == NULL)
    zone = get_zone ("UTC", 0);
  add_site_entry (self, fw_record_get_id (record), get_text (record, "name"), zone);
}

static void
add_default_site (FwDirectory *self)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  FwZone *zone = get_zone (g_time_zone_get_identifier (local), 0);

  add_site_entry (self, "main", "main", zone != NULL ? zone : get_zone ("UTC", 0));
}

static void
add_queue (FwDirectory *self, const GArray *history)
{
  const FwRecord *record = get_last (history)->record;
  const char *id = fw_record_get_id (record);
  FwQueueItem *item = g_new0 (FwQueueItem, 1);

  item->entry = (FwQueueEntry){ id,
                                get_text (record, "name"),
                                get_text (record, "site"),
                                get_text (record, "team"),
                                get_text (record, "channel"),
                                get_text (record, "product") };
  item->short_abandon_s = fw_record_get_number (
      record, (guint) fw_kind_find_field (fw_kind_find ("queue"), "short_abandon_s"));
  g_hash_table_insert (self->queues, make_key (id), item);
}

static void
add_shift (FwDirectory *self, const GArray *history)
{
  const FwRecord *record = get_last (history)->record;
  FwShiftItem *item = g_new0 (FwShiftItem, 1);

  item->id = fw_record_get_id (record);
  item->site = get_text (record, "site");
  item->start = (guint) CLAMP (fw_record_integer (record, "start"), 0, 1439);
  item->length =
      (guint) CLAMP (fw_record_integer (record, "length_minutes"), 0, FW_MINUTES_PER_DAY);
  g_hash_table_insert (self->shifts, (gpointer) item->id, item);
}

/* Of each minute of the clock the shift that covers it and started last; of two that start together
 * the one whose id comes first. */
static void
fill_shift_table (FwDirectory *self, const char *site, const char **table)
{
  g_autofree guint *elapsed = g_new (guint, FW_MINUTES_PER_DAY);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < FW_MINUTES_PER_DAY; i++)
    {
      table[i] = "";
      elapsed[i] = G_MAXUINT;
    }

  g_hash_table_iter_init (&iter, self->shifts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const FwShiftItem *item = value;

      if (g_strcmp0 (item->site, site) != 0)
        continue;
      for (guint i = 0; i < item->length; i++)
        {
          guint minute = (item->start + i) % FW_MINUTES_PER_DAY;

          if (i > elapsed[minute] || (i == elapsed[minute] && strcmp (item->id, table[minute]) > 0))
            continue;
          table[minute] = item->id;
          elapsed[minute] = i;
        }
    }
}

static void
make_shift_tables (FwDirectory *self)
{
  for (guint i = 0; i < self->sites->len; i++)
    {
      const char **table = g_new (const char *, FW_MINUTES_PER_DAY);

      fill_shift_table (self, g_array_index (self->sites, FwSiteEntry, i).id, table);
      g_ptr_array_add (self->shift_of_minute, table);
    }
}

/* The site whose days a revision counts in: of a policy for a queue without one the queue's; what
 * belongs to the whole centre has none. */
static const char *
find_site_of (FwDirectory *self, const FwRecord *record)
{
  const gboolean placed = fw_kind_find_field (fw_record_get_kind (record), "site") >= 0;
  const char *site = placed ? get_text (record, "site") : "";
  FwText queue;
  const FwQueueItem *item;

  if (*site != '\0' || !fw_kind_is_same (fw_record_get_kind (record), fw_kind_find ("policy")))
    return site;

  queue = fw_text (get_text (record, "queue"));
  item = g_hash_table_lookup (self->queues, &queue);
  return item != NULL ? item->entry.site : site;
}

gint64
fw_directory_find_start (FwDirectory *self, const FwRevision *revision, gboolean first)
{
  const FwRecord *record = revision->record;
  const FwSiteEntry *entry;
  guint since;
  gint64 from, to;

  g_return_val_if_fail (self != NULL && fw_record_get_kind (record)->dated, G_MININT64);

  if (fw_record_is_deleted (record))
    return revision->written;
  since = (guint) fw_kind_find_field (fw_record_get_kind (record), "since");
  if (fw_record_is_empty (record, since))
    return first ? G_MININT64 : revision->written;

  entry = fw_directory_find_site (self, find_site_of (self, record));
  if (entry == NULL)
    entry = &g_array_index (self->sites, FwSiteEntry, 0);
  fw_zone_get_day_bounds (entry->zone, (gint32) fw_record_get_integer (record, since), &from, &to);
  return from;
}

static FwPersonSpan
make_person_span (const FwRecord *record, const FwRecord *last)
{
  guint hired = (guint) fw_kind_find_field (fw_kind_find ("person"), "hired");
  const char *login = get_text (record, "login");
  FwPersonSpan span = { 0 };

  span.present = !fw_record_is_deleted (record);
  span.login = *login != '\0' ? login : fw_record_get_id (record);
  span.membership.person = fw_record_get_id (record);
  span.membership.site = get_text (record, "site");
  span.membership.team = get_text (record, "team");
  span.membership.position = get_text (record, "position");
  span.membership.shift = get_text (record, "shift");
  /* Name and day of hiring are facts of the person, not of a time: what is known now holds for all
   * of it. */
  span.membership.name = get_text (last, "name");
  span.membership.hired =
      fw_record_is_empty (last, hired) ? G_MININT32 : (gint32) fw_record_get_integer (last, hired);
  return span;
}

static void
index_login (FwDirectory *self, const char *login, FwPersonHistory *history)
{
  const FwText key = fw_text (login);
  GPtrArray *histories = g_hash_table_lookup (self->logins, &key);

  if (histories == NULL)
    {
      histories = g_ptr_array_new ();
      g_hash_table_insert (self->logins, make_key (login), histories);
    }
  if (!g_ptr_array_find (histories, history, NULL))
    g_ptr_array_add (histories, history);
}

static void
add_person (FwDirectory *self, const GArray *revisions)
{
  const FwRecord *last = get_last (revisions)->record;
  FwPersonHistory *history = g_new0 (FwPersonHistory, 1);

  history->spans = g_array_new (FALSE, FALSE, sizeof (FwPersonSpan));
  for (guint i = 0; i < revisions->len; i++)
    {
      const FwRevision *revision = &g_array_index (revisions, FwRevision, i);
      FwPersonSpan span = make_person_span (revision->record, last);

      span.start = fw_directory_find_start (self, revision, i == 0);
      while (history->spans->len > 0 &&
             g_array_index (history->spans, FwPersonSpan, history->spans->len - 1).start >=
                 span.start)
        g_array_set_size (history->spans, history->spans->len - 1);
      g_array_append_val (history->spans, span);
    }

  g_ptr_array_add (self->people, history);
  for (guint i = 0; i < history->spans->len; i++)
    index_login (self, g_array_index (history->spans, FwPersonSpan, i).login, history);
}

static GArray *
find_policy_spans (FwDirectory *self, const FwRecord *record)
{
  FwPolicyTable *table = g_hash_table_lookup (self->policies, get_text (record, "subject"));
  const char *queue = get_text (record, "queue");
  const char *site = get_text (record, "site");
  GHashTable *particular;
  const char *id;
  GArray *spans;

  if (table == NULL)
    return NULL;
  if (*queue == '\0' && *site == '\0')
    return table->centre;

  particular = *queue != '\0' ? table->by_queue : table->by_site;
  id = *queue != '\0' ? queue : site;
  spans = g_hash_table_lookup (particular, id);
  if (spans == NULL)
    {
      spans = g_array_new (FALSE, FALSE, sizeof (FwPolicySpan));
      g_hash_table_insert (particular, (gpointer) id, spans);
    }
  return spans;
}

static void
add_policy (FwDirectory *self, const GArray *revisions)
{
  guint value = (guint) fw_kind_find_field (fw_kind_find ("policy"), "value");
  gint64 end = G_MAXINT64;

  /* From the last to the first: each holds until the earliest start of those written after it. */
  for (guint i = revisions->len; i-- > 0;)
    {
      const FwRevision *revision = &g_array_index (revisions, FwRevision, i);
      FwPolicySpan span = { .end = end };
      GArray *spans;

      span.start = fw_directory_find_start (self, revision, i == 0);
      span.value = fw_record_get_number (revision->record, value);
      span.source = get_text (revision->record, "source");
      spans = find_policy_spans (self, revision->record);
      if (spans != NULL && span.start < end && !fw_record_is_deleted (revision->record))
        g_array_append_val (spans, span);
      end = MIN (end, span.start);
    }
}

static void
add_titles (FwDirectory *self, const FwKind *kind, Builder *builder)
{
  gint field = fw_kind_find_field (kind, kind->title);
  GHashTable *titles = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (self->titles, (gpointer) kind->name, titles);
  for (guint i = 0; i < builder->order->len; i++)
    {
      const FwRecord *last = get_last (builder->order->pdata[i])->record;

      if (fw_kind_is_same (fw_record_get_kind (last), kind) &&
          !fw_record_is_empty (last, (guint) field))
        g_hash_table_insert (titles, (gpointer) fw_record_get_id (last),
                             (gpointer) fw_record_get_text (last, (guint) field));
    }
}

static void
clear_site (gpointer data)
{
  fw_zone_unref (((FwSiteEntry *) data)->zone);
}

static void
free_history (gpointer data)
{
  FwPersonHistory *history = data;

  g_array_unref (history->spans);
  g_free (history);
}

static void
free_policy_table (gpointer data)
{
  FwPolicyTable *table = data;

  g_hash_table_unref (table->by_queue);
  g_hash_table_unref (table->by_site);
  g_array_unref (table->centre);
  g_free (table);
}

static void
unref_spans (gpointer data)
{
  g_array_unref (data);
}

static void
unref_pointers (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
unref_table (gpointer data)
{
  g_hash_table_unref (data);
}

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

static FwDirectory *
make_empty (void)
{
  FwDirectory *self = g_new0 (FwDirectory, 1);

  g_atomic_ref_count_init (&self->references);
  self->records = g_ptr_array_new_with_free_func (unref_record);
  self->sites = g_array_new (FALSE, FALSE, sizeof (FwSiteEntry));
  g_array_set_clear_func (self->sites, clear_site);
  self->site_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->shift_of_minute = g_ptr_array_new_with_free_func (g_free);
  self->shifts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->queues = g_hash_table_new_full (hash_text, equal_text, g_free, g_free);
  self->logins = g_hash_table_new_full (hash_text, equal_text, g_free, unref_pointers);
  self->people = g_ptr_array_new_with_free_func (free_history);
  self->policies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_policy_table);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_table);
  for (const FwPolicy *policy = fw_policy_list (); policy->name != NULL; policy++)
    {
      FwPolicyTable *table = g_new0 (FwPolicyTable, 1);

      table->policy = policy;
      table->by_queue = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_spans);
      table->by_site = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_spans);
      table->centre = g_array_new (FALSE, FALSE, sizeof (FwPolicySpan));
      g_hash_table_insert (self->policies, (gpointer) policy->name, table);
    }
  return self;
}

FwDirectory *
fw_directory_new (const FwRevision *revisions, guint n_revisions)
{
  FwDirectory *self = make_empty ();
  Builder builder = {
    .directory = self,
    .histories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_spans),
    .order = g_ptr_array_new (),
  };

  group_revisions (&builder, revisions, n_revisions);
  walk_kind (&builder, fw_kind_find ("site"), FALSE, add_site);
  if (self->sites->len == 0)
    add_default_site (self);
  walk_kind (&builder, fw_kind_find ("queue"), FALSE, add_queue);
  walk_kind (&builder, fw_kind_find ("shift-template"), FALSE, add_shift);
  make_shift_tables (self);
  walk_kind (&builder, fw_kind_find ("person"), TRUE, add_person);
  walk_kind (&builder, fw_kind_find ("policy"), TRUE, add_policy);
  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    if ((*kind)->counts)
      add_titles (self, *kind, &builder);

  self->latest = G_MININT64;
  for (guint i = 0; i < n_revisions; i++)
    self->latest = MAX (self->latest, revisions[i].written);
  fw_directory_make_stamp (self);

  g_hash_table_unref (builder.histories);
  g_ptr_array_unref (builder.order);
  return self;
}

FwDirectory *
fw_directory_new_from_records (GPtrArray *records)
{
  g_autofree FwRevision *revisions = NULL;

  g_return_val_if_fail (records != NULL, NULL);

  revisions = g_new (FwRevision, MAX (records->len, 1));
  for (guint i = 0; i < records->len; i++)
    revisions[i] = (FwRevision){ records->pdata[i], G_MININT64 };
  return fw_directory_new (revisions, records->len);
}
