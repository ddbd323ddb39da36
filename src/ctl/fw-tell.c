/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "ctl/fw-ctl.h"
#include "trail/fw-trail.h"

char *
fw_target_find_trail (const FwTarget *target, GError **error)
{
  g_autofree char *identity = NULL;

  g_return_val_if_fail (target != NULL && target->data != NULL, NULL);

  /* A folder is found without asking what is in it. */
  identity = strstr (target->data, "://") != NULL ? fw_centre_read_identity (target->data, error)
                                                  : g_strdup ("");
  return identity != NULL ? fw_trail_find_directory (target->data, identity) : NULL;
}

/* What is done to a store here passes no server, so it is told here. Whoever may open the files
 * could read them without us: a trail that cannot be written is said and holds up nothing. */
void
fw_target_tell (const FwTarget *target, const char *act, const char *on, const char *detail)
{
  g_autofree char *who = g_strconcat ("local:", g_get_user_name (), NULL);
  g_autofree char *directory = NULL;
  g_autoptr (FwTrail) trail = NULL;
  g_autoptr (GError) error = NULL;
  const FwTrailEvent event = {
    .who = who, .from = "local", .what = act, .on = on, .detail = detail, .outcome = "done"
  };

  g_return_if_fail (target != NULL && act != NULL);

  if (target->data == NULL)
    return;
  directory = fw_target_find_trail (target, &error);
  trail = directory != NULL ? fw_trail_open (directory, &error) : NULL;
  if (trail == NULL || !fw_trail_record_now (trail, &event, &error))
    fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
}
