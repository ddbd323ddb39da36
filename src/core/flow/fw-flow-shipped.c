/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flows of data/flows, which are part of the program. */
#include <gio/gio.h>

#include "core/flow/fw-flow.h"
#include "core/flow/fw-flows-resource.h"
#include "core/fw-error.h"

#define FOLDER "/org/floorwalker/flows"

char **
fw_flow_names (void)
{
  g_auto (GStrv) files = g_resource_enumerate_children (fw_flows_get_resource (), FOLDER,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".xml"))
      {
        files[i][strlen (files[i]) - strlen (".xml")] = '\0';
        g_strv_builder_add (builder, files[i]);
      }
  return g_strv_builder_end (builder);
}

FwFlow *
fw_flow_find (const char *name, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
  FwFlow *flow;

  g_return_val_if_fail (name != NULL, NULL);

  path = g_strdup_printf (FOLDER "/%s.xml", name);
  if (strchr (name, '/') == NULL)
    text =
        g_resource_lookup_data (fw_flows_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (text == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no flow “%s”", name);
      return NULL;
    }
  flow = fw_flow_read (g_bytes_get_data (text, NULL), g_bytes_get_size (text), faults);
  if (flow == NULL)
    {
      const FwFlowFault *first = faults->pdata[0];

      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s, line %u: %s", path, first->line,
                   first->sentence);
    }
  return flow;
}
