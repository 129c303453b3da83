/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pages out of templates: include/page.h. The only C++ of the project (with templates.cc), and no exception leaves it: what
 * can only fail for want of memory runs inside or_end(), and new gets its memory from xmalloc.
 *
 * A page is its own ctemplate dictionary. So messages are looked up when a template asks for one instead of being
 * copied into each page, included parts see the values of the page around them, and all values stand in one
 * arena that is wiped at the end (typed answers are shown again when a form comes back with errors).
 */
extern "C" {
#include "page.h"
}

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <vector>

#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>

#include "templates.hh"

/* Memory that does not fail, for ctemplate too: the other forms of new and delete come here. */
void *
operator new(std::size_t size)
{
	return xmalloc(size);
}

void
operator delete(void *memory) noexcept
{
	std::free(memory);
}

void
operator delete(void *memory, std::size_t size) noexcept
{
	(void)size;
	std::free(memory);
}

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

namespace
{

const templates *loaded; /* written once by page_init(), before threads start */

bool
same(struct view name, const TemplateString &wanted)
{
	return name.len == wanted.size() && std::memcmp(name.ptr, wanted.data(), name.len) == 0;
}

class to_buf : public ctemplate::ExpandEmitter
{
      public:
	explicit to_buf(struct buf *out) : out_(out)
	{
	}
	void
	Emit(char c) override
	{
		buf_add_char(out_, c);
	}
	void
	Emit(const std::string &text) override
	{
		buf_add(out_, text.data(), text.size());
	}
	void
	Emit(const char *text) override
	{
		buf_add_text(out_, text);
	}
	void
	Emit(const char *text, size_t len) override
	{
		buf_add(out_, text, len);
	}

      private:
	struct buf *out_;
};

enum part_kind { SECTION, INCLUDE };

} // namespace

struct page final : TemplateDictionaryInterface {
	struct named_value {
		struct view name, value;
	};
	struct group {
		part_kind kind;
		struct view name;
		std::vector<std::unique_ptr<page>>
		    parts; /* none: the section is shown with the values around it */
	};

	page(page *around, part_kind as, const std::string &of)
	    : root(around != nullptr ? around->root : this), parent(around), kind(as), file(of)
	{
	}
	~page() override
	{
		arena_release(&arena);
	}

	group &
	own_group(part_kind wanted, const char *name)
	{
		struct view v = view_of(name);

		for (group &g : groups)
			if (g.kind == wanted && view_equal(g.name, v))
				return g;
		groups.push_back(group{ wanted, v, {} });
		return groups.back();
	}

	page *
	add_part(part_kind as, const char *name, const std::string &of)
	{
		group &g = own_group(as, name);

		g.parts.emplace_back(new page(this, as, of));
		return g.parts.back().get();
	}

	void
	take_value(const char *name, struct view value)
	{
		struct view v = view_of(name);

		for (named_value &known : values)
			if (view_equal(known.name, v)) {
				known.value = value;
				return;
			}
		values.push_back(named_value{ v, value });
	}

	/* As in ctemplate's own dictionary, the sections of a page are not those of its included parts. */
	const group *
	find_group(part_kind wanted, const TemplateString &name) const
	{
		for (const page *p = this; p != nullptr; p = p->kind == INCLUDE ? nullptr : p->parent)
			for (const group &g : p->groups)
				if (g.kind == wanted && same(g.name, name))
					return &g;
		return nullptr;
	}

	TemplateString
	message(const TemplateString &name) const
	{
		std::string id(name.data() + 2, name.size() - 2);
		struct view text = catalogue_message(root->catalogue, id.c_str());

		/* An unknown message comes back as its id, which does not outlive this function. */
		return text.ptr == id.c_str() ? TemplateString(name.data() + 2, name.size() - 2)
		                              : TemplateString(text.ptr, text.len);
	}

	TemplateString
	GetValue(const TemplateString &name) const override
	{
		for (const page *p = this; p != nullptr; p = p->parent)
			for (const named_value &known : p->values)
				if (same(known.name, name))
					return TemplateString(known.value.ptr, known.value.len);
		if (root->catalogue != nullptr && name.size() > 2 && std::memcmp(name.data(), "L_", 2) == 0)
			return message(name);
		return TemplateString(same(VIEW_OF_SPACE, name)     ? " "
		                      : same(VIEW_OF_NEWLINE, name) ? "\n"
		                                                    : "");
	}

	bool
	IsHiddenSection(const TemplateString &name) const override
	{
		return find_group(SECTION, name) == nullptr;
	}
	bool
	IsUnhiddenSection(const TemplateString &name) const override
	{
		return !IsHiddenSection(name);
	}
	bool
	IsHiddenTemplate(const TemplateString &name) const override
	{
		return find_group(INCLUDE, name) == nullptr;
	}
	const char *
	GetIncludeTemplateName(const TemplateString &name, int n) const override
	{
		return find_group(INCLUDE, name)->parts[static_cast<size_t>(n)]->file.c_str();
	}
	Iterator *
	CreateSectionIterator(const TemplateString &name) const override
	{
		return new walk(find_group(SECTION, name));
	}
	Iterator *
	CreateTemplateIterator(const TemplateString &name) const override
	{
		return new walk(find_group(INCLUDE, name));
	}
	void
	DumpToString(std::string *out, int level) const override
	{
		(void)out, (void)level;
	}

	class walk : public Iterator
	{
	      public:
		explicit walk(const group *g) : group_(g)
		{
		}
		bool
		HasNext() const override
		{
			return group_ != nullptr && next_ < group_->parts.size();
		}
		const TemplateDictionaryInterface &
		Next() override
		{
			return *group_->parts[next_++];
		}

	      private:
		const group *group_;
		size_t next_ = 0;
	};

	static constexpr struct view VIEW_OF_SPACE = { "BI_SPACE", 8 };
	static constexpr struct view VIEW_OF_NEWLINE = { "BI_NEWLINE", 10 };

	page *const root, *const parent;
	const part_kind kind;
	const std::string file;
	const struct catalogue *catalogue = nullptr; /* of the root */
	std::string wrong;                           /* of the root: why it cannot be rendered */
	struct arena arena = {};                     /* of the root: the values */
	std::vector<named_value> values;
	std::vector<group> groups;
};

namespace
{

/* An exception cannot leave a function that is noexcept. */
template <typename Work>
auto
or_end(Work work) noexcept -> decltype(work())
{
	return work();
}

/* The file must be a template; otherwise page_render() says so. */
void
check_file(page *root, const char *file)
{
	if (loaded == nullptr)
		root->wrong = "page_init() was not called";
	else if (loaded->files.count(file) == 0)
		root->wrong = std::string("there is no template ") + file;
}

} // namespace

bool
page_init(struct error *err)
{
	try {
		if (loaded == nullptr)
			loaded = templates_load().release();
		return true;
	} catch (const std::exception &problem) {
		return fail(err, ERROR_INVALID, "%s", problem.what());
	}
}

struct page *
page_new(const char *name, const struct catalogue *catalogue)
{
	return or_end([=] {
		page *root = new page(nullptr, INCLUDE, name);

		root->catalogue = catalogue;
		check_file(root, name);
		return root;
	});
}

void
page_free(struct page *page)
{
	delete page;
}

void
page_set(struct page *page, const char *name, struct view value)
{
	or_end([=] { page->take_value(name, arena_copy(&page->root->arena, value)); });
}

void
page_set_number(struct page *page, const char *name, long number)
{
	or_end([=] { page->take_value(name, arena_printf(&page->root->arena, "%ld", number)); });
}

void
page_setf(struct page *page, const char *name, const char *format, ...)
{
	va_list args, again;
	struct view value = { nullptr, 0 };
	char *text;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = std::vsnprintf(nullptr, 0, format, args);
	va_end(args);
	value.len = len < 0 ? 0 : static_cast<size_t>(len);
	text = static_cast<char *>(arena_alloc(&page->root->arena, value.len + 1));
	std::vsnprintf(text, value.len + 1, format, again);
	va_end(again);
	value.ptr = text;
	or_end([=] { page->take_value(name, value); });
}

struct page *
page_section(struct page *page, const char *name)
{
	return or_end([=] { return page->add_part(SECTION, name, page->file); });
}

void
page_show(struct page *page, const char *name)
{
	or_end([=] { page->own_group(SECTION, name); });
}

struct page *
page_include(struct page *page, const char *name, const char *file)
{
	return or_end([=] {
		check_file(page->root, file);
		if (loaded != nullptr && loaded->includes.count(name) != 0)
			page->root->wrong =
			    std::string("{{>") + name + "}} is always " + loaded->includes.at(name);
		return page->add_part(INCLUDE, name, file);
	});
}

bool
page_render(const struct page *page, struct buf *out, struct error *err)
{
	size_t before = out->len;

	try {
		to_buf emitter(out);

		if (!page->root->wrong.empty())
			return fail(err, ERROR_ABSENT, "%s", page->root->wrong.c_str());
		if (loaded->cache.ExpandNoLoad(page->file, templates_strip(page->file), page, nullptr,
		                               &emitter))
			return true;
		fail(err, ERROR_SYSTEM, "the template %s could not be rendered", page->file.c_str());
	} catch (const std::exception &problem) {
		fail(err, ERROR_SYSTEM, "the template %s could not be rendered: %s", page->file.c_str(),
		     problem.what());
	}
	if (out->data != nullptr) {
		out->len = before;
		out->data[before] = '\0';
	}
	return false;
}
