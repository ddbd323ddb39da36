/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/kind/fw-kind.h"

#include <string.h>

/* Referred-to before referring. */
static const FwKind *const kinds[] = { &fw_kind_site,           &fw_kind_position, &fw_kind_team,
                                       &fw_kind_shift_template, &fw_kind_queue,    &fw_kind_person,
                                       &fw_kind_policy,         &fw_kind_account,  &fw_kind_period,
                                       &fw_kind_watch,          &fw_kind_finding,  NULL };

const FwKind *const *
fw_kinds (void)
{
  return kinds;
}

const FwKind *
fw_kind_find (const char *name)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_strcmp0 (kinds[i]->name, name) == 0)
      return kinds[i];

  return NULL;
}

gint
fw_kind_find_field (const FwKind *kind, const char *name)
{
  g_return_val_if_fail (kind != NULL && name != NULL, -1);

  for (guint i = 0; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, name) == 0)
      return (gint) i;

  return -1;
}

FwRole
fw_kind_get_read (const FwKind *kind, const FwField *field)
{
  g_return_val_if_fail (kind != NULL, FW_ROLE_NONE);

  return field != NULL && field->read != 0 ? kind->read & field->read : kind->read;
}

FwRole
fw_kind_get_write (const FwKind *kind, const FwField *field)
{
  g_return_val_if_fail (kind != NULL, FW_ROLE_NONE);

  return field != NULL && field->write != 0 ? field->write : kind->write;
}
