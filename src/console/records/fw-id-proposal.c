/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-id-proposal.h"

#define LONGEST 40
#define NUMBERS_FROM 3 /* records: fewer do not show how ids are given */

/* Letters and digits of ASCII; what other scripts write is left out. */
static void
append_words (GString *id, const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");

  for (const char *p = ascii; *p != '\0' && id->len < LONGEST; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (id, g_ascii_tolower (*p));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
}

static void
trim (GString *id)
{
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
}

static void
append_field (GString *id, FwRecord *record, const char *name)
{
  gint field = fw_kind_find_field (fw_record_get_kind (record), name);

  if (field < 0 || fw_record_is_empty (record, (guint) field))
    return;
  if (id->len > 0)
    g_string_append_c (id, '-');
  append_words (id, fw_record_get_text (record, (guint) field));
  trim (id);
}

/* The title is not there before it is stored. */
static gboolean
is_called_later (const FwKind *kind)
{
  const gint title = fw_kind_find_field (kind, kind->title);

  return title >= 0 && kind->fields[title].derived;
}

/* Of what belongs to somebody there are many of one title: who, what and when as well. */
static void
append_required (GString *id, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].required && strcmp (kind->fields[i].name, kind->title) != 0)
      {
        g_autofree char *text = fw_record_format (record, i);

        if (id->len > 0 && *text != '\0')
          g_string_append_c (id, '-');
        append_words (id, text);
        trim (id);
      }
}

/* Returns: the number after the highest one; 0: ids are not numbers. */
static guint64
find_next_number (GListModel *items)
{
  guint64 highest = 0;
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);
      guint64 number;

      if (!g_ascii_string_to_unsigned (fw_record_item_get_id (item), 10, 0, G_MAXUINT32, &number,
                                       NULL))
        return 0;
      highest = MAX (highest, number);
    }
  return n >= NUMBERS_FROM ? highest + 1 : 0;
}

char *
fw_id_proposal_make (FwRecord *record, FwRecordList *list)
{
  const FwKind *kind;
  GListModel *items;
  g_autoptr (GString) id = g_string_new (NULL);
  g_autofree char *free_id = NULL;
  guint64 number;

  g_return_val_if_fail (record != NULL && FW_IS_RECORD_LIST (list), NULL);

  kind = fw_record_get_kind (record);
  items = fw_record_list_get_items (list);
  if (g_strcmp0 (kind->source_name, "id") == 0)
    return g_strdup ("");
  number = find_next_number (items);
  if (number > 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  if (kind->belongs != NULL || is_called_later (kind))
    append_required (id, record);
  append_field (id, record, kind->title);
  /* A policy is called by its subject, which several queues have. */
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_strcmp0 (kind->fields[i].unit_of, kind->title) == 0)
      append_field (id, record, "queue");
  if (id->len == 0)
    {
      gint title = fw_kind_find_field (kind, kind->title);

      /* A name in another script: the kind and how many there are. */
      if (title < 0 || fw_record_is_empty (record, (guint) title))
        return g_strdup ("");
      g_string_append_printf (id, "%s-%u", kind->name, g_list_model_get_n_items (items) + 1);
    }
  free_id = g_strdup (id->str);
  for (guint i = 2; fw_record_list_find (list, free_id) != NULL; i++)
    {
      g_free (free_id);
      free_id = g_strdup_printf ("%s-%u", id->str, i);
    }
  return g_steal_pointer (&free_id);
}
