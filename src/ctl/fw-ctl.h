/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "ctl/fw-remote.h"

G_BEGIN_DECLS

/** Which centre a command works on: a store that nobody serves, or a running server. */
typedef enum
{
  FW_TARGET_NONE = 0,
  FW_TARGET_DATA = 1 << 0,
  FW_TARGET_SERVER = 1 << 1
} FwTargetKind;

typedef struct
{
  char *data;          /* --data: a directory or postgresql://... */
  char *data_file;     /* --data-file: its first line says the same */
  gboolean create;     /* --create, or nothing is there at all: a new centre may be begun */
  char *server;        /* --server: http://host:port */
  char *token_file;    /* --token-file, or FLOORWALKER_TOKEN_FILE */
  char *user;          /* --user */
  char *password_file; /* --password-file; without it the terminal is asked */
} FwTarget;

/** fw_target_open_centre: opens the store; progress of others is not waited for: a served one is
 * FW_ERROR_BUSY. FW_CENTRE_CREATE counts only where a centre may be begun. */
FwCentre *fw_target_open_centre (const FwTarget *target, FwCentreFlags flags, GError **error);
/** fw_target_open_remote: signs in to the server. */
FwRemote *fw_target_open_remote (const FwTarget *target, GError **error);

/** fw_target_tell: writes an act on a store here into its audit trail; one on a server the server
 * tells. @on, @detail: (nullable). */
void fw_target_tell (const FwTarget *target, const char *act, const char *on, const char *detail);

/** fw_target_find_trail: Returns: (transfer full): the folder of the audit trail of a store here.
 */
char *fw_target_find_trail (const FwTarget *target, GError **error);

/** fw_read_secret: the first line of a file, or, without one, what somebody types at the terminal,
 * unseen. */
char *fw_read_secret (const char *path, const char *prompt, GError **error);

/** FwCommand: one word of the command line. */
typedef struct
{
  const char *name;
  const char *arguments; /* shown in the usage: "FILE" */
  const char *summary;
  guint targets;  /* FwTargetKind bits; none: it is about files */
  gboolean alone; /* may do without any of them; then run() says what is missing */
  const GOptionEntry *entries;
  /** An error of the domain G_OPTION_ERROR is a wrong use (exit status 2), any other one a failure
   * (1). */
  gboolean (*run) (const FwTarget *target, char **arguments, GError **error);
} FwCommand;

extern const FwCommand fw_command_import;
extern const FwCommand fw_command_kpi;
extern const FwCommand fw_command_contacts;
extern const FwCommand fw_command_why;
extern const FwCommand fw_command_verify;
extern const FwCommand fw_command_rebuild;
extern const FwCommand fw_command_events;
extern const FwCommand fw_command_salvage;
extern const FwCommand fw_command_backup;
extern const FwCommand fw_command_key;
extern const FwCommand fw_command_forget;
extern const FwCommand fw_command_restore;
extern const FwCommand fw_command_user;
extern const FwCommand fw_command_audit;
extern const FwCommand fw_command_records;
extern const FwCommand fw_command_badge;
extern const FwCommand fw_command_people;
extern const FwCommand fw_command_quality;
extern const FwCommand fw_command_sample;
extern const FwCommand fw_command_staffing;
extern const FwCommand fw_command_roster;
extern const FwCommand fw_command_clocks;
extern const FwCommand fw_command_flow;
extern const FwCommand fw_command_kinds;
extern const FwCommand fw_command_forecast;
extern const FwCommand fw_command_calendar;
extern const FwCommand fw_command_text;

/** fw_usage_error: sets a G_OPTION_ERROR. Returns: FALSE. */
gboolean fw_usage_error (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** fw_check_arguments: FALSE with a usage error unless there are exactly @n arguments. */
gboolean fw_check_arguments (char **arguments, guint n, const char *names, GError **error);

G_END_DECLS
