/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-requirement-write.h"

#include "console/records/fw-record-writer.h"
#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>

#define KIND "requirement"

typedef struct
{
  FwPage *page; /* (nullable): none while it waits to be taken back, which must not keep the page */
  char *position, *competency;
  double level;
  double before; /* what was asked */
  gboolean back; /* it is being taken back, which is not taken back once more */
  FwRequirementWritten done;
} Write;

static Write *
write_new (FwPage *page, const Write *from)
{
  Write *self = g_new (Write, 1);

  *self = *from;
  self->page = page != NULL ? g_object_ref (page) : NULL;
  self->position = g_strdup (from->position);
  self->competency = g_strdup (from->competency);
  return self;
}

static void
write_free (Write *self)
{
  g_clear_object (&self->page);
  g_free (self->position);
  g_free (self->competency);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

static void
free_undo (gpointer data)
{
  write_free (data);
}

static void
refuse (Write *self, const GError *error)
{
  g_autofree char *sentence = fw_error_to_sentence (error);

  self->done (self->page, sentence);
}

static void start (FwPage *page, const Write *write);

static void
undo (FwPage *page, gpointer data)
{
  Write back = *(const Write *) data;

  back.level = back.before;
  back.back = TRUE;
  start (page, &back);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Write) self = data;
  g_autoptr (GError) error = NULL;
  const FwWriteOutcome outcome = fw_record_write_finish (result, NULL, NULL, &error);

  if (outcome == FW_WRITE_FAILED)
    {
      refuse (self, error);
      return;
    }
  if (outcome == FW_WRITE_WAITING)
    fw_page_toast (self->page, _ ("The requirement waits for the server."));
  else if (!self->back)
    fw_page_toast_undo (self->page, _ ("Requirement changed."), undo, write_new (NULL, self),
                        free_undo);
  self->done (self->page, NULL);
}

static FwRecord *
make_record (const Write *self)
{
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record = fw_record_new (fw_kind_find (KIND), id);

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "position", self->position);
  fw_record_put_text (record, "competency", self->competency);
  return record;
}

/* Of a position and a competency there is one at most. */
static FwRecord *
take_record (Write *self, GBytes *bytes, GError **error)
{
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (bytes, error);
  FwRecord *record;
  JsonArray *records;
  JsonObject *first;
  guint level;

  if (answer == NULL || !fw_json_get_array (answer, "records", &records, error))
    return NULL;
  first = fw_json_find_element (records, 0);
  record =
      first != NULL ? fw_record_json_read (fw_kind_find (KIND), first, error) : make_record (self);
  if (record == NULL)
    return NULL;
  level = (guint) fw_kind_find_field (fw_record_get_kind (record), "level");
  self->before = fw_record_is_empty (record, level) ? 0 : fw_record_get_number (record, level);
  fw_record_set_number (record, level, self->level);
  return record;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Write) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (FwRecord) record = bytes != NULL ? take_record (self, bytes, &error) : NULL;
  FwPage *page = self->page;

  if (record == NULL)
    refuse (self, error);
  else
    fw_record_write_async (FW_CLIENT (source), record, fw_page_get_cancellable (page), written_cb,
                           g_steal_pointer (&self));
}

static void
start (FwPage *page, const Write *write)
{
  g_autofree char *position = g_uri_escape_string (write->position, NULL, TRUE);
  g_autofree char *competency = g_uri_escape_string (write->competency, NULL, TRUE);
  g_autofree char *path = g_strdup_printf (
      "records/" KIND "?where.position=%s&where.competency=%s&limit=1", position, competency);

  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (page), found_cb, write_new (page, write));
}

void
fw_requirement_write (FwPage *page,
                      const char *position,
                      const char *competency,
                      double level,
                      FwRequirementWritten done)
{
  const Write write = {
    .position = (char *) position, .competency = (char *) competency, .level = level, .done = done
  };

  g_return_if_fail (FW_IS_PAGE (page) && position != NULL && competency != NULL && done != NULL);

  start (page, &write);
}
