/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid is made: positions with what they ask for, people with what they have shown. What is
 * asked of it stands in fw-competency-grid-ask.c. */
#include "core/people/fw-competency-grid-private.h"
#include "core/people/fw-competency-record.h"

/* A piece of evidence before all of them are in order. */
typedef struct
{
  guint person, competency;
  FwEvidence evidence;
} Piece;

static void
clear_person (gpointer data)
{
  FwGridPerson *person = data;

  fw_record_unref (person->record);
  g_free (person->sort_key);
}

static void
clear_position (gpointer data)
{
  FwGridPosition *position = data;

  fw_record_unref (position->record);
  g_array_unref (position->requirements);
}

static void
clear_competency (gpointer data)
{
  fw_record_unref (((FwGridCompetency *) data)->record);
}

/* ---- what is asked for ---- */

static int
compare_texts (const FwRecord *a, const FwRecord *b, const char *field)
{
  const char *one = fw_record_text (a, field), *two = fw_record_text (b, field);

  return g_utf8_collate (one != NULL ? one : "", two != NULL ? two : "");
}

static gint
compare_competencies (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = ((const FwGridCompetency *) a)->record;
  const FwRecord *two = ((const FwGridCompetency *) b)->record;
  int order = compare_texts (one, two, "area");

  if (order == 0)
    order = compare_texts (one, two, "name");
  return order != 0 ? order : strcmp (fw_record_get_id (one), fw_record_get_id (two));
}

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = ((const FwGridPosition *) a)->record;
  const FwRecord *two = ((const FwGridPosition *) b)->record;
  const gint64 rank = fw_record_integer (two, "rank") - fw_record_integer (one, "rank");
  int order = rank != 0 ? (rank > 0 ? 1 : -1) : compare_texts (one, two, "name");

  return order != 0 ? order : strcmp (fw_record_get_id (one), fw_record_get_id (two));
}

static gint
compare_requirements (gconstpointer a, gconstpointer b)
{
  const guint one = ((const FwRequirement *) a)->competency;
  const guint two = ((const FwRequirement *) b)->competency;

  return (one > two) - (one < two);
}

static void
add_competencies (FwCompetencyGrid *self, GPtrArray *competencies, GHashTable *known)
{
  for (guint i = 0; i < competencies->len; i++)
    {
      FwGridCompetency competency = { .record = competencies->pdata[i] };

      if (!fw_competency_read_decay (competency.record, &competency.decay, NULL))
        continue;
      fw_record_ref (competency.record);
      g_array_append_val (self->competencies, competency);
    }
  g_array_sort (self->competencies, compare_competencies);
  for (guint i = 0; i < self->competencies->len; i++)
    g_hash_table_insert (known,
                         (gpointer) fw_record_get_id (
                             g_array_index (self->competencies, FwGridCompetency, i).record),
                         GUINT_TO_POINTER (i));
}

static void
add_requirements (FwCompetencyGrid *self, GPtrArray *requirements, GHashTable *competencies)
{
  for (guint i = 0; i < requirements->len; i++)
    {
      const FwRecord *record = requirements->pdata[i];
      const FwKind *kind = fw_record_get_kind (record);
      const guint position =
          fw_competency_grid_find_position (self, fw_record_text (record, "position"));
      FwRequirement requirement = {
        .level = fw_record_get_number (record, (guint) fw_kind_find_field (kind, "level")),
        .weight = fw_record_get_number (record, (guint) fw_kind_find_field (kind, "weight")),
      };
      gpointer competency;

      if (position == FW_READINESS_NOTHING || !(requirement.level > 0) ||
          !(requirement.weight >= 0) ||
          !g_hash_table_lookup_extended (competencies, fw_record_text (record, "competency"), NULL,
                                         &competency))
        continue;
      requirement.competency = GPOINTER_TO_UINT (competency);
      g_array_append_val (g_array_index (self->positions, FwGridPosition, position).requirements,
                          requirement);
    }
  for (guint i = 0; i < self->positions->len; i++)
    g_array_sort (g_array_index (self->positions, FwGridPosition, i).requirements,
                  compare_requirements);
}

static void
add_positions (FwCompetencyGrid *self, GPtrArray *positions)
{
  for (guint i = 0; i < positions->len; i++)
    {
      FwGridPosition position = { .record = fw_record_ref (positions->pdata[i]),
                                  .requirements =
                                      g_array_new (FALSE, FALSE, sizeof (FwRequirement)) };

      g_array_append_val (self->positions, position);
    }
  g_array_sort (self->positions, compare_positions);
}

/* ---- what was shown ---- */

static void
add_people (FwCompetencyGrid *self, GPtrArray *people, GHashTable *known)
{
  for (guint i = 0; i < people->len; i++)
    {
      FwRecord *record = people->pdata[i];
      FwGridPerson person = { .record = fw_record_ref (record),
                              .sort_key =
                                  g_utf8_collate_key (fw_record_text (record, "name"), -1) };

      g_hash_table_insert (known, (gpointer) fw_record_get_id (record), GUINT_TO_POINTER (i));
      g_array_append_val (self->people, person);
    }
}

static gint
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Piece *one = a, *two = b;

  if (one->person != two->person)
    return one->person > two->person ? 1 : -1;
  return (one->competency > two->competency) - (one->competency < two->competency);
}

static GArray *
collect_pieces (const GArray *evidence, GHashTable *people, GHashTable *competencies)
{
  GArray *pieces = g_array_sized_new (FALSE, FALSE, sizeof (Piece), evidence->len);

  for (guint i = 0; i < evidence->len; i++)
    {
      const FwGridEvidence *each = &g_array_index (evidence, FwGridEvidence, i);
      gpointer person, competency;
      Piece piece;

      if (!g_hash_table_lookup_extended (people, each->person, NULL, &person) ||
          !g_hash_table_lookup_extended (competencies, each->competency, NULL, &competency))
        continue;
      piece = (Piece){ GPOINTER_TO_UINT (person), GPOINTER_TO_UINT (competency), each->shown };
      g_array_append_val (pieces, piece);
    }
  g_array_sort (pieces, compare_pieces);
  return pieces;
}

static void
add_evidence (FwCompetencyGrid *self, const GArray *pieces)
{
  for (guint i = 0; i < pieces->len;)
    {
      const Piece *first = &g_array_index (pieces, Piece, i);
      FwGridPerson *person = &g_array_index (self->people, FwGridPerson, first->person);
      FwGridRun run = { first->competency, i, 0 };

      for (; i < pieces->len && compare_pieces (first, &g_array_index (pieces, Piece, i)) == 0; i++)
        {
          g_array_append_val (self->evidence, g_array_index (pieces, Piece, i).evidence);
          run.n++;
        }
      if (person->n++ == 0)
        person->first = self->runs->len;
      g_array_append_val (self->runs, run);
    }
}

gboolean
fw_grid_evidence_read (const FwRecord *record, FwGridEvidence *evidence)
{
  guint level;

  g_return_val_if_fail (record != NULL && evidence != NULL, FALSE);

  level = (guint) fw_kind_find_field (fw_record_get_kind (record), "level");
  *evidence = (FwGridEvidence){ fw_record_text (record, "person"),
                                fw_record_text (record, "competency"),
                                { (gint32) fw_record_integer (record, "day"),
                                  fw_record_get_number (record, level) } };
  return fw_record_integer (record, "withdrawn") == 0 && evidence->person != NULL &&
         evidence->competency != NULL;
}

/* ---- the grid ---- */

FwCompetencyGrid *
fw_competency_grid_new (FwDirectory *directory,
                        GPtrArray *people,
                        GPtrArray *positions,
                        GPtrArray *competencies,
                        GPtrArray *requirements,
                        const GArray *evidence)
{
  g_autoptr (GHashTable) people_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) competencies_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) pieces = NULL;
  FwCompetencyGrid *self;

  g_return_val_if_fail (directory != NULL && people != NULL && positions != NULL, NULL);
  g_return_val_if_fail (competencies != NULL && requirements != NULL && evidence != NULL, NULL);

  self = g_new0 (FwCompetencyGrid, 1);
  g_atomic_ref_count_init (&self->references);
  self->directory = fw_directory_ref (directory);
  self->people = g_array_new (FALSE, FALSE, sizeof (FwGridPerson));
  self->positions = g_array_new (FALSE, FALSE, sizeof (FwGridPosition));
  self->competencies = g_array_new (FALSE, FALSE, sizeof (FwGridCompetency));
  self->runs = g_array_new (FALSE, FALSE, sizeof (FwGridRun));
  self->evidence = g_array_new (FALSE, FALSE, sizeof (FwEvidence));
  g_array_set_clear_func (self->people, clear_person);
  g_array_set_clear_func (self->positions, clear_position);
  g_array_set_clear_func (self->competencies, clear_competency);

  add_competencies (self, competencies, competencies_by_id);
  add_positions (self, positions);
  add_requirements (self, requirements, competencies_by_id);
  add_people (self, people, people_by_id);
  pieces = collect_pieces (evidence, people_by_id, competencies_by_id);
  add_evidence (self, pieces);
  return self;
}

FwCompetencyGrid *
fw_competency_grid_ref (FwCompetencyGrid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_competency_grid_unref (FwCompetencyGrid *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->people);
  g_array_unref (self->positions);
  g_array_unref (self->competencies);
  g_array_unref (self->runs);
  g_array_unref (self->evidence);
  fw_directory_unref (self->directory);
  g_free (self);
}

FwDirectory *
fw_competency_grid_get_directory (FwCompetencyGrid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->directory;
}

const GArray *
fw_competency_grid_get_positions (FwCompetencyGrid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->positions;
}

const GArray *
fw_competency_grid_get_competencies (FwCompetencyGrid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->competencies;
}

guint
fw_competency_grid_find_position (FwCompetencyGrid *self, const char *id)
{
  g_return_val_if_fail (self != NULL, FW_READINESS_NOTHING);

  for (guint i = 0; id != NULL && i < self->positions->len; i++)
    if (g_str_equal (fw_record_get_id (g_array_index (self->positions, FwGridPosition, i).record),
                     id))
      return i;
  return FW_READINESS_NOTHING;
}

const FwRequirement *
fw_competency_grid_find_requirement (FwCompetencyGrid *self, guint position, guint competency)
{
  const GArray *requirements;

  g_return_val_if_fail (self != NULL, NULL);

  if (position >= self->positions->len)
    return NULL;
  requirements = g_array_index (self->positions, FwGridPosition, position).requirements;
  for (guint i = 0; i < requirements->len; i++)
    if (g_array_index (requirements, FwRequirement, i).competency == competency)
      return &g_array_index (requirements, FwRequirement, i);
  return NULL;
}
