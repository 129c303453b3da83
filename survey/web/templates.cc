/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reads the templates among the resources: templates.hh. Includes with a fixed file are put into the text before
 * ctemplate parses it: it chooses the escaping of a value while parsing, and so knows what stands around the
 * included text.
 */
#include "templates.hh"

#include <iostream>
#include <sstream>
#include <stdexcept>

#include "markdown.hh"

extern "C" {
#include "resource.h"
}

namespace
{

const char pragma_start[] = "{{%AUTOESCAPE context=\"";

/* What a template may not be; the text is for the person who wrote it. */
struct template_error : std::runtime_error {
	template_error(const std::string &file, const std::string &text)
	    : std::runtime_error(file + ": " + text)
	{
	}
};

bool
ends_in(const std::string &text, const std::string &end)
{
	return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool
is_markdown(const std::string &file)
{
	return ends_in(file, ".md.tpl");
}

std::string
include_name(const std::string &file)
{
	std::string name = ends_in(file, ".tpl") ? file.substr(0, file.size() - 4) : file;

	for (char &c : name)
		c = c == '-' || c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
	return name;
}

/* Splits the AUTOESCAPE line from the rest of a template. */
std::string
cut_pragma(const std::string &file, std::string &text)
{
	std::string::size_type end = text.find("}}");
	std::string pragma;

	if (text.compare(0, sizeof(pragma_start) - 1, pragma_start) == 0 && end != std::string::npos) {
		pragma = text.substr(0, end + 2);
		text.erase(0, text[end + 2] == '\n' ? end + 3 : end + 2);
	} else if (ends_in(file, ".tpl") || text.find("{{") != std::string::npos) {
		throw template_error(file, "does not start with {{%AUTOESCAPE context=\"HTML\"}}");
	}
	return pragma;
}

/* ctemplate repeats the blanks in front of an include on each line of what is included, also inside a textarea
 * where somebody's own lines stand; so they go. */
void
drop_indentation(std::string &text)
{
	std::string::size_type end = text.find_last_not_of(" \t");
	std::string::size_type marker;

	if (end == std::string::npos) {
		text.clear();
	} else if (text[end] == '\n') {
		text.erase(end + 1);
	} else if (end > 0 && text.compare(end - 1, 2, "}}") == 0) {
		marker = text.rfind("{{", end);
		if (marker != std::string::npos && text[marker + 2] == '#')
			text.erase(end + 1);
	}
}

class inliner
{
      public:
	explicit inliner(const templates &all) : all_(all)
	{
	}

	std::string
	whole(const std::string &file)
	{
		std::string text = content(file);
		std::string pragma = cut_pragma(file, text);

		return pragma + body(file, text);
	}

      private:
	static std::string
	content(const std::string &file)
	{
		struct view found = resource_find(file.c_str());
		std::string text(found.ptr, found.len);

		return is_markdown(file) ? markdown_template(text) : text;
	}

	std::string
	body(const std::string &file, const std::string &text)
	{
		std::string out;
		std::string::size_type at = 0, start, end;

		if (!open_.insert(file).second)
			throw template_error(file, "includes itself");
		while ((start = text.find("{{", at)) != std::string::npos) {
			end = text.find("}}", start);
			if (end == std::string::npos || text[start + 2] == '=')
				throw template_error(
				    file, "has a marker that is not closed or changes the delimiters");
			out.append(text, at, start - at);
			at = end + 2;
			if (text[start + 2] == '>')
				add_include(text.substr(start + 3, end - start - 3), out);
			else if (text[start + 2] != '!')
				out.append(text, start, at - start);
		}
		out.append(text, at, std::string::npos);
		open_.erase(file);
		return out;
	}

	void
	add_include(const std::string &name, std::string &out)
	{
		std::map<std::string, std::string>::const_iterator fixed = all_.includes.find(name);
		std::string text;

		if (fixed == all_.includes.end()) {
			drop_indentation(out);
			out += "{{>" + name + "}}";
			return;
		}
		text = content(fixed->second);
		cut_pragma(fixed->second, text);
		out += body(fixed->second, text);
	}

	const templates &all_;
	std::set<std::string> open_; /* the files we are inside of */
};

/* ctemplate tells its reasons on std::cerr only; a library does not print. */
class listener
{
      public:
	listener() : old_(std::cerr.rdbuf(heard_.rdbuf()))
	{
	}
	~listener()
	{
		std::cerr.rdbuf(old_);
	}
	std::string
	heard() const
	{
		return heard_.str();
	}

      private:
	std::ostringstream heard_;
	std::streambuf *old_;
};

} // namespace

ctemplate::Strip
templates_strip(const std::string &file)
{
	return is_markdown(file) ? ctemplate::DO_NOT_STRIP : ctemplate::STRIP_BLANK_LINES;
}

std::unique_ptr<templates>
templates_load()
{
	std::unique_ptr<templates> all(new templates);
	inliner inline_includes(*all);

	markdown_add_modifier();

	for (const struct resource *resource = resources; resource->name != nullptr; resource++) {
		std::string file = resource->name;

		if (!ends_in(file, ".tpl") && !ends_in(file, ".css"))
			continue;
		if (!all->files.insert(file).second ||
		    !all->includes.emplace(include_name(file), file).second)
			throw template_error(file, "has the same name as another template");
	}
	for (const std::string &file : all->files) {
		std::string text = inline_includes.whole(file);
		listener ctemplate_says;

		if (!all->cache.StringToTemplateCache(file, text, templates_strip(file)))
			throw template_error(file, "does not parse: " + ctemplate_says.heard());
	}
	all->cache.Freeze();
	return all;
}
