/* SPDX-License-Identifier: EUPL-1.2
 *
 * Values in Markdown: markdown.hh.
 */
#include "markdown.hh"

#include <cstring>
#include <strings.h>

#include <ctemplate/template_modifiers.h>

namespace
{

const char modifier_name[] = "x-markdown";

/* What means something anywhere in a line. */
bool
always_means(char c)
{
	return c != '\0' && std::strchr("\\`*_{}[]<>|~$^&@", c) != nullptr;
}

/* What GitHub's Markdown makes a link of without being asked: "https://", "www.". */
bool
begins_link(const char *in, size_t size, size_t at)
{
	return (in[at] == ':' && size - at > 2 && in[at + 1] == '/' && in[at + 2] == '/') ||
	       (in[at] == '.' && at > 2 && strncasecmp(in + at - 3, "www", 3) == 0);
}

bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where the character stands that means something only where a line begins, as a value may: "- ", "# ", "12. "; `size` when there is
 * none. */
size_t
start_that_means(const char *in, size_t size)
{
	size_t at = 0;

	while (at < size && in[at] == ' ')
		at++;
	if (at < size && in[at] != '\0' && std::strchr("#+-=:%", in[at]) != nullptr)
		return at;
	while (at < size && is_digit(in[at]))
		at++;
	return at < size && at > 0 && is_digit(in[at - 1]) && (in[at] == '.' || in[at] == ')') ? at : size;
}

class markdown_modifier : public ctemplate::TemplateModifier
{
      public:
	void
	Modify(const char *in, size_t size, const ctemplate::PerExpandData *data,
	       ctemplate::ExpandEmitter *out, const std::string &argument) const override
	{
		size_t start = start_that_means(in, size);

		(void)data;
		(void)argument;
		for (size_t i = 0; i < size; i++) {
			if (always_means(in[i]) || i == start || begins_link(in, size, i))
				out->Emit('\\');
			out->Emit(in[i] == '\n' || in[i] == '\r' || in[i] == '\t' ? ' ' : in[i]);
		}
	}
};

/* Whether what stands between {{ and }} is a value that was not given a modifier. */
bool
is_value(const std::string &marker)
{
	return !marker.empty() && std::strchr("#/>!%=", marker[0]) == nullptr &&
	       marker.find(':') == std::string::npos;
}

} // namespace

void
markdown_add_modifier()
{
	static const markdown_modifier modifier;

	/* False when it is known already, which is as good. */
	ctemplate::AddXssSafeModifier(modifier_name, &modifier);
}

std::string
markdown_template(const std::string &text)
{
	std::string out;
	std::string::size_type at = 0, start, end;

	while ((start = text.find("{{", at)) != std::string::npos &&
	       (end = text.find("}}", start)) != std::string::npos) {
		std::string marker = text.substr(start + 2, end - start - 2);

		out.append(text, at, start - at);
		out += "{{" + marker + (is_value(marker) ? std::string(":") + modifier_name : "") + "}}";
		at = end + 2;
	}
	out.append(text, at, std::string::npos);
	return out;
}
