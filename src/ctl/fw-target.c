/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "ctl/fw-ctl.h"

#define MAX_SECRET 4096

gboolean
fw_usage_error (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

gboolean
fw_check_arguments (char **arguments, guint n, const char *names, GError **error)
{
  guint given = arguments != NULL ? g_strv_length (arguments) : 0;

  if (given == n)
    return TRUE;
  if (n == 0)
    return fw_usage_error (error, "unexpected argument “%s”", arguments[0]);
  return fw_usage_error (error, given < n ? "%s is missing" : "more than %s was given", names);
}

FwCentre *
fw_target_open_centre (const FwTarget *target, FwCentreFlags flags, GError **error)
{
  return fw_centre_open (target->data, target->create ? flags : flags & ~FW_CENTRE_CREATE, error);
}

static char *
take_line (char *text, const char *what, GError **error)
{
  text[strcspn (text, "\r\n")] = '\0';
  if (*text != '\0' && g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected a line of text", what);
  return NULL;
}

static char *
read_file_secret (const char *path, GError **error)
{
  char buffer[MAX_SECRET + 1] = { 0 };
  int file = open (path, O_RDONLY | O_CLOEXEC);
  gssize n = file >= 0 ? read (file, buffer, MAX_SECRET) : -1;
  char *secret = NULL;

  if (n < 0)
    g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s: %s", path, g_strerror (errno));
  else
    secret = take_line (buffer, path, error);
  if (file >= 0)
    close (file);
  explicit_bzero (buffer, sizeof buffer);
  return secret;
}

static char *
read_typed_secret (const char *prompt, GError **error)
{
  char buffer[MAX_SECRET + 1] = { 0 };
  struct termios before, unseen;
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC);
  char *secret = NULL;
  gssize n;

  if (terminal < 0 || tcgetattr (terminal, &before) != 0)
    {
      if (terminal >= 0)
        close (terminal);
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "%s is needed and there is no terminal to ask: name a file with it", prompt);
      return NULL;
    }
  unseen = before;
  unseen.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (terminal, TCSAFLUSH, &unseen);
  dprintf (terminal, "%s: ", prompt);
  n = read (terminal, buffer, MAX_SECRET);
  tcsetattr (terminal, TCSAFLUSH, &before);
  dprintf (terminal, "\n");
  close (terminal);
  if (n > 0)
    secret = take_line (buffer, prompt, error);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: nothing was typed", prompt);
  explicit_bzero (buffer, sizeof buffer);
  return secret;
}

char *
fw_read_secret (const char *path, const char *prompt, GError **error)
{
  return path != NULL ? read_file_secret (path, error) : read_typed_secret (prompt, error);
}

FwRemote *
fw_target_open_remote (const FwTarget *target, GError **error)
{
  const char *token_file =
      target->token_file != NULL ? target->token_file : g_getenv ("FLOORWALKER_TOKEN_FILE");
  g_autoptr (FwRemote) remote = NULL;
  g_autofree char *token = NULL;
  g_autofree char *password = NULL;

  if (target->user == NULL && token_file == NULL)
    {
      fw_usage_error (error, "--server needs --user NAME, or --token-file FILE with a token");
      return NULL;
    }
  if (target->user == NULL && (token = fw_read_secret (token_file, "Token", error)) == NULL)
    return NULL;
  remote = fw_remote_new (target->server, token, error);
  if (remote == NULL)
    return NULL;
  if (target->user != NULL &&
      ((password = fw_read_secret (target->password_file, "Password", error)) == NULL ||
       !fw_remote_sign_in (remote, target->user, password, error)))
    return NULL;
  return g_steal_pointer (&remote);
}
