/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of outcome.h share: tables of an outcome, and a function for each method. Not for anybody else.
 */
#ifndef OUTCOME_INSIDE_H
#define OUTCOME_INSIDE_H

#include "outcome.h"

/* ---- Tables: in the outcome's arena, all values OUTCOME_NONE ---- */

struct outcome_table *outcome_add_table(struct outcome *outcome, const char *name, const char *title,
                                        size_t rows, size_t columns);
void outcome_name_columns(struct outcome_table *table, const char *const *names); /* ends with NULL */
struct outcome_value *outcome_value_at(struct outcome_table *table, size_t row, size_t column);

struct outcome_value outcome_text(struct view text);
struct outcome_value outcome_count(uint64_t count);
struct outcome_value outcome_number(double number);
struct outcome_value outcome_hidden(const char *instead);

void outcome_add_note(struct outcome *outcome, struct view note);

/* The items by band, then as they stand in the questionnaire. */
size_t *outcome_by_band(struct outcome *outcome, const size_t *bands, size_t count);

/* The first columns of a table with a row for each item. */
void outcome_fill_items(struct outcome_table *table, const struct answers *answers, const size_t *order,
                        const size_t *bands);

/* One row of text for each of a list, which may be empty. */
void outcome_add_list(struct outcome *outcome, const char *name, const char *title,
                      const struct answers *answers, const struct view *whys);

/* Whether so many are a minority to be named. */
bool outcome_is_substantial(const struct outcome *outcome, uint64_t people, uint64_t of);

/* ---- Methods ---- */

void outcome_make_ranked(struct outcome *outcome, const struct answers *answers,
                         const struct ballot_tables *tables);
bool outcome_make_paired(struct outcome *outcome, const struct answers *answers, double ridge,
                         struct error *err) MUST_CHECK;
void outcome_make_voted(struct outcome *outcome, const struct answers *answers,
                        const struct ballot_tables *tables);

#endif
