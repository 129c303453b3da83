/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the two forms of REFI-QDA 1.0 (codebook, project) share. GUIDs are made of what they name, so an export is
 * reproducible and the same tag has the same GUID in every study.
 */
#ifndef REFI_H
#define REFI_H

#include "package.h"
#include "uuid.h"
#include "xml.h"

#define REFI_ORIGIN "analysis " SURVEY_VERSION

/* The GUID of something: "code" and its id, "source" and its name, … */
void refi_guid(const char *what, struct view name, char text[UUID_TEXT]);

/* What a tag is, for people: there is one field for all of it. The keywords stand last, between brackets, on a line of their own. */
void refi_description(struct view definition, struct view example, struct view keywords, struct buf *text);

/* The element Codes. There must be a code. */
void refi_codes(struct xml *xml, const struct package *package);

#endif
