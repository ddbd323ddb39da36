/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-devices.h"

#include <gio/gio.h>
#include <string.h>

#include "protocol/fw-json.h"

static char *
get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "floorwalker", "devices", NULL);
}

/* A group's name holds no brackets, which addresses of IPv6 have; a key holds no "=". */
static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

char *
fw_devices_look_up (const char *server, const char *user)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = get_path ();
  g_autofree char *group = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  group = escape (server);
  key = escape (user);
  if (*group == '\0' || *key == '\0' || !g_key_file_load_from_file (file, path, 0, NULL))
    return NULL;

  return g_key_file_get_string (file, group, key, NULL);
}

GBytes *
fw_devices_make_sign_in (const char *server, const char *user, const char *password)
{
  g_autofree char *device = fw_devices_look_up (server, user);
  g_autoptr (GString) text = g_string_new (NULL);
  FwJsonWriter writer;
  GBytes *body;

  g_return_val_if_fail (password != NULL, NULL);

  fw_json_writer_init (&writer, text);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "user", user);
  fw_json_member_text (&writer, "password", password);
  if (device != NULL)
    fw_json_member_text (&writer, "device", device);
  fw_json_writer_end_object (&writer);
  body = g_bytes_new (text->str, text->len);
  memset (text->str, 0, text->len);

  return body;
}

void
fw_devices_keep (const char *server, const char *user, const char *token)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *group = NULL;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_if_fail (server != NULL && user != NULL && token != NULL);

  group = escape (server);
  key = escape (user);
  if (*group == '\0' || *key == '\0')
    return;

  g_key_file_load_from_file (file, path, 0, NULL); /* a broken one begins anew */
  g_key_file_set_string (file, group, key, token);
  text = g_key_file_to_data (file, &length, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_debug ("devices: %s", error->message);
}
