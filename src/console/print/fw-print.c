/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/print/fw-print.h"

#include "console/fw-pages.h"
#include "console/fw-scope-bar.h"
#include "console/print/fw-sheet.h"

typedef struct
{
  FwWindow *window;
  FwPage *page;
  GtkWidget *drawing; /* nullable */
  FwSheet *sheet;
  char *path; /* (nullable): a PDF instead of a printer */
  void (*done) (guint n_pages, gpointer data);
  gpointer data;
  AdwColorScheme scheme; /* to go back to */
  gulong painted_handler;
} Print;

static void
free_print (Print *print)
{
  g_clear_object (&print->drawing);
  g_object_unref (print->page);
  g_object_unref (print->window);
  fw_sheet_free (print->sheet);
  g_free (print->path);
  g_free (print);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer data)
{
  Print *print = data;
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  guint n_pages = fw_sheet_lay_out (print->sheet, pango, gtk_print_context_get_width (context),
                                    gtk_print_context_get_height (context));

  gtk_print_operation_set_n_pages (operation, (int) n_pages);
  g_object_unref (pango);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer data)
{
  Print *print = data;

  fw_sheet_draw (print->sheet, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer data)
{
  Print *print = data;
  g_autoptr (GError) error = NULL;
  int n_pages = -1;

  g_object_get (operation, "n-pages", &n_pages, NULL);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      fw_page_toast (print->page, error != NULL ? error->message : _ ("It could not be printed"));
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_object_set_data_full (
        G_OBJECT (gtk_window_get_application (GTK_WINDOW (print->window))), "print-settings",
        g_object_ref (gtk_print_operation_get_print_settings (operation)), g_object_unref);
  if (print->done != NULL)
    print->done (result == GTK_PRINT_OPERATION_RESULT_APPLY ? (guint) MAX (n_pages, 0) : 0,
                 print->data);
  free_print (print);
}

static void
run (Print *print)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (print->window));
  GtkPrintSettings *settings =
      application != NULL ? g_object_get_data (G_OBJECT (application), "print-settings") : NULL;

  gtk_page_setup_set_orientation (paper, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, paper);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  if (settings != NULL)
    gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, fw_sheet_get_title (print->sheet));
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (print->path != NULL)
    gtk_print_operation_set_export_filename (operation, print->path);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), print);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), print);
  gtk_print_operation_run (operation,
                           print->path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                               : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (print->window), NULL);
}

static void
take_drawing (Print *print)
{
  int width = gtk_widget_get_width (print->drawing);
  int height = gtk_widget_get_height (print->drawing);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (print->drawing);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  fw_sheet_set_drawing (print->sheet, node, width, height);
  gsk_render_node_unref (node);
}

static gboolean
run_cb (gpointer data)
{
  run (data);
  return G_SOURCE_REMOVE;
}

/* The frame in light colours is there; what follows may run a loop of its own and so waits until
 * the frame is over. */
static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  Print *print = data;
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_signal_handler_disconnect (clock, print->painted_handler);
  take_drawing (print);
  if (adw_style_manager_get_color_scheme (style) != print->scheme)
    adw_style_manager_set_color_scheme (style, print->scheme);
  g_idle_add (run_cb, print);
}

static Print *
prepare (FwWindow *window)
{
  FwPage *page = fw_window_get_page (window);
  FwScopeBar *scope_bar = fw_window_get_scope_bar (window);
  const FwPageEntry *entry = fw_pages_find (fw_page_get_name (page));
  const char *subtitle = fw_page_get_subtitle (page);
  g_autofree char *scope = fw_scope_bar_describe (scope_bar);
  g_autofree char *age = fw_scope_bar_describe_moment (scope_bar);
  g_autofree char *table = fw_page_list (page);
  FwClient *client = fw_page_get_client (page);
  const char *name = fw_client_get_centre_name (client);
  g_autofree char *centre = NULL, *line = NULL;
  const char *title = fw_page_get_title (page);
  Print *print = g_new0 (Print, 1);

  if (name != NULL && fw_client_is_sample (client))
    centre = g_strdup_printf (_ ("%s · sample"), name);
  /* What the page itself says of its question stands before what the bar says. */
  if (subtitle != NULL && *subtitle != '\0')
    line = g_strdup_printf ("%s · %s", subtitle, scope);
  print->window = g_object_ref (window);
  print->page = g_object_ref (page);
  print->scheme = adw_style_manager_get_color_scheme (adw_style_manager_get_default ());
  print->sheet = fw_sheet_new (title != NULL   ? title
                               : entry != NULL ? _ (entry->label)
                                               : "Floorwalker",
                               centre != NULL ? centre : name, line != NULL ? line : scope, age);
  if (table != NULL)
    fw_sheet_set_table (print->sheet, table);
  if (table == NULL || !fw_page_is_table (page))
    print->drawing = g_object_ref (GTK_WIDGET (page));
  return print;
}

static void
start (Print *print)
{
  GdkFrameClock *clock;

  if (print->drawing == NULL)
    {
      run (print);
      return;
    }
  clock = gtk_widget_get_frame_clock (print->drawing);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  print->painted_handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), print);
  gtk_widget_queue_draw (print->drawing);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

void
fw_print (FwWindow *window)
{
  g_return_if_fail (FW_IS_WINDOW (window));

  if (fw_window_get_page (window) != NULL)
    start (prepare (window));
}

void
fw_print_to_file (FwWindow *window,
                  const char *path,
                  void (*done) (guint n_pages, gpointer data),
                  gpointer data)
{
  Print *print;

  g_return_if_fail (FW_IS_WINDOW (window));
  g_return_if_fail (path != NULL);
  g_return_if_fail (fw_window_get_page (window) != NULL);

  print = prepare (window);
  print->path = g_strdup (path);
  print->done = done;
  print->data = data;
  start (print);
}
