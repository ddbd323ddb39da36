/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-progress.h"
#include "protocol/fw-json.h"
#include "sample/fw-sample-centre.h"
#include "sample/fw-sample-words.h"

/* Looking after a store: verify, backup, restore, and making a sample. */

static void
print_number (const char *label, guint64 number)
{
  g_autofree char *digits = fw_group_digits (number);

  printf ("%-10s %14s\n", label, digits);
}

static void
print_verified (
    guint64 batches, guint64 events, guint64 contacts, const char *live, const char *rebuilt)
{
  print_number ("batches", batches);
  print_number ("events", events);
  print_number ("contacts", contacts);
  printf ("live       %s\nrebuilt    %s\n", live, rebuilt);
}

static gboolean
verify_here (const FwTarget *target, GError **error)
{
  g_autoptr (FwCentre) centre = fw_target_open_centre (target, FW_CENTRE_READ_ONLY, error);
  FwVerifyReport report = { 0 };
  gboolean done;

  if (centre == NULL)
    return FALSE;
  done = fw_centre_verify (centre, &report, NULL, error);
  if (report.live_digest != NULL && report.rebuilt_digest != NULL)
    print_verified (report.batches, report.events, report.contacts, report.live_digest,
                    report.rebuilt_digest);
  if (done)
    printf ("identical: what the ledger tells is what is shown\n");
  fw_verify_report_clear (&report);
  return done;
}

static gboolean
verify_there (const FwTarget *target, GError **error)
{
  g_autoptr (FwRemote) remote = fw_target_open_remote (target, error);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  gint64 batches, events, contacts;
  const char *live, *rebuilt;
  gboolean identical;

  if (remote == NULL ||
      (answer = fw_remote_request (remote, "GET", "verify", NULL, NULL, NULL, error)) == NULL)
    return FALSE;
  object = fw_json_parse_bytes (answer, error);
  if (object == NULL || !fw_json_get_boolean (object, "identical", &identical, error) ||
      !fw_json_get_integer (object, "batches", &batches, error) ||
      !fw_json_get_integer (object, "events", &events, error) ||
      !fw_json_get_integer (object, "contacts", &contacts, error) ||
      !fw_json_get_text (object, "live", &live, error) ||
      !fw_json_get_text (object, "rebuilt", &rebuilt, error))
    return FALSE;
  print_verified (batches, events, contacts, live, rebuilt);
  if (!identical)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT,
                           "what is shown differs from what the ledger tells");
      return FALSE;
    }
  printf ("identical: what the ledger tells is what is shown\n");
  return TRUE;
}

static gboolean
run_verify (const FwTarget *target, char **arguments, GError **error)
{
  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  return target->data != NULL ? verify_here (target, error) : verify_there (target, error);
}

static gboolean
run_rebuild (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  centre = fw_target_open_centre (target, FW_CENTRE_REBUILD, error);
  if (centre == NULL || !fw_centre_checkpoint (centre, error))
    return FALSE;

  printf ("made all figures again from %" G_GUINT64_FORMAT " batches of the ledger\n",
          fw_ledger_get_last (fw_centre_get_ledger (centre)));
  return TRUE;
}

static gboolean
run_salvage (const FwTarget *target, char **arguments, GError **error)
{
  FwSalvage salvage;
  gboolean done;

  if (!fw_check_arguments (arguments, 1, "NEW", error))
    return FALSE;

  done = fw_centre_salvage (target->data, arguments[0], &salvage, error);
  if (done)
    {
      printf ("saved %" G_GUINT64_FORMAT " events in %" G_GUINT64_FORMAT
              " batches, %" G_GUINT64_FORMAT " records and revisions, %" G_GUINT64_FORMAT
              " lines of the log of changes to %s\n",
              salvage.events, salvage.batches, salvage.records, salvage.lines, arguments[0]);
      if (salvage.gone->len == 0)
        printf ("nothing is gone\n");
      for (guint i = 0; i < salvage.gone->len; i++)
        printf ("gone: %s\n", (char *) salvage.gone->pdata[i]);
    }
  fw_salvage_clear (&salvage);
  return done;
}

static gboolean
run_backup (const FwTarget *target, char **arguments, GError **error)
{
  g_autofree char *signer = NULL;

  if (!fw_check_arguments (arguments, 1, "DIRECTORY", error) ||
      !fw_centre_backup_store (target->data, arguments[0], NULL, error))
    return FALSE;
  fw_target_tell (target, "backup", arguments[0], NULL);
  signer = fw_centre_get_backup_signer (arguments[0]);
  printf ("backed up to %s\nsigned by %s\n", arguments[0], signer);
  return TRUE;
}

static gboolean
run_forget (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *detail = NULL;
  guint64 n = 0;
  gboolean done;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  centre = fw_target_open_centre (target, FW_CENTRE_DEFAULT, error);
  if (centre == NULL)
    return FALSE;
  done = fw_centre_forget_customers (centre, &n, NULL, error);
  digits = fw_group_digits (n);
  detail = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  if (n > 0)
    fw_target_tell (target, "customers-forget", NULL, detail);
  if (done)
    printf ("forgot %s customers' numbers that are older than the policy customer-days\n", digits);
  return done;
}

static gboolean
run_key (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;
  g_autofree char *path = NULL;
  const char *name;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  centre = fw_target_open_centre (target, FW_CENTRE_DEFAULT, error);
  if (centre == NULL)
    return FALSE;
  name = fw_ledger_get_cipher_name (fw_centre_get_ledger (centre));
  path = fw_centre_find_key_file (target->data, name);
  printf ("encrypted with the key %s, which is in %s\n"
          "It is in no backup. Keep a copy of this file elsewhere: without it nobody can read the "
          "centre.\n",
          name, path);
  return TRUE;
}

static char *signed_by; /* lives as long as the program */

static const GOptionEntry restore_entries[] = {
  { "signed-by", 0, 0, G_OPTION_ARG_STRING, &signed_by,
    "only a backup that is signed by this key, which “backup” said", "KEY" },
  { NULL },
};

static gboolean
run_restore (const FwTarget *target, char **arguments, GError **error)
{
  if (!fw_check_arguments (arguments, 1, "DIRECTORY", error) ||
      !fw_centre_restore (arguments[0], target->data, signed_by, NULL, error))
    return FALSE;
  fw_target_tell (target, "restore", arguments[0], NULL);
  printf ("restored and verified: %s\n", target->data);
  return TRUE;
}

static void
show_progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  fw_progress_set (user_data, (guint64) MAX (done, 0), (guint64) total, "ninety days of history");
}

static gboolean
run_sample (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;
  const char *language = fw_sample_words_find_language (g_get_language_names ());
  FwProgress progress;
  gboolean done;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  centre = fw_centre_open (target->data, FW_CENTRE_CREATE, error);
  if (centre == NULL)
    return FALSE;
  fw_progress_init (&progress);
  done = fw_sample_create (centre, FW_SAMPLE_SEED, g_get_real_time (), FW_SAMPLE_HISTORY_DAYS,
                           language, show_progress_cb, &progress, error);
  fw_progress_end (&progress);
  if (done)
    printf ("made the sample “%s” in %s\nits accounts (administrator, supervisor, night-lead, "
            "trainer, hr, quality, agent, colleague) have the password “%s”\n",
            fw_sample_word (language, FW_SAMPLE_CENTRE_NAME), target->data, FW_SAMPLE_PASSWORD);
  return done;
}

const FwCommand fw_command_verify = {
  .name = "verify",
  .summary = "Rebuild all figures from the ledger and compare",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .run = run_verify,
};

const FwCommand fw_command_rebuild = {
  .name = "rebuild",
  .summary = "Make all figures again from the ledger",
  .targets = FW_TARGET_DATA,
  .run = run_rebuild,
};

const FwCommand fw_command_salvage = {
  .name = "salvage",
  .arguments = "NEW",
  .summary = "Save what is left of a damaged store into a new one",
  .targets = FW_TARGET_DATA,
  .run = run_salvage,
};

const FwCommand fw_command_backup = {
  .name = "backup",
  .arguments = "DIRECTORY",
  .summary = "Copy the store to a new directory",
  .targets = FW_TARGET_DATA,
  .run = run_backup,
};

const FwCommand fw_command_restore = {
  .name = "restore",
  .arguments = "DIRECTORY",
  .summary = "Put a backup into a place that holds no store, and verify it",
  .targets = FW_TARGET_DATA,
  .entries = restore_entries,
  .run = run_restore,
};

const FwCommand fw_command_sample = {
  .name = "sample",
  .summary = "Make the sample centre in an empty place",
  .targets = FW_TARGET_DATA,
  .run = run_sample,
};

const FwCommand fw_command_key = {
  .name = "key",
  .summary = "Which key the store is encrypted with, and where it lies",
  .targets = FW_TARGET_DATA,
  .run = run_key,
};

const FwCommand fw_command_forget = {
  .name = "forget",
  .summary = "Forget customers' numbers that are older than the policy says",
  .targets = FW_TARGET_DATA,
  .run = run_forget,
};
