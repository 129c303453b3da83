/* SPDX-License-Identifier: EUPL-1.2
 *
 * Writing XML 1.0, well-formed whatever the texts hold: what XML cannot hold becomes U+FFFD. Texts are UTF-8.
 */
#ifndef XML_H
#define XML_H

#include "text.h"

struct xml {
	struct buf *out;
	size_t depth;
	bool tag_is_open; /* attributes can still be added */
	bool text_stands; /* the element holds text: no white space may be added */
};

void xml_begin(struct xml *xml, struct buf *out); /* with the declaration */
void xml_start(struct xml *xml, const char *name);
void xml_attribute(struct xml *xml, const char *name, struct view value);
void xml_text(struct xml *xml, struct view text);
void xml_end(struct xml *xml, const char *name);
void xml_element(struct xml *xml, const char *name, struct view text); /* all of one that holds a text */

#endif
