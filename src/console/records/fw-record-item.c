/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-item.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "console/records/fw-field-shape.h"
#include "console/records/fw-policy-words.h"
#include "core/metric/fw-metric.h"

#include <math.h>

#define COMING "…" /* what a row says that has not come yet */

struct _FwRecordItem
{
  GObject parent_instance;

  FwRecord *record; /* NULL: a row of a long list that has not come yet */
  char **texts;     /* by field + 1; NULL until asked for */
  char **keys;      /* collation keys of the texts */
  char *haystack;
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwRecordItem, fw_record_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static guint
count_texts (FwRecordItem *self)
{
  return fw_record_get_kind (self->record)->n_fields + 1;
}

static void
free_texts (char ***texts, guint n)
{
  for (guint i = 0; *texts != NULL && i < n; i++)
    g_free ((*texts)[i]);
  g_clear_pointer (texts, g_free);
}

static char *
format_date (gint64 days)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (days * 86400);

  /* Translators: a day with its year, as strftime writes it. */
  return date != NULL ? g_date_time_format (date, _ ("%-d %b %Y")) : g_strdup ("");
}

static char *
format_list (const FwField *field, const char *const *ids, FwTitleFunc title, gpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const char *name = title != NULL ? title (field->to, ids[i], user_data) : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name != NULL ? name : ids[i]);
    }
  return g_strdup (text->str);
}

static const char *
find_label (const FwField *field, const char *value)
{
  for (guint i = 0; field->values != NULL && field->values[i] != NULL; i++)
    if (g_strcmp0 (field->values[i], value) == 0)
      return field->labels != NULL ? _ (field->labels[i]) : value;
  return value;
}

const FwPolicy *
fw_record_find_policy (const FwRecord *record, double *value)
{
  const FwKind *kind;
  const char *name;

  g_return_val_if_fail (record != NULL && value != NULL, NULL);

  kind = fw_record_get_kind (record);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].unit_of != NULL)
      {
        *value = fw_record_is_empty (record, i) ? NAN : fw_record_get_number (record, i);
        name = fw_record_text (record, kind->fields[i].unit_of);
        return name != NULL ? fw_policy_find (name) : NULL;
      }
  return NULL;
}

/* A set value says what it stands in place of, where that is something else. */
static char *
format_policy (const FwPolicy *policy, double value)
{
  g_autofree char *set = fw_policy_words_value (policy, value);
  g_autofree char *shipped = fw_policy_words_value (policy, policy->fallback);

  if (*shipped == '\0' || g_str_equal (set, shipped))
    return g_steal_pointer (&set);
  /* Translators: a value that a centre has set, and the one that is shipped */
  return g_strdup_printf (_ ("%s, shipped %s"), set, shipped);
}

static char *
format_number (const FwRecord *record, gint field)
{
  double value;
  const FwPolicy *policy = fw_record_find_policy (record, &value);

  return policy != NULL ? format_policy (policy, value) : fw_record_format (record, (guint) field);
}

static char *
format_enum (const FwRecord *record, gint field)
{
  double value;
  const FwKind *kind = fw_record_get_kind (record);
  const FwPolicy *policy = g_str_equal (kind->fields[field].name, kind->title)
                               ? fw_record_find_policy (record, &value)
                               : NULL;

  return policy != NULL ? fw_policy_words_sentence (policy, value)
                        : g_strdup (find_label (&fw_record_get_kind (record)->fields[field],
                                                fw_record_get_text (record, (guint) field)));
}

static char *
format_reference (const char *kind, const char *id, FwTitleFunc title, gpointer user_data)
{
  const char *name = title != NULL ? title (kind, id, user_data) : NULL;

  return g_strdup (name != NULL ? name : id);
}

/* A newer server may know others. */
static char *
format_metric (const char *name)
{
  const FwMetric *metric = fw_metric_find (name);

  return g_strdup (metric != NULL ? _ (metric->label) : name);
}

char *
fw_record_format_field (const FwRecord *record, gint field, FwTitleFunc title, gpointer user_data)
{
  const FwField *described;
  const FwFieldShape *shape;

  if (field < 0)
    return g_strdup (fw_record_get_id (record));
  described = &fw_record_get_kind (record)->fields[field];
  shape = fw_field_shape_find (fw_record_get_kind (record), described);
  if (fw_record_is_empty (record, (guint) field))
    return g_strdup (shape->empty != NULL && shape->shape != FW_SHAPE_CHOSEN ? _ (shape->empty)
                                                                             : "");
  if (shape->shape == FW_SHAPE_LENGTH)
    return fw_field_shape_format_length (fw_record_get_integer (record, (guint) field));
  if (shape->shape == FW_SHAPE_MOMENT)
    return fw_moment_describe (fw_record_get_text (record, (guint) field));
  if (shape->shape == FW_SHAPE_METRIC)
    return format_metric (fw_record_get_text (record, (guint) field));
  if (described->account)
    return format_reference ("account", fw_record_get_text (record, (guint) field), title,
                             user_data);
  if (shape->shape == FW_SHAPE_CHOSEN)
    return format_reference (shape->to, fw_record_get_text (record, (guint) field), title,
                             user_data);
  switch (described->type)
    {
    case FW_FIELD_ENUM:
      return format_enum (record, field);
    case FW_FIELD_REF:
      return format_reference (described->to, fw_record_get_text (record, (guint) field), title,
                               user_data);
    case FW_FIELD_REF_LIST:
      return format_list (described, fw_record_get_list (record, (guint) field), title, user_data);
    case FW_FIELD_DATE:
      return format_date (fw_record_get_integer (record, (guint) field));
    case FW_FIELD_BOOLEAN:
      return g_strdup (fw_record_get_integer (record, (guint) field) != 0 ? _ ("yes") : _ ("no"));
    case FW_FIELD_INTEGER:
      return fw_format_count (fw_record_get_integer (record, (guint) field));
    case FW_FIELD_SECRET:
      return g_strdup ("");
    case FW_FIELD_NUMBER:
      return format_number (record, field);
    case FW_FIELD_TEXT:
    case FW_FIELD_TIME_OF_DAY:
    default:
      return fw_record_format (record, (guint) field);
    }
}

static void
drop_texts (FwRecordItem *self)
{
  if (self->record == NULL)
    return;
  free_texts (&self->texts, count_texts (self));
  free_texts (&self->keys, count_texts (self));
  g_clear_pointer (&self->haystack, g_free);
}

static void
fw_record_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_pointer (value, FW_RECORD_ITEM (object)->record);
}

static void
fw_record_item_finalize (GObject *object)
{
  FwRecordItem *self = FW_RECORD_ITEM (object);

  drop_texts (self);
  g_clear_pointer (&self->record, fw_record_unref);

  G_OBJECT_CLASS (fw_record_item_parent_class)->finalize (object);
}

static void
fw_record_item_class_init (FwRecordItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_record_item_get_property;
  object_class->finalize = fw_record_item_finalize;
  properties[PROP_RECORD] =
      g_param_spec_pointer ("record", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_record_item_init (FwRecordItem *self)
{
}

FwRecordItem *
fw_record_item_new (FwRecord *record)
{
  FwRecordItem *self = g_object_new (FW_TYPE_RECORD_ITEM, NULL);

  self->record = record != NULL ? fw_record_ref (record) : NULL;
  return self;
}

FwRecord *
fw_record_item_get_record (FwRecordItem *self)
{
  g_return_val_if_fail (FW_IS_RECORD_ITEM (self), NULL);

  return self->record;
}

const char *
fw_record_item_get_id (FwRecordItem *self)
{
  FwRecord *record = fw_record_item_get_record (self);

  return record != NULL ? fw_record_get_id (record) : "";
}

void
fw_record_item_set_record (FwRecordItem *self, FwRecord *record)
{
  g_return_if_fail (FW_IS_RECORD_ITEM (self));
  g_return_if_fail (record != NULL);

  if (self->record != NULL && fw_record_get_kind (record) == fw_record_get_kind (self->record) &&
      fw_record_get_revision (record) == fw_record_get_revision (self->record) &&
      g_str_equal (fw_record_get_id (record), fw_record_get_id (self->record)))
    return;
  drop_texts (self);
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = fw_record_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

void
fw_record_item_forget_texts (FwRecordItem *self)
{
  g_return_if_fail (FW_IS_RECORD_ITEM (self));

  drop_texts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

const char *
fw_record_item_get_title (FwRecordItem *self)
{
  const FwKind *kind;
  const char *text;
  gint field;

  g_return_val_if_fail (FW_IS_RECORD_ITEM (self), "");

  if (self->record == NULL)
    return COMING;
  kind = fw_record_get_kind (self->record);
  field = fw_kind_find_field (kind, kind->title);
  text = field >= 0 ? fw_record_get_text (self->record, (guint) field) : NULL;
  if (text != NULL && *text != '\0' && kind->fields[field].type == FW_FIELD_ENUM)
    return find_label (&kind->fields[field], text);
  return text != NULL && *text != '\0' ? text : fw_record_get_id (self->record);
}

const char *
fw_record_item_get_text (FwRecordItem *self, gint field, FwTitleFunc title, gpointer user_data)
{
  g_return_val_if_fail (FW_IS_RECORD_ITEM (self), "");

  if (self->record == NULL)
    return COMING;
  if (self->texts == NULL)
    self->texts = g_new0 (char *, count_texts (self));
  if (self->texts[field + 1] == NULL)
    self->texts[field + 1] = fw_record_format_field (self->record, field, title, user_data);
  return self->texts[field + 1];
}

/* As it is kept, a moment sorts by time. */
static gboolean
is_moment (const FwRecord *record, gint field)
{
  const FwKind *kind = fw_record_get_kind (record);

  return fw_field_shape_find (kind, &kind->fields[field])->shape == FW_SHAPE_MOMENT &&
         !fw_record_is_empty (record, (guint) field);
}

static const char *
get_key (FwRecordItem *self, gint field, FwTitleFunc title, gpointer user_data)
{
  const char *text = fw_record_item_get_text (self, field, title, user_data);

  if (self->keys == NULL)
    self->keys = g_new0 (char *, count_texts (self));
  if (self->keys[field + 1] == NULL && field >= 0 && is_moment (self->record, field))
    self->keys[field + 1] = g_strdup (fw_record_get_text (self->record, (guint) field));
  else if (self->keys[field + 1] == NULL)
    /* For file names: "Team 9" before "Team 10". */
    self->keys[field + 1] = g_utf8_collate_key_for_filename (text, -1);
  return self->keys[field + 1];
}

int
fw_record_item_compare (
    FwRecordItem *a, FwRecordItem *b, gint field, FwTitleFunc title, gpointer user_data)
{
  if (field >= 0)
    switch (fw_record_get_kind (a->record)->fields[field].type)
      {
      case FW_FIELD_INTEGER:
      case FW_FIELD_BOOLEAN:
      case FW_FIELD_DATE:
      case FW_FIELD_TIME_OF_DAY:
        {
          gint64 left = fw_record_get_integer (a->record, (guint) field);
          gint64 right = fw_record_get_integer (b->record, (guint) field);

          return left < right ? -1 : left > right;
        }
      case FW_FIELD_NUMBER:
        {
          double left = fw_record_is_empty (a->record, (guint) field)
                            ? -G_MAXDOUBLE
                            : fw_record_get_number (a->record, (guint) field);
          double right = fw_record_is_empty (b->record, (guint) field)
                             ? -G_MAXDOUBLE
                             : fw_record_get_number (b->record, (guint) field);

          return left < right ? -1 : left > right;
        }
      case FW_FIELD_TEXT:
      case FW_FIELD_ENUM:
      case FW_FIELD_REF:
      case FW_FIELD_REF_LIST:
      case FW_FIELD_SECRET:
      default:
        break;
      }
  return strcmp (get_key (a, field, title, user_data), get_key (b, field, title, user_data));
}

gboolean
fw_record_item_matches (FwRecordItem *self,
                        const char *folded,
                        FwTitleFunc title,
                        gpointer user_data)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (FW_IS_RECORD_ITEM (self), FALSE);

  if (*folded == '\0')
    return TRUE;
  if (self->haystack == NULL)
    {
      g_autoptr (GString) all = g_string_new (NULL);

      for (gint field = -1; field + 1 < (gint) count_texts (self); field++)
        g_string_append_printf (all, "%s\n",
                                fw_record_item_get_text (self, field, title, user_data));
      self->haystack = g_utf8_casefold (all->str, -1);
    }
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->haystack, words[i]) == NULL)
      return FALSE;
  return TRUE;
}
