/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-title.h"

#include "protocol/fw-said.h"

typedef struct
{
  const char *name;
  const char *title;
} Title;

static const Title meanings[] = {
  { "answered", N_ ("answered") },
  { "abandoned", N_ ("customer gave up") },
  { "timeout", N_ ("waited too long") },
  { "empty", N_ ("nobody was there") },
  { "key", N_ ("left by a key, voicemail") },
  { "full", N_ ("turned away") },
  { "withdrawn", N_ ("taken out of the queue") },
  { "yes", N_ ("yes") },
  { "no", N_ ("no") },
  { "in", N_ ("incoming") },
  { "out", N_ ("outgoing") },
  { "internal", N_ ("internal") },
};

static const Title units[] = {
  { "ms", N_ ("milliseconds") },
  { "s", N_ ("seconds") },
  { "min", N_ ("minutes") },
  { "h", N_ ("hours") },
  { "m.ss", N_ ("minutes and seconds, 4.05") },
  { "h:mm", N_ ("hours and minutes, 1:20") },
  { "hhmmss", N_ ("digits of a clock, 000320") },
  { "day", N_ ("parts of a day") },
};

static const Title orders[] = {
  { "dmy", N_ ("day, month, year") },
  { "mdy", N_ ("month, day, year") },
  { "ymd", N_ ("year, month, day") },
};

static const char *
find_title (const Title *titles, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (titles[i].name, name) == 0)
      return _ (titles[i].title);
  return name;
}

const char *
fw_mapping_title_of_role (const char *role)
{
  const char *title = role != NULL ? fw_said_column (role) : NULL;

  return title != NULL ? title : role;
}

const char *
fw_mapping_title_of_meaning (const char *meaning)
{
  return meaning != NULL ? find_title (meanings, G_N_ELEMENTS (meanings), meaning)
                         : _ ("says nothing");
}

const char *
fw_mapping_title_of_unit (const char *unit)
{
  return find_title (units, G_N_ELEMENTS (units), unit);
}

const char *
fw_mapping_title_of_order (const char *order)
{
  return find_title (orders, G_N_ELEMENTS (orders), order);
}
