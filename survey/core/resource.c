/* SPDX-License-Identifier: EUPL-1.2
 *
 * Finding a file that the program carries inside: include/resource.h.
 */
#include "resource.h"

#include <string.h>

struct view
resource_find(const char *name)
{
	const struct resource *resource = resources;

	while (resource->name != NULL && strcmp(resource->name, name) != 0)
		resource++;
	return resource->name == NULL
	         ? (struct view){ NULL, 0 }
	         : (struct view){ (const char *)resource->start, (size_t)(resource->end - resource->start) };
}
