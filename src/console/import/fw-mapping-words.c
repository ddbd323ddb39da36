/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-words.h"

#include "charts/fw-format.h"
#include "console/import/fw-mapping-choice.h"
#include "console/import/fw-mapping-title.h"

/* Understood ones beyond these are only counted. */
#define MOST_WORDS 10

/* Choices that are no meaning of ours. */
#define NOTHING "\x01nothing"
#define LEAVE_OUT "\x01leave-out"

/** One word on screen. */
typedef struct
{
  char *as;
  char *header;
  char *word;
  FwMappingChoice *choice; /* in the tree */
  GtkLabel *rows;
} Line;

struct _FwMappingWords
{
  AdwBin parent_instance;

  GtkBox *box;
  GPtrArray *lines; /* Line */
  const FwInspection *inspection;
  FwMappingDraft *draft;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingWords, fw_mapping_words, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
free_line (gpointer data)
{
  Line *line = data;

  g_free (line->as);
  g_free (line->header);
  g_free (line->word);
  g_free (line);
}

static const char *
name_state (FwMappingWords *self, const FwListWord *word)
{
  if (fw_inspection_is_ignored (self->inspection, word->header, word->word))
    return LEAVE_OUT;
  if (word->meaning == NULL)
    return "";
  return g_str_equal (word->meaning, "nothing") || g_str_equal (word->meaning, "nobody")
             ? NOTHING
             : word->meaning;
}

static void
chosen_cb (FwMappingChoice *choice, FwMappingWords *self)
{
  const Line *line = g_object_get_data (G_OBJECT (choice), "line");
  const char *name = fw_mapping_choice_get (choice);
  gboolean leave_out = g_str_equal (name, LEAVE_OUT);

  if (*name == '\0')
    return;
  fw_mapping_draft_ignore (self->draft, line->header, line->word, leave_out);
  if (!leave_out)
    fw_mapping_draft_set_word (self->draft, line->as, line->word,
                               g_str_equal (name, NOTHING) ? NULL : name);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
names_person (const char *role)
{
  return g_str_equal (role, "agent") || g_str_equal (role, "customer");
}

/* What a word may mean; the blank choice stands there only as long as nothing is chosen. */
static void
fill_choice (FwMappingWords *self, const FwListWord *word, FwMappingChoice *choice)
{
  g_auto (GStrv) meanings = fw_inspection_dup_meanings (self->inspection, word->column);
  const char *state = name_state (self, word);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  if (*state == '\0')
    {
      g_ptr_array_add (names, (char *) "");
      g_ptr_array_add (titles, (char *) _ ("● not understood"));
    }
  for (guint i = 0; meanings[i] != NULL; i++)
    {
      g_ptr_array_add (names, meanings[i]);
      g_ptr_array_add (titles, (char *) fw_mapping_title_of_meaning (meanings[i]));
    }
  g_ptr_array_add (names, (char *) NOTHING);
  g_ptr_array_add (titles,
                   (char *) (names_person (word->column) ? _ ("nobody") : _ ("says nothing")));
  g_ptr_array_add (names, (char *) LEAVE_OUT);
  g_ptr_array_add (titles, (char *) _ ("leave these rows out"));
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (titles, NULL);
  fw_mapping_choice_fill (choice, (const char *const *) names->pdata,
                          (const char *const *) titles->pdata);
  fw_mapping_choice_show (choice, state);
}

static Line *
find_line (FwMappingWords *self, const FwListWord *word)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (g_str_equal (line->as, word->column) && g_str_equal (line->word, word->word) &&
          g_str_equal (line->header, word->header))
        return line;
    }
  return NULL;
}

static void
show_line (FwMappingWords *self, Line *line, const FwListWord *word)
{
  g_autofree char *count = fw_format_count ((gint64) word->rows);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) word->rows), count);

  gtk_label_set_text (line->rows, text);
  fill_choice (self, word, line->choice);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_line (FwMappingWords *self, GtkGrid *grid, int row, const FwListWord *word)
{
  const char *shown = *word->word != '\0' ? word->word : _ ("(empty)");
  /* Translators: the first %s is a word of the file, the second the column it stands in. */
  g_autofree char *name = g_strdup_printf (_ ("What “%s” in “%s” means"), shown, word->header);
  GtkWidget *choice = fw_mapping_choice_new (name);
  GtkWidget *label = create_label (shown, NULL);
  Line *line = g_new0 (Line, 1);

  line->as = g_strdup (word->column);
  line->header = g_strdup (word->header);
  line->word = g_strdup (word->word);
  line->choice = FW_MAPPING_CHOICE (choice);
  line->rows = GTK_LABEL (create_label ("", "dim-label"));
  gtk_widget_add_css_class (GTK_WIDGET (line->rows), "figures");
  gtk_label_set_xalign (line->rows, 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 18);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_hexpand (choice, FALSE);
  g_object_set_data (G_OBJECT (choice), "line", line);
  g_signal_connect_object (choice, "chosen", G_CALLBACK (chosen_cb), self, 0);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (line->rows), 1, row, 1, 1);
  gtk_grid_attach (grid, choice, 2, row, 1, 1);
  g_ptr_array_add (self->lines, line);
  show_line (self, line, word);
}

static gint
compare_words (gconstpointer a, gconstpointer b)
{
  const FwListWord *x = *(const FwListWord *const *) a, *y = *(const FwListWord *const *) b;

  if ((x->meaning == NULL) != (y->meaning == NULL))
    return x->meaning == NULL ? -1 : 1;
  if (x->rows != y->rows)
    return x->rows > y->rows ? -1 : 1;
  return g_strcmp0 (x->word, y->word);
}

/* Returns: (transfer container): the words of @role in the order in which they are shown. */
static GPtrArray *
find_words (const FwInspection *inspection, const char *role)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < inspection->list.words->len; i++)
    {
      FwListWord *word = g_ptr_array_index (inspection->list.words, i);

      if (g_str_equal (word->column, role))
        g_ptr_array_add (found, word);
    }
  g_ptr_array_sort (found, compare_words);
  return found;
}

static void
add_role (FwMappingWords *self, const char *role)
{
  g_autoptr (GPtrArray) words = find_words (self->inspection, role);
  GtkWidget *box, *grid, *more;
  g_autofree char *title = NULL;
  guint shown = 0, hidden = 0;

  if (words->len == 0)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  title = g_strdup_printf ("%s · “%s”", fw_mapping_title_of_role (role),
                           ((const FwListWord *) g_ptr_array_index (words, 0))->header);
  gtk_box_append (GTK_BOX (box), create_label (title, "field-label"));
  for (guint i = 0; i < words->len; i++)
    {
      const FwListWord *word = g_ptr_array_index (words, i);

      if (word->meaning != NULL && shown >= MOST_WORDS)
        hidden++;
      else
        add_line (self, GTK_GRID (grid), (int) shown++, word);
    }
  gtk_box_append (GTK_BOX (box), grid);
  if (hidden > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("and %u other that is understood", "and %u others that are understood", hidden),
          hidden);

      more = create_label (text, "dim-label");
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_box_append (self->box, box);
}

static void
build (FwMappingWords *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_ptr_array_set_size (self->lines, 0);
  for (char **role = self->inspection->roles; *role != NULL; role++)
    add_role (self, *role);
  gtk_widget_set_visible (GTK_WIDGET (self), self->lines->len > 0);
}

/* Words that were chosen for stay where they are: nothing jumps under the hand, and the focus
 * stays.
 */
static gboolean
reshow (FwMappingWords *self)
{
  guint found = 0;

  for (char **role = self->inspection->roles; *role != NULL; role++)
    {
      g_autoptr (GPtrArray) words = find_words (self->inspection, *role);

      for (guint i = 0; i < words->len; i++)
        {
          const FwListWord *word = g_ptr_array_index (words, i);

          if (find_line (self, word) != NULL)
            found++;
          else if (word->meaning == NULL || words->len <= MOST_WORDS)
            return FALSE;
        }
    }
  if (found != self->lines->len)
    return FALSE;
  for (guint i = 0; i < self->inspection->list.words->len; i++)
    {
      const FwListWord *word = g_ptr_array_index (self->inspection->list.words, i);
      Line *line = find_line (self, word);

      if (line != NULL)
        show_line (self, line, word);
    }
  return TRUE;
}

static void
fw_mapping_words_finalize (GObject *object)
{
  g_ptr_array_unref (FW_MAPPING_WORDS (object)->lines);

  G_OBJECT_CLASS (fw_mapping_words_parent_class)->finalize (object);
}

static void
fw_mapping_words_class_init (FwMappingWordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_mapping_words_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_MAPPING_WORDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_mapping_words_init (FwMappingWords *self)
{
  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
fw_mapping_words_show (FwMappingWords *self, const FwInspection *inspection, FwMappingDraft *draft)
{
  g_return_if_fail (FW_IS_MAPPING_WORDS (self));
  g_return_if_fail (inspection != NULL && draft != NULL);

  self->inspection = inspection;
  self->draft = draft;
  if (self->lines->len == 0 || !reshow (self))
    build (self);
}

GtkWidget *
fw_mapping_words_find_question (FwMappingWords *self)
{
  g_return_val_if_fail (FW_IS_MAPPING_WORDS (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (*fw_mapping_choice_get (line->choice) == '\0')
        return GTK_WIDGET (line->choice);
    }
  return NULL;
}
