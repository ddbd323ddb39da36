/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The board is made: schemes with their versions, people with their folded events. What is asked of
 * it stands in fw-certificate-board-ask.c. */
#include "core/people/fw-certificate-board-private.h"
#include "core/people/fw-certificate-record.h"

static void
clear_pair (gpointer data)
{
  FwBoardPair *pair = data;

  g_array_unref (pair->events);
  g_free (pair->steps);
}

static void
clear_person (gpointer data)
{
  FwBoardPerson *person = data;

  fw_record_unref (person->record);
  g_free (person->sort_key);
  g_array_unref (person->pairs);
}

static void
clear_scheme (gpointer data)
{
  FwBoardScheme *scheme = data;

  fw_record_unref (scheme->record);
  g_array_unref (scheme->versions);
  g_hash_table_unref (scheme->teams);
}

/* ---- schemes ---- */

/* What is written later overrides all that was said of any day from its first one on. */
static void
add_version (FwCertificateBoard *self, GArray *versions, const FwRevision *revision)
{
  const FwSiteEntry *site = fw_directory_get_default_site (self->directory);
  FwCertificateVersion version = { 0 };
  gint64 start;

  if (fw_record_is_deleted (revision->record) ||
      !fw_certificate_scheme_read (revision->record, &version.scheme, NULL))
    return;
  start = fw_directory_find_start (self->directory, revision, versions->len == 0);
  version.from = start == G_MININT64 ? G_MININT32 : fw_zone_get_day (site->zone, start);
  while (versions->len > 0 &&
         g_array_index (versions, FwCertificateVersion, versions->len - 1).from >= version.from)
    g_array_set_size (versions, versions->len - 1);
  g_array_append_val (versions, version);
}

static GHashTable *
find_teams (const FwRecord *scheme, GPtrArray *queues)
{
  GHashTable *teams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const *wanted = fw_record_get_list (
      scheme, (guint) fw_kind_find_field (fw_record_get_kind (scheme), "queues"));

  for (guint i = 0; wanted != NULL && i < queues->len; i++)
    {
      const char *team = fw_record_text (queues->pdata[i], "team");

      if (team != NULL && g_strv_contains (wanted, fw_record_get_id (queues->pdata[i])))
        g_hash_table_add (teams, g_strdup (team));
    }
  return teams;
}

/* The revisions of one record stand together. */
static void
add_schemes (FwCertificateBoard *self, GPtrArray *queues, const FwRevision *revisions, guint n)
{
  for (guint i = 0; i < n;)
    {
      const char *id = fw_record_get_id (revisions[i].record);
      FwBoardScheme scheme = { .versions =
                                   g_array_new (FALSE, FALSE, sizeof (FwCertificateVersion)) };
      guint last = i;

      for (; i < n && g_str_equal (fw_record_get_id (revisions[i].record), id); i++)
        {
          add_version (self, scheme.versions, &revisions[i]);
          last = i;
        }
      if (fw_record_is_deleted (revisions[last].record) || scheme.versions->len == 0)
        {
          g_array_unref (scheme.versions);
          continue;
        }
      scheme.record = fw_record_ref (revisions[last].record);
      scheme.teams = find_teams (scheme.record, queues);
      g_array_append_val (self->schemes, scheme);
    }
}

/* ---- people ---- */

static void
add_people (FwCertificateBoard *self, GPtrArray *people, GHashTable *known)
{
  for (guint i = 0; i < people->len; i++)
    {
      FwRecord *record = people->pdata[i];
      FwBoardPerson person = { .record = fw_record_ref (record),
                               .sort_key = g_utf8_collate_key (fw_record_text (record, "name"), -1),
                               .pairs = g_array_new (FALSE, FALSE, sizeof (FwBoardPair)) };

      g_array_set_clear_func (person.pairs, clear_pair);
      g_hash_table_insert (known, (gpointer) fw_record_get_id (record), GUINT_TO_POINTER (i));
      g_array_append_val (self->people, person);
    }
}

static FwBoardPair *
find_pair (FwBoardPerson *person, guint scheme)
{
  FwBoardPair pair = { .scheme = scheme };
  guint at = 0;

  while (at < person->pairs->len && g_array_index (person->pairs, FwBoardPair, at).scheme < scheme)
    at++;
  if (at == person->pairs->len || g_array_index (person->pairs, FwBoardPair, at).scheme != scheme)
    {
      pair.events = g_array_new (FALSE, FALSE, sizeof (FwCertificateEvent));
      g_array_insert_val (person->pairs, at, pair);
    }
  return &g_array_index (person->pairs, FwBoardPair, at);
}

static void
add_event (FwCertificateBoard *self,
           const FwRecord *record,
           GHashTable *people,
           GHashTable *schemes)
{
  FwCertificateEvent event = { .date = (gint32) fw_record_integer (record, "day") };
  gpointer person, scheme;

  if (fw_record_integer (record, "withdrawn") != 0 ||
      !fw_certificate_event_from_name (fw_record_text (record, "event"), &event.kind) ||
      !g_hash_table_lookup_extended (people, fw_record_text (record, "person"), NULL, &person) ||
      !g_hash_table_lookup_extended (schemes, fw_record_text (record, "scheme"), NULL, &scheme))
    return;
  g_array_append_val (
      find_pair (&g_array_index (self->people, FwBoardPerson, GPOINTER_TO_UINT (person)),
                 GPOINTER_TO_UINT (scheme))
          ->events,
      event);
}

static void
fold (FwCertificateBoard *self, FwBoardPair *pair)
{
  const FwBoardScheme *scheme = &g_array_index (self->schemes, FwBoardScheme, pair->scheme);

  pair->steps = g_new (FwCertificateStep, pair->events->len);
  fw_certificate_fold_versions (
      (const FwCertificateVersion *) scheme->versions->data, scheme->versions->len,
      (FwCertificateEvent *) (void *) pair->events->data, pair->events->len, pair->steps);
}

FwCertificateBoard *
fw_certificate_board_new (FwDirectory *directory,
                          GPtrArray *people,
                          GPtrArray *queues,
                          const FwRevision *schemes,
                          guint n_schemes,
                          GPtrArray *events)
{
  g_autoptr (GHashTable) people_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) schemes_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  FwCertificateBoard *self;

  g_return_val_if_fail (directory != NULL && people != NULL && queues != NULL, NULL);
  g_return_val_if_fail ((schemes != NULL || n_schemes == 0) && events != NULL, NULL);

  self = g_new0 (FwCertificateBoard, 1);
  g_atomic_ref_count_init (&self->references);
  self->directory = fw_directory_ref (directory);
  self->people = g_array_new (FALSE, FALSE, sizeof (FwBoardPerson));
  self->schemes = g_array_new (FALSE, FALSE, sizeof (FwBoardScheme));
  g_array_set_clear_func (self->people, clear_person);
  g_array_set_clear_func (self->schemes, clear_scheme);

  add_schemes (self, queues, schemes, n_schemes);
  for (guint i = 0; i < self->schemes->len; i++)
    g_hash_table_insert (
        schemes_by_id,
        (gpointer) fw_record_get_id (g_array_index (self->schemes, FwBoardScheme, i).record),
        GUINT_TO_POINTER (i));
  add_people (self, people, people_by_id);
  for (guint i = 0; i < events->len; i++)
    add_event (self, events->pdata[i], people_by_id, schemes_by_id);
  for (guint i = 0; i < self->people->len; i++)
    {
      GArray *pairs = g_array_index (self->people, FwBoardPerson, i).pairs;

      for (guint j = 0; j < pairs->len; j++)
        fold (self, &g_array_index (pairs, FwBoardPair, j));
    }
  return self;
}

FwCertificateBoard *
fw_certificate_board_ref (FwCertificateBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_certificate_board_unref (FwCertificateBoard *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->people);
  g_array_unref (self->schemes);
  fw_directory_unref (self->directory);
  g_free (self);
}

FwDirectory *
fw_certificate_board_get_directory (FwCertificateBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->directory;
}
