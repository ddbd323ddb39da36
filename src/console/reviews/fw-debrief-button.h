/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/** FwDebriefOrigin: what a debrief begins with. All of it is borrowed. */
typedef struct
{
  const char *contact; /* its source, "/" and its id */
  const char *day;     /* of the contact: "2026-11-21" */
  const char *person;  /* (nullable): id; NULL: whoever has @login */
  const char *login;   /* (nullable): at the source; nobody known: the form asks */
  const char *from;    /* (nullable): "review" or "transcript": the field for @id */
  const char *id;      /* (nullable): of that record */
} FwDebriefOrigin;

/** FwDebriefButton: begins a debrief of the contact that is shown, on the page that it stands on;
 * so does Ctrl+B while it is shown. Only who may write debriefs sees it. */
#define FW_TYPE_DEBRIEF_BUTTON (fw_debrief_button_get_type ())
G_DECLARE_FINAL_TYPE (FwDebriefButton, fw_debrief_button, FW, DEBRIEF_BUTTON, AdwBin)

/** fw_debrief_button_set: @origin: (nullable): NULL: no contact is shown. */
void fw_debrief_button_set (FwDebriefButton *self, FwClient *client, const FwDebriefOrigin *origin);

G_END_DECLS
