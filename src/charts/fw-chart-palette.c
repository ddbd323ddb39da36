/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart.h"

#include <math.h>

/* Text is at least 4.5:1 and marks 3:1 on white and on the dark card; no two that can stand side by
 * side are told apart by hue alone (tests/charts/test-palette.c computes both, for three kinds of
 * colour-blindness too). */
static const struct
{
  const char *name;
  guint32 light;
  guint32 dark;
} palette[FW_CHART_N_COLORS] = {
  [FW_CHART_COLOR_TEXT] = { "fw_text", 0x242328, 0xf4f4f6 },
  [FW_CHART_COLOR_LABEL] = { "fw_label", 0x5d5c66, 0xb4b3bd },
  [FW_CHART_COLOR_GRID] = { "fw_grid", 0xe6e6ea, 0x48484f },
  [FW_CHART_COLOR_TARGET] = { "fw_target", 0x6c6b76, 0xb4b3bd },
  [FW_CHART_COLOR_MAIN] = { "fw_main", 0x1a5fc4, 0x7db1ff },
  [FW_CHART_COLOR_COMPARE] = { "fw_compare", 0x8e8d99, 0x92919c },
  [FW_CHART_COLOR_IN_ORDER] = { "fw_in_order", 0x0f7a55, 0x5bd3a3 },
  [FW_CHART_COLOR_WATCH] = { "fw_watch", 0x8f5f00, 0xf2c14e },
  [FW_CHART_COLOR_LATE] = { "fw_late", 0xb3311a, 0xff9273 },
  [FW_CHART_COLOR_NO_DATA] = { "fw_no_data", 0x6c6b76, 0xb4b3bd },
  [FW_CHART_COLOR_FIRST] = { "fw_first", 0x1a5fc4, 0x7db1ff },
  [FW_CHART_COLOR_SECOND] = { "fw_second", 0x6d3fa8, 0xcba6f7 },
  [FW_CHART_COLOR_THIRD] = { "fw_third", 0x0f7a55, 0x5bd3a3 },
  [FW_CHART_COLOR_REST] = { "fw_rest", 0xd8d8de, 0x55555d },
  [FW_CHART_COLOR_SURFACE] = { "fw_surface", 0xffffff, 0x303034 },
  [FW_CHART_COLOR_TOTAL] = { "fw_total", 0xa3a2ad, 0x83828d },
  [FW_CHART_COLOR_WORSE] = { "fw_worse", 0xb8561b, 0xffa35c },
  [FW_CHART_COLOR_BETTER] = { "fw_better", 0x1a5fc4, 0x6ea8ff },
  [FW_CHART_COLOR_UNCHANGED] = { "fw_unchanged", 0xf6f5f4, 0x3b3b40 },
};

static double
measure_luminance (const GdkRGBA *rgba)
{
  double linear[3] = { rgba->red, rgba->green, rgba->blue };

  for (guint i = 0; i < 3; i++)
    linear[i] = linear[i] <= 0.03928 ? linear[i] / 12.92 : pow ((linear[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

/* gtk_widget_get_color() is newer than our GTK, its style context deprecated in newer ones. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
void
fw_chart_lookup_color (GtkWidget *widget, FwChartColor color, GdkRGBA *rgba)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA text;
  guint32 value;

  g_return_if_fail (color < FW_CHART_N_COLORS);

  if (gtk_style_context_lookup_color (context, palette[color].name, rgba))
    return;
  /* light text means a dark ground, whoever made it so */
  gtk_style_context_get_color (context, &text);
  value = measure_luminance (&text) > 0.4 ? palette[color].dark : palette[color].light;
  *rgba =
      (GdkRGBA){ (value >> 16) / 255.f, (value >> 8 & 0xff) / 255.f, (value & 0xff) / 255.f, 1 };
}
G_GNUC_END_IGNORE_DEPRECATIONS

void
fw_chart_find_ink (const GdkRGBA *ground, GdkRGBA *ink)
{
  float level = measure_luminance (ground) > 0.18 ? 0.08f : 1;

  *ink = (GdkRGBA){ level, level, level, 1 };
}
