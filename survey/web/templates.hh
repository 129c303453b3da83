/* SPDX-License-Identifier: EUPL-1.2
 *
 * The parsed templates that all pages share (page.cc); nobody else needs them.
 */
#ifndef TEMPLATES_HH
#define TEMPLATES_HH

#include <map>
#include <memory>
#include <set>
#include <string>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>

/* How a template is laid out: of Markdown (NAME.md.tpl) every line end counts. */
ctemplate::Strip templates_strip(const std::string &file);

struct templates {
	ctemplate::TemplateCache cache; /* frozen, so threads may share it */
	std::set<std::string> files;
	std::map<std::string, std::string> includes; /* FOOTER -> footer.tpl */
};

/* All templates among the resources. Throws std::exception with a text for the person who wrote the template. */
std::unique_ptr<templates> templates_load();

#endif
