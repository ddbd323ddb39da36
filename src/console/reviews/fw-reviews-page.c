/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-reviews-page.h"

#include "charts/fw-format.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/fw-answer-item.h"
#include "console/fw-fold-box.h"
#include "console/live/fw-live-grid.h"
#include "console/records/fw-record-ask.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-offer.h"
#include "console/records/fw-record-writer.h"
#include "console/reviews/fw-review-columns.h"
#include "console/reviews/fw-review-figures.h"
#include "console/reviews/fw-review-parts.h"
#include "console/reviews/fw-review-sheet.h"
#include "console/reviews/fw-review-words.h"
#include "console/reviews/fw-review-write.h"
#include "core/quality/fw-review-record.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WEEK 7

struct _FwReviewsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkBox *queue, *pane;
  FwReviewParts *parts;
  GtkLabel *week, *title, *why, *total, *keys;
  GtkWidget *hand_in, *figures, *take_forms;
  FwRecordMoves *moves;
  FwReviewSheet *sheet;
  FwContactDetail *detail;
  FwNames *names;
  FwLiveGrid *grid;
  GListStore *items; /* FwAnswerItem */
  JsonArray *forms;  /* (nullable) */
  guint form;        /* index of the one that new reviews are made with */
  int weeks_back;    /* of the week that is asked for: 1 is the last one that is over */
  char *shown;       /* (nullable): id of the contact that the sheet is about */
  FwRecord *review;  /* (nullable): that there is of it */
  GCancellable *cancellable;
  gboolean dirty;   /* the sheet holds what is not stored */
  gboolean handing; /* what is being stored is handed in then */
  gboolean go_on;   /* the keys go to the sheet of the row that comes next */
  gboolean replacing;
};

G_DEFINE_FINAL_TYPE (FwReviewsPage, fw_reviews_page, FW_TYPE_ASKING_PAGE)

static gboolean
may_write (FwReviewsPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "review");
}

/* ---- the sheet ---- */

static gboolean
is_draft (FwReviewsPage *self)
{
  return self->review == NULL ||
         g_strcmp0 (fw_record_text (self->review, FW_KIND_STATE), "draft") == 0;
}

static void
show_total (FwReviewsPage *self)
{
  g_autofree char *text =
      fw_review_write_total (self->sheet, is_draft (self) ? NULL : self->review);

  gtk_label_set_text (self->total, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reviews.hand-in",
                                 may_write (self) && is_draft (self) && self->shown != NULL);
}

static JsonObject *
get_form (FwReviewsPage *self)
{
  return self->forms != NULL && self->form < json_array_get_length (self->forms)
             ? fw_json_find_element (self->forms, self->form)
             : NULL;
}

static void
show_new (FwReviewsPage *self)
{
  JsonObject *form = get_form (self);
  g_autofree char *keys = NULL;
  FwReviewForm *items =
      form != NULL ? fw_review_form_parse (fw_json_find_text (form, "items"), NULL) : NULL;

  fw_review_sheet_show (self->sheet, items,
                        form != NULL ? (guint) fw_json_find_count (form, "scale") : 1, NULL, NULL,
                        may_write (self));
  keys = fw_review_write_keys (form, may_write (self));
  gtk_label_set_text (self->keys, keys);
}

static void
show_review (FwReviewsPage *self)
{
  guint scale;
  FwReviewForm *form = fw_review_read (self->review, &scale);

  fw_review_sheet_show (self->sheet, form, scale, fw_record_text (self->review, "scores"),
                        fw_record_text (self->review, "comments"),
                        may_write (self) && is_draft (self));
  gtk_label_set_text (self->keys, is_draft (self) && may_write (self)
                                      ? _ ("A draft. Ctrl+Enter hands it in.")
                                      : _ ("1 to 9 make the moves below."));
}

/* It begins with a review that is handed in; of a draft with the contact alone. */
static void
show_debrief (FwReviewsPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const gboolean known = self->review != NULL && !is_draft (self);
  FwDebriefOrigin origin = { .contact = self->shown };

  if (item != NULL)
    {
      origin.day = fw_answer_item_get_text (item, "day");
      origin.person = fw_answer_item_get_text (item, "person");
    }
  if (known)
    {
      origin.from = "review";
      origin.id = fw_record_get_id (self->review);
    }
  fw_debrief_button_set (fw_contact_detail_get_debrief (self->detail),
                         fw_page_get_client (FW_PAGE (self)), item != NULL ? &origin : NULL);
}

static void
show_sheet (FwReviewsPage *self)
{
  self->dirty = FALSE;
  if (self->review != NULL)
    show_review (self);
  else
    show_new (self);
  fw_record_moves_show (self->moves, fw_page_get_client (FW_PAGE (self)),
                        is_draft (self) ? NULL : self->review);
  gtk_widget_set_visible (GTK_WIDGET (self->moves), !is_draft (self));
  gtk_widget_set_visible (self->hand_in, is_draft (self) && may_write (self));
  show_total (self);
  show_debrief (self);
  if (self->go_on)
    fw_review_sheet_focus_open (self->sheet);
  self->go_on = FALSE;
}

static void
changed_cb (FwReviewsPage *self)
{
  self->dirty = TRUE;
  show_total (self);
}

static void
review_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwReviewsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FwRecord *review = fw_record_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->review, fw_record_unref);
  self->review = review;
  if (self->review == NULL)
    fw_page_show_error (FW_PAGE (self), error);
  show_sheet (self);
}

/* ---- storing ---- */

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwReviewsPage) self = user_data;

  if (!fw_record_moves_finish (FW_PAGE (self), result))
    return;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
written_cb (FwPage *page, gboolean handed_in)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (page);

  self->handing = FALSE;
  self->go_on = handed_in;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (page));
}

static void
store (FwReviewsPage *self, gboolean hand_in)
{
  g_autofree char *scores = fw_review_sheet_get_scores (self->sheet);
  g_autofree char *comments = fw_review_sheet_get_comments (self->sheet);
  const guint place = fw_answer_items_find (G_LIST_MODEL (self->items), self->shown);
  g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), place);
  JsonObject *form = get_form (self);
  g_autoptr (FwRecord) record = NULL;

  if (self->review != NULL)
    record = fw_record_copy (self->review);
  else if (item != NULL && form != NULL)
    record = fw_review_make (fw_page_get_client (FW_PAGE (self)), item, form);
  if (record == NULL)
    return;
  fw_record_put_text (record, "scores", scores);
  fw_record_put_text (record, "comments", *comments != '\0' ? comments : NULL);
  self->dirty = FALSE;
  self->handing = hand_in;
  fw_review_write (FW_PAGE (self), record, hand_in, written_cb);
}

static void
hand_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (widget);
  const guint open = fw_review_sheet_count_open (self->sheet);
  g_autofree char *text = NULL;

  if (self->shown == NULL || !is_draft (self) || !may_write (self) || self->handing)
    return;
  if (open == 0)
    {
      store (self, TRUE);
      return;
    }
  text = g_strdup_printf (
      ngettext ("%u item is not scored yet.", "%u items are not scored yet.", open), open);
  fw_page_toast (FW_PAGE (self), text);
  fw_review_sheet_focus_open (self->sheet);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (widget);

  if (self->dirty && may_write (self))
    store (self, FALSE);
}

static void
move_chosen_cb (
    FwReviewsPage *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  fw_record_moves_make (FW_PAGE (self), record, move, reason, names, moved_cb);
}

/* ---- the chosen row ---- */

static void
show_contact (FwReviewsPage *self, FwAnswerItem *item)
{
  JsonObject *contact = item != NULL ? fw_answer_item_get_object (item, "contact") : NULL;
  g_autoptr (FwContactFacts) facts = contact != NULL ? fw_contact_facts_read (contact, NULL) : NULL;
  g_autofree char *why = item != NULL ? fw_review_write_why (item) : NULL;

  fw_contact_detail_show (self->detail, facts, NULL);
  gtk_label_set_text (self->title, item != NULL ? fw_answer_item_get_text (item, "name") : "");
  gtk_label_set_text (self->why, why != NULL ? why : "");
}

/* What was scored of the one before stays as a draft: nobody has to think of saving. */
static void
show_chosen (FwReviewsPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const char *id = item != NULL ? fw_answer_item_get_text (item, "id") : NULL;
  JsonObject *review = item != NULL ? fw_answer_item_get_object (item, "review") : NULL;
  const gboolean same = g_strcmp0 (id, self->shown) == 0;

  if (same && self->dirty)
    return;
  if (!same && self->dirty && may_write (self))
    store (self, FALSE);
  fw_record_ask_stop (&self->cancellable);
  if (!same)
    {
      g_free (self->shown);
      self->shown = g_strdup (id);
      show_contact (self, item);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->pane), item != NULL);
  if (review == NULL)
    {
      g_clear_pointer (&self->review, fw_record_unref);
      show_sheet (self);
      return;
    }
  fw_record_ask_anew (&self->cancellable, fw_page_get_client (FW_PAGE (self)), "review",
                      fw_json_find_text (review, "id"), review_cb, g_object_ref (self));
}

static void
selection_cb (FwReviewsPage *self)
{
  if (!self->replacing)
    show_chosen (self);
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  fw_review_sheet_focus_open (FW_REVIEWS_PAGE (data)->sheet);
}

/* ---- the answer ---- */

static void
replace_rows (FwReviewsPage *self, JsonArray *rows)
{
  self->replacing = TRUE;
  fw_live_grid_take_answers (self->grid, self->items, rows);
  self->replacing = FALSE;
  show_chosen (self);
}

/* A centre without forms takes those that come with the program. */
static void
show_offer (FwReviewsPage *self)
{
  const gboolean offers = json_array_get_length (self->forms) == 0 &&
                          fw_asking_page_may_write (FW_ASKING_PAGE (self), "review-form");

  gtk_widget_set_visible (self->take_forms, offers);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reviews.take-forms", offers);
}

static void
show_week (FwReviewsPage *self, JsonObject *answer)
{
  g_autofree char *text = fw_review_figures_write_week (answer);

  gtk_label_set_text (self->week, text);
  fw_page_set_subtitle (FW_PAGE (self), text);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rows, *forms;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error) ||
      !fw_json_get_array (answer, "forms", &forms, error))
    return FALSE;
  g_clear_pointer (&self->forms, json_array_unref);
  self->forms = json_array_ref (forms);
  if (self->form >= json_array_get_length (forms))
    self->form = 0;
  show_offer (self);
  show_week (self, answer);
  fw_review_parts_show_counts (self->parts, answer);
  fw_review_columns_show_state (self->grid,
                                fw_review_parts_get (self->parts) != FW_REVIEW_PART_TODO);
  fw_review_figures_show (self->figures, answer);
  replace_rows (self, rows);
  fw_asking_page_show_part (page, self->stack,
                            fw_json_find_count (answer, "contacts") > 0 ? "plan" : "empty");
  return TRUE;
}

static void
fw_reviews_page_ask (FwAskingPage *page)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (page);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "reviews?part=%s&week=today-%d", fw_review_parts_get_name (self->parts),
                   self->weeks_back * WEEK);
  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

static void
part_cb (FwReviewsPage *self)
{
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
go_week (FwReviewsPage *self, int step)
{
  self->weeks_back = MAX (self->weeks_back + step, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reviews.later", self->weeks_back > 0);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_week (FW_REVIEWS_PAGE (widget), 1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_week (FW_REVIEWS_PAGE (widget), -1);
}

/* Another form, as long as nothing was scored by this one. */
static void
form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (widget);

  if (self->review != NULL || self->dirty || self->forms == NULL ||
      json_array_get_length (self->forms) == 0)
    return;
  self->form = (self->form + 1) % json_array_get_length (self->forms);
  self->go_on = TRUE;
  show_sheet (self);
}

static void
take_forms_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_record_offer_take (FW_PAGE (widget), "review-forms");
}

static void
queue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_REVIEWS_PAGE (widget)->grid));
}

/* Of a review that is handed in, wherever nothing is typed. */
static gboolean
key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  FwReviewsPage *self = data;

  if (is_draft (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  return key >= GDK_KEY_1 && key <= GDK_KEY_9 &&
         fw_record_moves_press (self->moves, key - GDK_KEY_1);
}

/* ---- the page ---- */

static void
fw_reviews_page_setup (FwPage *page)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (page);
  FwClient *client = fw_page_get_client (page);

  FW_PAGE_CLASS (fw_reviews_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "reviews.hand-in", NULL);
  fw_page_add_key (page, "<Control>KP_Enter", "reviews.hand-in", NULL);
  fw_page_add_key (page, "<Control>s", "reviews.save", NULL);
  fw_page_add_key (page, "<Control>m", "reviews.form", NULL);
  fw_page_add_key (page, "<Control>t", "reviews.take-forms", NULL);
  fw_page_add_key (page, "<Alt>Page_Up", "reviews.earlier", NULL);
  fw_page_add_key (page, "<Alt>Page_Down", "reviews.later", NULL);
  self->names = fw_names_new (client, fw_page_get_cancellable (page));
  self->detail = FW_CONTACT_DETAIL (fw_contact_detail_new (client, self->names));
  gtk_widget_set_vexpand (GTK_WIDGET (self->detail), TRUE);
  gtk_box_append (self->pane, GTK_WIDGET (self->detail));
  /* Who does not score looks at what waits for them. */
  if (!may_write (self))
    fw_review_parts_choose (self->parts, FW_REVIEW_PART_WAITING);
  show_sheet (self);
  gtk_widget_set_visible (GTK_WIDGET (self->pane), FALSE);
}

static void
fw_reviews_page_focus (FwPage *page)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (page);

  if (fw_live_grid_count (self->grid) == 0 || !gtk_widget_grab_focus (GTK_WIDGET (self->grid)))
    gtk_widget_grab_focus (GTK_WIDGET (self->parts));
}

static char *
fw_reviews_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_REVIEWS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_reviews_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_REVIEWS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_reviews_page_dispose (GObject *object)
{
  FwReviewsPage *self = FW_REVIEWS_PAGE (object);

  fw_record_ask_stop (&self->cancellable);
  g_clear_object (&self->items);
  g_clear_object (&self->names);
  g_clear_pointer (&self->forms, json_array_unref);
  g_clear_pointer (&self->review, fw_record_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (fw_reviews_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/reviews/fw-reviews-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, queue);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, parts);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, take_forms);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, week);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, why);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, total);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, keys);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, hand_in);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, figures);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FwReviewsPage, sheet);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
}

static void
fw_reviews_page_class_init (FwReviewsPageClass *klass)
{
  static const char *const kinds[] = { "review", "review-form", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_FOLD_BOX); /* the template names them */
  g_type_ensure (FW_TYPE_RECORD_MOVES);
  g_type_ensure (FW_TYPE_REVIEW_PARTS);
  g_type_ensure (FW_TYPE_REVIEW_SHEET);
  g_type_ensure (FW_TYPE_REVIEW_FIGURES);
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_reviews_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_reviews_page_dispose;
  page_class->setup = fw_reviews_page_setup;
  page_class->focus = fw_reviews_page_focus;
  page_class->copy = fw_reviews_page_copy;
  page_class->list = fw_reviews_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "reviews.hand-in", NULL, hand_in_action);
  gtk_widget_class_install_action (widget_class, "reviews.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "reviews.form", NULL, form_action);
  gtk_widget_class_install_action (widget_class, "reviews.take-forms", NULL, take_forms_action);
  gtk_widget_class_install_action (widget_class, "reviews.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "reviews.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "reviews.queue", NULL, queue_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "reviews.queue", NULL);
}

static void
fw_reviews_page_init (FwReviewsPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->weeks_back = 1;
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("reviews", _ ("Contacts to review")));
  fw_review_columns_add (self->grid);
  fw_live_grid_set_presorted (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (self->queue, GTK_WIDGET (self->grid));
}
