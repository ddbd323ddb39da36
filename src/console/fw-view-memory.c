/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-view-memory.h"

#include "console/fw-settings.h"

void
fw_view_keep (FwView *view)
{
  static const char *const names[] = { "site",    "team",  "queue",   "channel",
                                       "product", "range", "against", "metric" };
  GVariantBuilder builder;

  g_return_if_fail (FW_IS_VIEW (view));

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_variant_builder_add (&builder, "{ss}", names[i], fw_view_get (view, names[i]));
  g_settings_set_value (fw_settings (), "scope", g_variant_builder_end (&builder));
}

void
fw_view_recall (FwView *view)
{
  g_autoptr (GVariant) scope = g_settings_get_value (fw_settings (), "scope");
  GVariantIter iter;
  const char *name, *value;

  g_return_if_fail (FW_IS_VIEW (view));

  g_variant_iter_init (&iter, scope);
  /* A desk opens on what is now: yesterday's "last 28 days" would be taken for it. Chosen days are
   * not kept with a choice that stands for them. */
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (!g_str_equal (name, "range") &&
        !(g_str_equal (name, "against") && g_str_equal (value, "period")) &&
        g_object_class_find_property (G_OBJECT_GET_CLASS (view), name) != NULL)
      fw_view_set (view, name, value);
}
