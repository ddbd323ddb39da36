/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-contact-json.h"

const char *const fw_contact_columns[] = {
  "source",     "id",      "site",   "at",     "team",    "shift",    "queue",
  "channel",    "product", "agent",  "tenure", "outcome", "transfer", "wait_s",
  "handling_s", "hold_s",  "wrap_s", "rating", "nps",     "resolved", "in_target",
  "short",      "repeat",  "reopen", NULL
};

static const char *
name_code (const FwContactForm *form, FwDimension dimension, guint16 code)
{
  return form->name (dimension, code, form->user_data);
}

static void
append_texts (FwJsonWriter *writer, const FwContactForm *form)
{
  const FwContact *contact = form->contact;
  g_autofree char *at = fw_time_format (contact->at);

  fw_json_member_text (writer, "source", form->source);
  fw_json_member_text (writer, "id", form->id);
  fw_json_member_text (writer, "site", form->site);
  fw_json_member_text (writer, "at", at);
  fw_json_member_text (writer, "team", name_code (form, FW_DIMENSION_TEAM, contact->team));
  fw_json_member_text (writer, "shift", name_code (form, FW_DIMENSION_SHIFT, contact->shift));
  fw_json_member_text (writer, "queue", name_code (form, FW_DIMENSION_QUEUE, contact->queue));
  fw_json_member_text (writer, "channel", name_code (form, FW_DIMENSION_CHANNEL, contact->channel));
  fw_json_member_text (writer, "product", name_code (form, FW_DIMENSION_PRODUCT, contact->product));
  fw_json_member_text (writer, "agent", name_code (form, FW_DIMENSION_AGENT, contact->agent));
  fw_json_member_text (writer, "tenure", fw_tenure_band_to_name (contact->tenure));
  fw_json_member_text (writer, "outcome", fw_outcome_to_name (contact->outcome));
  fw_json_member_text (writer, "transfer", fw_transfer_to_name (contact->transfer));
}

static void
append_truth (FwJsonWriter *writer, const char *key, gboolean known, gboolean value)
{
  if (known)
    fw_json_member_boolean (writer, key, value);
  else
    fw_json_member_text (writer, key, NULL);
}

static gboolean
knows_target (const FwContact *contact)
{
  return !contact->wait_unknown &&
         (contact->outcome == FW_OUTCOME_ANSWERED || contact->outcome == FW_OUTCOME_ABANDONED);
}

void
fw_contact_json_append (FwJsonWriter *writer, const FwContactForm *form)
{
  const FwContact *contact = form->contact;

  fw_json_writer_begin_object (writer);
  append_texts (writer, form);
  fw_json_writer_key (writer, "wait_s");
  if (contact->wait_unknown)
    fw_json_writer_null (writer);
  else
    fw_json_writer_number (writer, contact->wait_ms / 1000.0);
  fw_json_writer_key (writer, "handling_s");
  if (contact->handled)
    fw_json_writer_number (writer, contact->handling_ms / 1000.0);
  else
    fw_json_writer_null (writer);
  fw_json_member_number (writer, "hold_s", contact->hold_ms / 1000.0);
  fw_json_member_number (writer, "wrap_s", contact->wrap_ms / 1000.0);
  fw_json_writer_key (writer, "rating");
  if (contact->rating > 0)
    fw_json_writer_integer (writer, contact->rating);
  else
    fw_json_writer_null (writer);
  fw_json_writer_key (writer, "nps");
  if (contact->nps >= 0)
    fw_json_writer_integer (writer, contact->nps);
  else
    fw_json_writer_null (writer);
  append_truth (writer, "resolved", contact->resolution != FW_RESOLUTION_UNKNOWN,
                contact->resolution == FW_RESOLUTION_YES);
  append_truth (writer, "in_target", knows_target (contact), contact->in_target);
  fw_json_member_boolean (writer, "short", contact->short_wait);
  append_truth (writer, "repeat", contact->repeat != FW_REPEAT_UNKNOWN,
                contact->repeat == FW_REPEAT_REPEATED);
  append_truth (writer, "reopen", contact->rating > 0, form->reopen);
  fw_json_writer_end_object (writer);
}

static char *
format_seconds (guint32 ms)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.3f", ms / 1000.0));
}

static char *
format_truth (gboolean known, gboolean value)
{
  return g_strdup (!known ? "" : value ? "true" : "false");
}

char **
fw_contact_list_cells (const FwContactForm *form)
{
  const FwContact *contact = form->contact;
  char **cells = g_new0 (char *, G_N_ELEMENTS (fw_contact_columns));
  guint n = 0;

  cells[n++] = g_strdup (form->source);
  cells[n++] = g_strdup (form->id);
  cells[n++] = g_strdup (form->site);
  cells[n++] = fw_time_format (contact->at);
  cells[n++] = g_strdup (name_code (form, FW_DIMENSION_TEAM, contact->team));
  cells[n++] = g_strdup (name_code (form, FW_DIMENSION_SHIFT, contact->shift));
  cells[n++] = g_strdup (name_code (form, FW_DIMENSION_QUEUE, contact->queue));
  cells[n++] = g_strdup (name_code (form, FW_DIMENSION_CHANNEL, contact->channel));
  cells[n++] = g_strdup (name_code (form, FW_DIMENSION_PRODUCT, contact->product));
  cells[n++] = g_strdup (name_code (form, FW_DIMENSION_AGENT, contact->agent));
  cells[n++] = g_strdup (fw_tenure_band_to_name (contact->tenure));
  cells[n++] = g_strdup (fw_outcome_to_name (contact->outcome));
  cells[n++] = g_strdup (fw_transfer_to_name (contact->transfer));
  cells[n++] = contact->wait_unknown ? g_strdup ("") : format_seconds (contact->wait_ms);
  cells[n++] = contact->handled ? format_seconds (contact->handling_ms) : g_strdup ("");
  cells[n++] = format_seconds (contact->hold_ms);
  cells[n++] = format_seconds (contact->wrap_ms);
  cells[n++] = contact->rating > 0 ? g_strdup_printf ("%u", contact->rating) : g_strdup ("");
  cells[n++] = contact->nps >= 0 ? g_strdup_printf ("%d", contact->nps) : g_strdup ("");
  cells[n++] = format_truth (contact->resolution != FW_RESOLUTION_UNKNOWN,
                             contact->resolution == FW_RESOLUTION_YES);
  cells[n++] = format_truth (knows_target (contact), contact->in_target);
  cells[n++] = format_truth (TRUE, contact->short_wait);
  cells[n++] =
      format_truth (contact->repeat != FW_REPEAT_UNKNOWN, contact->repeat == FW_REPEAT_REPEATED);
  cells[n++] = format_truth (contact->rating > 0, form->reopen);
  g_assert (n == G_N_ELEMENTS (fw_contact_columns) - 1);

  return cells;
}
