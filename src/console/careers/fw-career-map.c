/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-career-map.h"

#include "console/careers/fw-career-words.h"
#include "console/fw-lines.h"
#include "console/fw-one-stop.h"
#include "console/fw-wrap-layout.h"

#include <glib/gi18n-lib.h>

#define SPACING 9

/* What stands at a post: its step, and words that change. */
typedef struct
{
  char *step; /* (nullable): none leads to it */
  GtkWidget *widget;
  GtkLabel *who;
  GtkWidget *counts[3]; /* boxes of a mark and a label */
  GtkLabel *numbers[3];
} Station;

static const struct
{
  const char *member, *state;
} shown[] = { { "ready", "ready" }, { "nearly", "nearly" }, { "cannot_tell", "cannot-tell" } };

struct _FwCareerMap
{
  AdwBin parent_instance;

  GtkWidget *lines[2], *captions[2]; /* upwards, sideways */
  GPtrArray *stations;               /* Station */
  JsonObject *answer;                /* (nullable) */
  char *layout;                      /* (nullable): what the stations were made of */
  char *chosen;                      /* (nullable): a step */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FwCareerMap, fw_career_map, ADW_TYPE_BIN)

static void
station_free (gpointer data)
{
  g_free (((Station *) data)->step);
  g_free (data);
}

/* ---- what the answer says ---- */

static JsonArray *
get_array (FwCareerMap *self, const char *member)
{
  JsonArray *array = NULL;

  return self->answer != NULL && fw_json_get_array (self->answer, member, &array, NULL) ? array
                                                                                        : NULL;
}

static JsonObject *
find (FwCareerMap *self, const char *member, const char *id)
{
  JsonArray *array = get_array (self, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);

      if (object != NULL && g_strcmp0 (fw_json_find_text (object, "id"), id) == 0)
        return object;
    }
  return NULL;
}

static const char *
name_post (FwCareerMap *self, const char *id)
{
  JsonObject *position = find (self, "positions", id);
  const char *name = position != NULL ? fw_json_find_text (position, "name") : NULL;

  return name != NULL ? name : id;
}

static gboolean
is_vertical (JsonObject *step)
{
  return g_strcmp0 (fw_json_find_text (step, "ladder"), "horizontal") != 0;
}

/* ---- stations ---- */

static void
toggled_cb (GtkToggleButton *button, FwCareerMap *self)
{
  const char *step = g_object_get_data (G_OBJECT (button), "step");

  if (!gtk_toggle_button_get_active (button) || g_strcmp0 (self->chosen, step) == 0)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (step);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
add_counts (Station *station, GtkWidget *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      GtkWidget *mark = fw_mark_new ();
      FwMarkShape shape;
      FwChartColor color;

      fw_career_state_mark (shown[i].state, &shape, &color);
      fw_mark_set (FW_MARK (mark), shape, color);
      station->counts[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
      gtk_box_append (GTK_BOX (station->counts[i]), mark);
      station->numbers[i] = fw_lines_add (GTK_BOX (station->counts[i]), "", "figures");
      gtk_box_append (GTK_BOX (line), station->counts[i]);
    }
  gtk_box_append (GTK_BOX (box), line);
}

/* @step: (nullable): none leads to the post. Returns: (transfer floating). */
static GtkWidget *
add_station (FwCareerMap *self, JsonObject *step, const char *post)
{
  Station *station = g_new0 (Station, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fw_lines_add (GTK_BOX (box), name_post (self, post), "heading");
  station->who = fw_lines_add (GTK_BOX (box), "", "figures");
  if (step != NULL)
    {
      station->step = g_strdup (fw_json_find_text (step, "id"));
      add_counts (station, box);
      station->widget = gtk_toggle_button_new ();
      gtk_button_set_child (GTK_BUTTON (station->widget), box);
      g_object_set_data_full (G_OBJECT (station->widget), "step", g_strdup (station->step), g_free);
      g_signal_connect_object (station->widget, "toggled", G_CALLBACK (toggled_cb), self, 0);
    }
  else
    {
      station->widget = box;
      gtk_widget_add_css_class (box, "card");
    }
  gtk_widget_add_css_class (station->widget, "station");
  g_object_set_data_full (G_OBJECT (station->widget), "post", g_strdup (post), g_free);
  g_ptr_array_add (self->stations, station);
  return station->widget;
}

/* What leads to a station goes with it into the next line. */
static GtkWidget *
put_behind_arrow (GtkWidget *station)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_box_append (GTK_BOX (box), station);
  return box;
}

static gboolean
is_reached (JsonArray *steps, const char *post)
{
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = fw_json_find_element (steps, i);

      if (step != NULL && is_vertical (step) &&
          g_strcmp0 (fw_json_find_text (step, "to"), post) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
clear_line (GtkWidget *line)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (line)) != NULL)
    gtk_widget_unparent (child);
}

static void
add_step (FwCareerMap *self, JsonArray *steps, guint i)
{
  JsonObject *step = fw_json_find_element (steps, i);
  const char *from = step != NULL ? fw_json_find_text (step, "from") : NULL;
  const guint line = step != NULL && is_vertical (step) ? 0 : 1;
  JsonObject *before = i > 0 ? fw_json_find_element (steps, i - 1) : NULL;
  GtkWidget *station;

  if (from == NULL)
    return;
  if (line == 0 && !is_reached (steps, from) &&
      (before == NULL || g_strcmp0 (fw_json_find_text (before, "from"), from) != 0))
    gtk_widget_set_parent (add_station (self, NULL, from), self->lines[line]);
  station = add_station (self, step, fw_json_find_text (step, "to"));
  gtk_widget_set_parent (line == 0 ? put_behind_arrow (station) : station, self->lines[line]);
}

static void
join_buttons (FwCareerMap *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < self->stations->len; i++)
    {
      Station *station = self->stations->pdata[i];

      if (station->step == NULL)
        continue;
      if (first != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (station->widget), first);
      else
        first = GTK_TOGGLE_BUTTON (station->widget);
    }
}

static void
build (FwCareerMap *self)
{
  JsonArray *steps = get_array (self, "steps");

  g_ptr_array_set_size (self->stations, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    clear_line (self->lines[i]);
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    add_step (self, steps, i);
  join_buttons (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    {
      const gboolean any = gtk_widget_get_first_child (self->lines[i]) != NULL;

      gtk_widget_set_visible (self->lines[i], any);
      gtk_widget_set_visible (self->captions[i], any);
    }
}

/* ---- words ---- */

static char *
write_who (FwCareerMap *self, const Station *station)
{
  JsonObject *position =
      find (self, "positions", g_object_get_data (G_OBJECT (station->widget), "post"));
  JsonObject *step = station->step != NULL ? find (self, "steps", station->step) : NULL;
  g_autofree char *holders = position != NULL ? fw_career_write_holders (position) : g_strdup ("");

  if (step == NULL || is_vertical (step))
    return g_steal_pointer (&holders);
  /* Translators: the post that a step leads from, and how many hold the one that it leads to */
  return g_strdup_printf (_ ("from %s, %s"), name_post (self, fw_json_find_text (step, "from")),
                          holders);
}

static void
show_station (FwCareerMap *self, Station *station)
{
  JsonObject *step = station->step != NULL ? find (self, "steps", station->step) : NULL;
  g_autofree char *who = write_who (self, station);
  g_autofree char *counts = step != NULL ? fw_career_write_counts (step) : NULL;
  g_autofree char *name = NULL;

  gtk_label_set_text (station->who, who);
  if (step == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *number =
          g_strdup_printf ("%u", (guint) fw_json_find_count (step, shown[i].member));

      gtk_label_set_text (station->numbers[i], number);
    }
  /* Translators: a post, who holds it, and how many are how near to it */
  name = g_strdup_printf (_ ("%s, %s: %s"), name_post (self, fw_json_find_text (step, "to")), who,
                          counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (station->widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_tooltip_text (station->widget, counts);
}

/* What the stations are made of: while it stays, they and the keys in them do. */
static char *
write_layout (FwCareerMap *self)
{
  JsonArray *steps = get_array (self, "steps");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonObject *step = fw_json_find_element (steps, i);

      if (step != NULL)
        g_string_append_printf (text, "%s\n%s\n%s\n%s\n", fw_json_find_text (step, "id"),
                                fw_json_find_text (step, "ladder"),
                                name_post (self, fw_json_find_text (step, "from")),
                                name_post (self, fw_json_find_text (step, "to")));
    }
  return g_strdup (text->str);
}

static void
show_chosen (FwCareerMap *self)
{
  for (guint i = 0; i < self->stations->len; i++)
    {
      Station *station = self->stations->pdata[i];

      if (station->step != NULL)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (station->widget),
                                      g_strcmp0 (station->step, self->chosen) == 0);
    }
}

/* Where nothing is chosen, or what was is gone: the first for which somebody is ready. */
static void
choose_first (FwCareerMap *self)
{
  JsonArray *steps = get_array (self, "steps");
  JsonObject *first = NULL;

  if (steps == NULL || (self->chosen != NULL && find (self, "steps", self->chosen) != NULL))
    return;
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = fw_json_find_element (steps, i);

      if (step != NULL && (first == NULL || (fw_json_find_count (first, "ready") == 0 &&
                                             fw_json_find_count (step, "ready") > 0)))
        first = step;
    }
  g_free (self->chosen);
  self->chosen = first != NULL ? g_strdup (fw_json_find_text (first, "id")) : NULL;
}

/* ---- public ---- */

gboolean
fw_career_map_take (FwCareerMap *self, JsonObject *answer, GError **error)
{
  g_autofree char *layout = NULL;
  JsonArray *array;

  g_return_val_if_fail (FW_IS_CAREER_MAP (self) && answer != NULL, FALSE);

  if (!fw_json_get_array (answer, "steps", &array, error) ||
      !fw_json_get_array (answer, "positions", &array, error))
    return FALSE;
  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = json_object_ref (answer);
  layout = write_layout (self);
  choose_first (self);
  if (g_strcmp0 (layout, self->layout) != 0)
    {
      g_free (self->layout);
      self->layout = g_steal_pointer (&layout);
      build (self);
    }
  for (guint i = 0; i < self->stations->len; i++)
    show_station (self, self->stations->pdata[i]);
  show_chosen (self);
  return TRUE;
}

const char *
fw_career_map_get_chosen (FwCareerMap *self)
{
  g_return_val_if_fail (FW_IS_CAREER_MAP (self), NULL);

  return self->chosen;
}

void
fw_career_map_choose (FwCareerMap *self, const char *step)
{
  g_return_if_fail (FW_IS_CAREER_MAP (self));

  if (g_strcmp0 (self->chosen, step) == 0)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (step);
  show_chosen (self);
}

gboolean
fw_career_map_is_empty (FwCareerMap *self)
{
  g_return_val_if_fail (FW_IS_CAREER_MAP (self), TRUE);

  return self->stations->len == 0;
}

char *
fw_career_map_describe (FwCareerMap *self)
{
  JsonObject *step, *position;
  const char *tier, *function, *from, *to;
  g_autofree char *holders = NULL, *counts = NULL, *place = NULL;

  g_return_val_if_fail (FW_IS_CAREER_MAP (self), NULL);

  step = self->chosen != NULL ? find (self, "steps", self->chosen) : NULL;
  position = step != NULL ? find (self, "positions", fw_json_find_text (step, "to")) : NULL;
  if (position == NULL)
    return NULL;
  from = name_post (self, fw_json_find_text (step, "from"));
  to = fw_json_find_text (position, "name");
  tier = fw_career_tier_word (fw_json_find_text (position, "tier"));
  function = fw_career_function_word (fw_json_find_text (position, "function"));
  holders = fw_career_write_holders (position);
  counts = fw_career_write_counts (position);
  /* Translators: a tier and a function of the organisation, behind the name of a post */
  place = tier != NULL && function != NULL ? g_strdup_printf (_ (" (%s, %s)"), tier, function)
                                           : g_strdup ("");
  /* Translators: a post, the one that it leads to, its place in the organisation in brackets or
   * nothing, who holds it, and how many of all who may come to it are how near */
  return g_strdup_printf (_ ("%s → %s%s: %s. Succession: %s."), from, to, place, holders, counts);
}

/* ---- the class ---- */

static void
fw_career_map_dispose (GObject *object)
{
  FwCareerMap *self = FW_CAREER_MAP (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    if (self->lines[i] != NULL)
      {
        clear_line (self->lines[i]);
        self->lines[i] = NULL;
      }
  G_OBJECT_CLASS (fw_career_map_parent_class)->dispose (object);
}

static void
fw_career_map_finalize (GObject *object)
{
  FwCareerMap *self = FW_CAREER_MAP (object);

  g_ptr_array_unref (self->stations);
  g_clear_pointer (&self->answer, json_object_unref);
  g_free (self->layout);
  g_free (self->chosen);
  G_OBJECT_CLASS (fw_career_map_parent_class)->finalize (object);
}

static void
fw_career_map_class_init (FwCareerMapClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_career_map_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_career_map_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", FW_TYPE_CAREER_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
fw_career_map_init (FwCareerMap *self)
{
  static const char *const captions[] = { N_ ("Upwards"), N_ ("Sideways") };
  GtkWidget *stop = g_object_new (FW_TYPE_ONE_STOP, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->stations = g_ptr_array_new_with_free_func (station_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    {
      self->captions[i] =
          GTK_WIDGET (fw_lines_add (GTK_BOX (box), _ (captions[i]), "section-label"));
      self->lines[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_set_layout_manager (self->lines[i], fw_wrap_layout_new (SPACING));
      gtk_box_append (GTK_BOX (box), self->lines[i]);
    }
  adw_bin_set_child (ADW_BIN (stop), box);
  adw_bin_set_child (ADW_BIN (self), stop);
}

GtkWidget *
fw_career_map_new (void)
{
  return g_object_new (FW_TYPE_CAREER_MAP, NULL);
}
