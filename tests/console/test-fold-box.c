/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-picture.h"

#include "console/fw-fold-box.h"

#define GAP 12

typedef struct
{
  GtkWidget *window, *box, *first, *second;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = gtk_window_new ();
  f->box = g_object_new (FW_TYPE_FOLD_BOX, "fold-chars", 60, "gap", GAP, NULL);
  f->first = gtk_label_new ("Who it is");
  f->second = gtk_label_new ("What is to be done about it");
  gtk_widget_set_hexpand (f->first, TRUE);
  gtk_label_set_wrap (GTK_LABEL (f->first), TRUE);
  gtk_label_set_wrap (GTK_LABEL (f->second), TRUE);
  gtk_widget_set_parent (f->first, f->box);
  gtk_widget_set_parent (f->second, f->box);
  gtk_window_set_child (GTK_WINDOW (f->window), f->box);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
show (Fixture *f, int width)
{
  gtk_window_set_default_size (GTK_WINDOW (f->window), width, 200);
  gtk_window_present (GTK_WINDOW (f->window));
  fw_test_settle (200);
}

static graphene_rect_t
find_place (Fixture *f, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, f->box, &bounds));
  return bounds;
}

static gboolean
is_beside (Fixture *f)
{
  const graphene_rect_t first = find_place (f, f->first), second = find_place (f, f->second);

  if (second.origin.y > 0)
    {
      g_assert_cmpfloat (second.origin.x, ==, 0);
      g_assert_cmpfloat (second.origin.y, ==, first.size.height + GAP);
      return FALSE;
    }
  g_assert_cmpfloat (second.origin.x, ==, first.size.width + GAP);
  return TRUE;
}

/* Side by side they fill the width, and who expands has what is left. */
static void
test_beside (Fixture *f, gconstpointer data)
{
  graphene_rect_t second;
  int natural;

  show (f, 900);
  g_assert_true (is_beside (f));
  second = find_place (f, f->second);
  gtk_widget_measure (f->second, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpfloat (second.size.width, ==, natural);
  g_assert_cmpfloat (second.origin.x + second.size.width, ==, gtk_widget_get_width (f->box));
}

/* What does not fit stands beneath, over the whole width; the least width is that of one alone. */
static void
test_beneath (Fixture *f, gconstpointer data)
{
  int least, of_one, height, below;

  show (f, 300);
  g_assert_false (is_beside (f));
  g_assert_cmpfloat (find_place (f, f->second).size.width, ==, gtk_widget_get_width (f->box));
  gtk_widget_measure (f->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (f->second, GTK_ORIENTATION_HORIZONTAL, -1, &of_one, NULL, NULL, NULL);
  g_assert_cmpint (least, ==, of_one);
  gtk_widget_measure (f->box, GTK_ORIENTATION_VERTICAL, 300, &height, NULL, NULL, NULL);
  gtk_widget_measure (f->box, GTK_ORIENTATION_VERTICAL, 900, &below, NULL, NULL, NULL);
  g_assert_cmpint (height, >, below);

  gtk_widget_set_visible (f->second, FALSE);
  fw_test_settle (50);
  gtk_widget_measure (f->box, GTK_ORIENTATION_VERTICAL, 300, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, below);
}

/* The same width holds fewer letters of large text. */
static void
test_large_text (Fixture *f, gconstpointer data)
{
  show (f, 800);
  g_assert_true (is_beside (f));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  fw_test_settle (200);
  g_assert_false (is_beside (f));
}

int
main (int argc, char **argv)
{
  fw_test_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/fold-box/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("beside", test_beside);
  ADD ("beneath", test_beneath);
  ADD ("large-text", test_large_text);
  return g_test_run ();
}
