/* SPDX-License-Identifier: EUPL-1.2
 *
 * The team's half of the tickets: ticket_list.h.
 */
#include "ticket_list.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 64 << 20 };

static int
compare(const void *a, const void *b)
{
	const struct listed_ticket *left = a, *right = b;
	int order = memcmp(left->hash, right->hash, TICKET_HALF_BYTES);

	return order != 0 ? order : view_compare(left->questionnaire, right->questionnaire);
}

bool
ticket_list_read(struct ticket_list *list, const char *path, struct error *err)
{
	static const char head[] = "survey tickets 1 ";
	struct view rest, questionnaire = { NULL, 0 };
	size_t room = 0;
	unsigned number = 0;

	if (!buf_read_file(&list->text, path, FILE_MAX, err))
		return false;
	rest = buf_view(&list->text);
	while (rest.len > 0) {
		struct view line = view_cut(&rest, '\n');
		struct listed_ticket ticket;

		number++;
		if (view_starts(line, head)) {
			questionnaire =
			    (struct view){ line.ptr + sizeof(head) - 1, line.len - sizeof(head) + 1 };
			continue;
		}
		if (questionnaire.len == 0 || !ticket_half_read(line, ticket.hash))
			return fail(err, ERROR_INVALID,
			            "%s, line %u: not a list of tickets as `survey tickets` makes it", path,
			            number);
		ticket.questionnaire = questionnaire;
		if (list->count == room) {
			room = room == 0 ? 256 : 2 * room;
			list->list = xrealloc(list->list, room, sizeof(*list->list));
		}
		list->list[list->count++] = ticket;
	}
	if (list->count == 0)
		return fail(err, ERROR_INVALID, "%s holds no tickets", path);
	qsort(list->list, list->count, sizeof(*list->list), compare);
	return true;
}

void
ticket_list_release(struct ticket_list *list)
{
	free(list->list);
	buf_wipe(&list->text);
	*list = TICKET_LIST_INIT;
}

size_t
ticket_list_count(const struct ticket_list *list, struct view questionnaire)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += view_equal(list->list[i].questionnaire, questionnaire);
	return count;
}

bool
ticket_list_has(const struct ticket_list *list, struct view questionnaire, struct view half)
{
	struct listed_ticket ticket = { .questionnaire = questionnaire };
	uint8_t b[TICKET_HALF_BYTES];

	if (!ticket_half_read(half, b))
		return false;
	ticket_half_hash(b, ticket.hash);
	return list->count > 0 &&
	       bsearch(&ticket, list->list, list->count, sizeof(*list->list), compare) != NULL;
}
