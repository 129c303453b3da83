/* SPDX-License-Identifier: EUPL-1.2
 *
 * The proof of a release: release.h.
 */
#include "release.h"

#include <jansson.h>
#include <stdlib.h>

void
release_proof(const struct release *release, struct buf *out)
{
	json_t *root = json_object(), *hidden = json_array();
	char *text;

	for (size_t i = 0; i < release->audit.count; i++) {
		const struct audit_interval *interval = &release->audit.intervals[i];
		const struct published_number *number = &release->published.numbers[interval->number];
		json_t *one;

		if (number->derived)
			continue;
		one = json_object();
		json_object_set_new(one, "number", json_stringn(number->name.ptr, number->name.len));
		json_object_set_new(
		    one, "release",
		    json_string(interval->number < release->old_numbers ? "earlier" : "this"));
		json_object_set_new(one, "least", json_integer((json_int_t)interval->least));
		json_object_set_new(one, "most",
		                    interval->unbounded ? json_null()
		                                        : json_integer((json_int_t)interval->most));
		if (number->bounded)
			json_object_set_new(one, "rounded", json_true());
		json_array_append_new(hidden, one);
	}
	json_object_set_new(root, "threshold", json_integer(release->threshold));
	json_object_set_new(
	    root, "rule",
	    json_string(
	        "the least and the most that a hidden number can be are threshold - 1 or more apart"));
	json_object_set_new(root, "earlier_releases", json_integer((json_int_t)release->releases));
	if (release->rounding.base > 0) {
		json_object_set_new(root, "rounded_to", json_integer(release->rounding.base));
		json_object_set_new(root, "rounded_within", json_integer(release->rounding.within));
	} else {
		json_object_set_new(root, "least_cost_proved", json_boolean(release->hiding.optimal));
	}
	json_object_set_new(root, "exposed", json_integer((json_int_t)release->audit.exposed));
	json_object_set_new(root, "hidden", hidden);
	text = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	if (text == NULL)
		memory_end();
	buf_add_text(out, text);
	buf_add_char(out, '\n');
	free(text);
	json_decref(root);
}
