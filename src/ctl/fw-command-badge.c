/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "badge/fw-badge.h"
#include "core/calendar/fw-zone.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-people.h"
#include "protocol/fw-json.h"

static char *at, *trust, *status_list, *recipient, *format_name;

static const GOptionEntry entries[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &at,
    "the moment that is asked about; now where nothing is said", "TIME" },
  { "trust", 0, 0, G_OPTION_ARG_FILENAME, &trust, "JSON with the issuers that are trusted",
    "FILE" },
  { "status", 0, 0, G_OPTION_ARG_FILENAME, &status_list,
    "a status list of the issuer that was fetched before: whether the badge was revoked", "FILE" },
  { "recipient", 0, 0, G_OPTION_ARG_STRING, &recipient,
    "whether it is theirs: an e-mail address or another identity", "IDENTITY" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "table (default) or json", "FORMAT" },
  { NULL },
};

static gboolean
read_moment (gint64 *moment, GError **error)
{
  gint32 day;

  *moment = g_get_real_time ();
  if (at == NULL || fw_time_parse (fw_text (at), moment))
    return TRUE;
  if (!fw_date_parse (fw_text (at), &day))
    return fw_usage_error (error, "--at: expected a date or a time with its zone, not “%s”", at);
  *moment = (gint64) day * 24 * FW_HOUR;
  return TRUE;
}

static const char *
name_recipient (const FwBadgeAnswer *answer)
{
  if (recipient == NULL || answer->credential == NULL)
    return NULL;
  return fw_badge_is_of (answer->credential, recipient) ? "theirs" : "not theirs";
}

/* FALSE with an error where the list is none of this badge. @status: (out) (nullable): NULL: there
 * is nothing to ask. */
static gboolean
read_status (const FwBadgeAnswer *answer, const char **status, GError **error)
{
  g_autoptr (GBytes) list = NULL;
  FwBadgeStatus found;

  *status = NULL;
  if (status_list == NULL || answer->credential == NULL)
    return TRUE;
  list = fw_file_bytes (status_list, error);
  if (list == NULL)
    return FALSE;
  if (!fw_badge_read_status (answer->credential, list, &found, error))
    return fw_file_blame (error, status_list);
  *status = fw_badge_status_to_name (found);
  return TRUE;
}

static const char *
judge (const FwBadgeAnswer *answer, const char *status)
{
  return g_strcmp0 (status, "revoked") == 0 || g_strcmp0 (status, "suspended") == 0
             ? "reject"
             : answer->verdict;
}

/* What was not asked, as nothing could be read, is null. */
static void
print_json (const FwBadgeAnswer *answer, const char *path, const char *status)
{
  gboolean read = answer->credential != NULL;
  gboolean formed =
      read && (g_str_equal (answer->structure, "ok") || g_str_equal (answer->structure, "OB 2.0"));
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter json;

  fw_json_writer_init (&json, out);
  fw_json_writer_begin_object (&json);
  fw_json_member_text (&json, "file", name);
  fw_json_member_boolean (&json, "readable", read);
  fw_json_member_text (&json, "parse", answer->parse);
  fw_json_writer_key (&json, "well_formed");
  if (read)
    fw_json_writer_boolean (&json, formed);
  else
    fw_json_writer_null (&json);
  fw_json_member_text (&json, "structure", answer->structure);
  fw_json_member_text (&json, "signature",
                       read ? fw_badge_signature_to_name (answer->signature) : NULL);
  fw_json_member_text (&json, "signature_note", answer->signature_note);
  fw_json_member_text (&json, "time", answer->time);
  fw_json_member_text (&json, "issuer", answer->issuer_id);
  fw_json_writer_key (&json, "issuer_known");
  if (read && answer->issuer != FW_BADGE_ISSUER_NOT_ASKED)
    fw_json_writer_boolean (&json, answer->issuer == FW_BADGE_ISSUER_KNOWN);
  else
    fw_json_writer_null (&json);
  fw_json_member_text (&json, "issuer_note",
                       read ? fw_badge_issuer_to_name (answer->issuer) : NULL);
  if (status_list != NULL)
    fw_json_member_text (&json, "status", status);
  if (recipient != NULL)
    fw_json_member_text (&json, "recipient", name_recipient (answer));
  fw_json_member_text (&json, "verdict", judge (answer, status));
  fw_json_writer_end_object (&json);
  puts (out->str);
}

static void
print_line (const char *title, const char *text, const char *note)
{
  if (text != NULL)
    printf ("%-12s %s%s%s%s\n", title, text, note != NULL && *note != '\0' ? " (" : "",
            note != NULL ? note : "", note != NULL && *note != '\0' ? ")" : "");
}

static void
print_text (const FwBadgeAnswer *answer, const char *status)
{
  gboolean read = answer->credential != NULL;

  print_line ("readable", answer->parse, NULL);
  print_line ("well-formed", answer->structure, NULL);
  print_line ("signature", read ? fw_badge_signature_to_name (answer->signature) : NULL,
              answer->signature_note);
  print_line ("time", answer->time, NULL);
  print_line ("issuer", read ? fw_badge_issuer_to_name (answer->issuer) : NULL, answer->issuer_id);
  print_line ("recipient", name_recipient (answer), NULL);
  print_line ("status", status, NULL);
  print_line ("verdict", judge (answer, status), NULL);
}

static gboolean
run_verify (const char *path, GError **error)
{
  g_autoptr (GBytes) file = NULL, list = NULL;
  g_autoptr (FwBadgeTrust) trusted = NULL;
  g_autoptr (FwBadgeAnswer) answer = NULL;
  FwOutput output;
  const char *status;
  gint64 moment;

  if (!fw_output_from_name (format_name, &output, error) || !read_moment (&moment, error))
    return FALSE;
  if (output == FW_OUTPUT_CSV)
    return fw_usage_error (error, "--format: expected table or json");
  file = fw_file_bytes (path, error);
  if (file == NULL || (trust != NULL && (list = fw_file_bytes (trust, error)) == NULL))
    return FALSE;
  if (list != NULL && (trusted = fw_badge_trust_read (list, error)) == NULL)
    return fw_file_blame (error, trust);

  answer = fw_badge_verify (file, moment, trusted);
  if (!read_status (answer, &status, error))
    return FALSE;
  if (output == FW_OUTPUT_JSON)
    print_json (answer, path, status);
  else
    print_text (answer, status);
  return TRUE;
}

static gboolean
run_badge (const FwTarget *target, char **arguments, GError **error)
{
  if (arguments == NULL || !g_str_equal (arguments[0], "verify"))
    return fw_usage_error (error, "expected verify");
  return fw_check_arguments (arguments + 1, 1, "FILE", error) && run_verify (arguments[1], error);
}

const FwCommand fw_command_badge = {
  .name = "badge",
  .arguments = "verify FILE",
  .summary = "An Open Badge: readable, well-formed, signed, in time, by a known issuer",
  .alone = TRUE,
  .entries = entries,
  .run = run_badge,
};
