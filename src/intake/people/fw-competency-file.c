/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/people/fw-competency-file.h"

#include <math.h>

#include "intake/people/fw-named-rows.h"

#define MOST_WEIGHT 1e6

/* ---- names ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

typedef const char *(*GetName) (gconstpointer element);

static const char *
get_itself (gconstpointer element)
{
  return (const char *) element;
}

/* In all else that is kept the name is the first member. */
static const char *
get_first_member (gconstpointer element)
{
  return *(const char *const *) element;
}

static gboolean
find_name (const GPtrArray *list, GetName get_name, const char *name, guint *at)
{
  guint low = 0, high = list->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (get_name (list->pdata[middle]), name);

      if (order == 0)
        {
          *at = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

static int
compare_first_members (gconstpointer a, gconstpointer b)
{
  return compare_names (*(const gconstpointer *) a, *(const gconstpointer *) b);
}

/* ---- requirements ---- */

enum
{
  POSITION,
  COMPETENCY,
  REQUIRED_LEVEL,
  WEIGHT,
  NOT_RELEVANT,
  N_REQUIREMENT_COLUMNS
};

static const FwNamedColumn requirement_columns[N_REQUIREMENT_COLUMNS] = {
  [POSITION] = { "position", TRUE },
  [COMPETENCY] = { "competency", TRUE },
  [REQUIRED_LEVEL] = { "required_level", TRUE },
  [WEIGHT] = { "weight", TRUE },
  [NOT_RELEVANT] = { "not_relevant", FALSE },
};

typedef struct
{
  double most_level;
  GHashTable *lines;        /* position and competency -> line */
  GHashTable *competencies; /* name -> index + 1 in the order of the file */
  GPtrArray *names;
  GHashTable *positions; /* name -> FwPosition */
} RequirementReader;

static void
position_free (FwPosition *self)
{
  g_free (self->name);
  g_array_unref (self->requirements);
  g_free (self);
}

static guint
number_competency (RequirementReader *self, const char *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->competencies, name));

  if (index > 0)
    return index - 1;
  g_ptr_array_add (self->names, g_strdup (name));
  g_hash_table_insert (self->competencies, g_strdup (name), GUINT_TO_POINTER (self->names->len));
  return self->names->len - 1;
}

static FwPosition *
find_position (RequirementReader *self, const char *name)
{
  FwPosition *position = g_hash_table_lookup (self->positions, name);

  if (position != NULL)
    return position;
  position = g_new0 (FwPosition, 1);
  position->name = g_strdup (name);
  position->requirements = g_array_new (FALSE, FALSE, sizeof (FwRequirement));
  g_hash_table_insert (self->positions, position->name, position);
  return position;
}

/* FALSE with a complaint; @relevant: whether it is a requirement at all. */
static gboolean
read_relevant (FwNamedRows *rows, gboolean *relevant)
{
  FwText cell = fw_named_rows_find (rows, NOT_RELEVANT) == G_MAXUINT
                    ? FW_TEXT_NONE
                    : fw_named_rows_get (rows, NOT_RELEVANT);
  g_autofree char *text = fw_text_dup (cell);

  *relevant = g_ascii_strcasecmp (text, "Y") != 0;
  if (!*relevant || *text == '\0' || g_ascii_strcasecmp (text, "N") == 0 ||
      g_ascii_strcasecmp (text, "n/a") == 0)
    return TRUE;
  fw_named_rows_complain (rows, "not_relevant", "expected Y or N, not “%s”", text);
  return FALSE;
}

static void
requirement_cb (FwNamedRows *rows, gpointer user_data)
{
  RequirementReader *self = (RequirementReader *) user_data;
  FwText position, competency;
  FwRequirement requirement = { 0 };
  gboolean relevant, right = fw_named_rows_get_text (rows, POSITION, &position);
  g_autofree char *key = NULL, *name = NULL, *where = NULL;
  gpointer line;

  right = fw_named_rows_get_text (rows, COMPETENCY, &competency) && right;
  right =
      fw_named_rows_get_number (rows, REQUIRED_LEVEL, 0, self->most_level, &requirement.level) &&
      right;
  right = fw_named_rows_get_number (rows, WEIGHT, 0, MOST_WEIGHT, &requirement.weight) && right;
  right = read_relevant (rows, &relevant) && right;
  if (!right)
    return;

  where = fw_text_dup (position);
  name = fw_text_dup (competency);
  key = g_strconcat (where, "\x1f", name, NULL);
  line = g_hash_table_lookup (self->lines, key);
  if (line != NULL)
    {
      fw_named_rows_complain (rows, "competency", "“%s” of “%s” stands in line %u already", name,
                              where, GPOINTER_TO_UINT (line));
      return;
    }
  g_hash_table_insert (self->lines, g_steal_pointer (&key),
                       GUINT_TO_POINTER ((guint) fw_named_rows_get_line (rows)));
  requirement.competency = number_competency (self, name);
  if (relevant && requirement.level > 0)
    g_array_append_val (find_position (self, where)->requirements, requirement);
  else
    find_position (self, where);
}

static int
compare_requirements (gconstpointer a, gconstpointer b)
{
  guint x = ((const FwRequirement *) a)->competency, y = ((const FwRequirement *) b)->competency;

  return (x > y) - (x < y);
}

/* Competencies get the numbers of their sorted names, so that the first of equal gaps is the same
 * whatever the order of the file. */
static FwCompetencies *
settle_requirements (RequirementReader *reader)
{
  FwCompetencies *self = g_new0 (FwCompetencies, 1);
  g_autofree guint *numbers = g_new (guint, reader->names->len + 1);
  GHashTableIter iter;
  gpointer position;

  self->competencies = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < reader->names->len; i++)
    g_ptr_array_add (self->competencies, g_strdup (reader->names->pdata[i]));
  g_ptr_array_sort (self->competencies, compare_names);
  for (guint i = 0; i < self->competencies->len; i++)
    numbers[number_competency (reader, self->competencies->pdata[i])] = i;

  self->positions = g_ptr_array_new_with_free_func ((GDestroyNotify) position_free);
  g_hash_table_iter_init (&iter, reader->positions);
  while (g_hash_table_iter_next (&iter, NULL, &position))
    {
      GArray *requirements = ((FwPosition *) position)->requirements;

      for (guint i = 0; i < requirements->len; i++)
        g_array_index (requirements, FwRequirement, i).competency =
            numbers[g_array_index (requirements, FwRequirement, i).competency];
      g_array_sort (requirements, compare_requirements);
      g_ptr_array_add (self->positions, position);
    }
  g_hash_table_steal_all (reader->positions);
  g_ptr_array_sort (self->positions, compare_first_members);
  return self;
}

static void
free_position_value (gpointer position)
{
  position_free ((FwPosition *) position);
}

FwCompetencies *
fw_competencies_read (GBytes *requirements, double most_level, GError **error)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) competencies =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) positions =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_position_value);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  RequirementReader reader = { most_level, lines, competencies, names, positions };

  g_return_val_if_fail (requirements != NULL && most_level > 0, NULL);

  return fw_named_rows_read (requirements, requirement_columns, N_REQUIREMENT_COLUMNS, NULL,
                             requirement_cb, &reader, error)
             ? settle_requirements (&reader)
             : NULL;
}

/* ---- people ---- */

static void
person_free (FwPersonEvidence *self, guint n_competencies)
{
  for (guint i = 0; i < n_competencies; i++)
    g_clear_pointer (&self->evidence[i], g_array_unref);
  g_free (self->evidence);
  g_free (self->person);
  g_free (self);
}

void
fw_competencies_free (FwCompetencies *self)
{
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    person_free (self->people->pdata[i], self->competencies->len);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->strangers, g_ptr_array_unref);
  g_ptr_array_unref (self->positions);
  g_ptr_array_unref (self->competencies);
  g_free (self);
}

typedef struct
{
  FwCompetencies *matrix;
  GHashTable *lines; /* person -> line */
} PeopleReader;

static void
person_cb (FwNamedRows *rows, gpointer user_data)
{
  PeopleReader *self = (PeopleReader *) user_data;
  FwPersonEvidence *person;
  g_autofree char *name = NULL;
  gpointer line;
  FwText cell;

  if (!fw_named_rows_get_text (rows, 0, &cell))
    return;
  name = fw_text_dup (cell);
  line = g_hash_table_lookup (self->lines, name);
  if (line != NULL)
    {
      fw_named_rows_complain (rows, "person", "“%s” stands in line %u already; neither is taken",
                              name, GPOINTER_TO_UINT (line));
      return;
    }
  person = g_new0 (FwPersonEvidence, 1);
  person->person = g_strdup (name);
  person->evidence = g_new0 (GArray *, self->matrix->competencies->len + 1);
  g_ptr_array_add (self->matrix->people, person);
  g_hash_table_insert (self->lines, g_steal_pointer (&name),
                       GUINT_TO_POINTER ((guint) fw_named_rows_get_line (rows)));
}

gboolean
fw_competencies_add_people (FwCompetencies *self, GBytes *people, GError **error)
{
  static const FwNamedColumn columns[] = { { "person", TRUE } };
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PeopleReader reader = { self, lines };

  g_return_val_if_fail (self != NULL && self->people == NULL && people != NULL, FALSE);

  self->people = g_ptr_array_new ();
  if (!fw_named_rows_read (people, columns, 1, NULL, person_cb, &reader, error))
    return FALSE;
  g_ptr_array_sort (self->people, compare_first_members);
  return TRUE;
}

/* ---- evidence ---- */

enum
{
  EVIDENCE_PERSON,
  EVIDENCE_COMPETENCY,
  EVIDENCE_LEVEL,
  EVIDENCE_DATE,
  N_EVIDENCE_COLUMNS
};

static const FwNamedColumn evidence_columns[N_EVIDENCE_COLUMNS] = {
  [EVIDENCE_PERSON] = { "person", TRUE },
  [EVIDENCE_COMPETENCY] = { "competency", TRUE },
  [EVIDENCE_LEVEL] = { "level", TRUE },
  [EVIDENCE_DATE] = { "date", TRUE },
};

typedef struct
{
  FwCompetencies *matrix;
  double most_level;
  GHashTable *strangers;
} EvidenceReader;

static void
evidence_cb (FwNamedRows *rows, gpointer user_data)
{
  EvidenceReader *self = (EvidenceReader *) user_data;
  FwText person, competency;
  FwEvidence evidence;
  g_autofree char *who = NULL, *what = NULL;
  FwPersonEvidence *found;
  guint at;
  gboolean right = fw_named_rows_get_text (rows, EVIDENCE_PERSON, &person);

  right = fw_named_rows_get_text (rows, EVIDENCE_COMPETENCY, &competency) && right;
  right = fw_named_rows_get_number (rows, EVIDENCE_LEVEL, 0, self->most_level, &evidence.level) &&
          right;
  right = fw_named_rows_get_date (rows, EVIDENCE_DATE, &evidence.date) && right;
  if (!right)
    return;

  who = fw_text_dup (person);
  what = fw_text_dup (competency);
  if (!find_name (self->matrix->people, get_first_member, who, &at))
    {
      g_hash_table_add (self->strangers, g_steal_pointer (&who));
      return;
    }
  found = self->matrix->people->pdata[at];
  if (!find_name (self->matrix->competencies, get_itself, what, &at))
    return;
  if (found->evidence[at] == NULL)
    found->evidence[at] = g_array_new (FALSE, FALSE, sizeof (FwEvidence));
  g_array_append_val (found->evidence[at], evidence);
}

gboolean
fw_competencies_add_evidence (FwCompetencies *self,
                              GBytes *evidence,
                              double most_level,
                              GError **error)
{
  g_autoptr (GHashTable) strangers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  EvidenceReader reader = { self, most_level, strangers };
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (self != NULL && self->people != NULL && evidence != NULL, FALSE);
  g_return_val_if_fail (self->strangers == NULL && most_level > 0, FALSE);

  self->strangers = g_ptr_array_new_with_free_func (g_free);
  if (!fw_named_rows_read (evidence, evidence_columns, N_EVIDENCE_COLUMNS, NULL, evidence_cb,
                           &reader, error))
    return FALSE;
  g_hash_table_iter_init (&iter, strangers);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (self->strangers, g_strdup (name));
  g_ptr_array_sort (self->strangers, compare_names);
  return TRUE;
}

void
fw_competencies_fill_levels (const FwCompetencies *self,
                             const FwPersonEvidence *person,
                             const FwDecay *decay,
                             gint32 as_of,
                             double *levels)
{
  g_return_if_fail (self != NULL && person != NULL && decay != NULL && levels != NULL);

  for (guint i = 0; i < self->competencies->len; i++)
    {
      const GArray *all = person->evidence[i];
      const FwEvidence *current =
          all != NULL
              ? fw_evidence_find_current ((const FwEvidence *) (void *) all->data, all->len, as_of)
              : NULL;

      levels[i] =
          current != NULL ? fw_decay_apply (decay, current->level, current->date, as_of) : NAN;
    }
}
