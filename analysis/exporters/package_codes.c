/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook and the findings of a package: package.h.
 */
#include "package_parts.h"

#include <stdlib.h>
#include <strings.h>

static const struct view nobody = { "", 0 };

/* ---- The codebook ---------------------------------------------------------------------------------------- */

static bool
name_is_taken(const struct codebook *codebook, const struct package *package, const struct code *code,
              struct view name)
{
	for (size_t i = 0; i < package->code_count; i++)
		if (package->codes[i].name.len == name.len &&
		    strncasecmp(package->codes[i].name.ptr, name.ptr, name.len) == 0)
			return true;
	for (size_t i = 0; i < codebook->count; i++)
		if (&codebook->list[i] != code && codebook->list[i].into.len == 0 &&
		    codebook->list[i].name.len == name.len &&
		    strncasecmp(codebook->list[i].name.ptr, name.ptr, name.len) == 0)
			return true;
	return false;
}

/* Programs that read a codebook lose codes of the same name, wherever they stand in it. */
static struct view
own_name(const struct codebook *codebook, struct package *package, const struct code *code)
{
	struct view name = code->name.len > 0 ? code->name : code->id;

	while (name_is_taken(codebook, package, code, name))
		name = arena_printf(&package->arena, "%.*s (%.*s)", VIEW_ARGS(name), VIEW_ARGS(code->id));
	return name;
}

static size_t
number_of(const struct package *package, const struct code *code)
{
	while (code != NULL && code->into.len > 0)
		code = code->above;
	for (size_t i = 0; code != NULL && i < package->code_count; i++)
		if (view_equal(package->codes[i].id, code->id))
			return i;
	return PACKAGE_NONE;
}

enum {
	CODE_ID,
	CODE_NAME,
	CODE_PARENT,
	CODE_DEFINITION,
	CODE_KEYWORDS,
	CODE_COLOUR,
	CODE_STATE,
	CODE_EXAMPLE
};

static void
add_codebook_sheet(struct package *package)
{
	struct sheet *sheet = package_add_sheet(package, VIEW("codebook"), VIEW("The codebook"));

	sheet_add_column(sheet, VIEW("id"), VIEW("Tag"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("name"), VIEW("Name"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("parent"), VIEW("Below"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("definition"), VIEW("Definition"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("keywords"), VIEW("Keywords"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("colour"), VIEW("Colour"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("state"), VIEW("State"), SHEET_TEXT);
	if (package->settings.internal)
		sheet_add_column(sheet, VIEW("example"), VIEW("Example"), SHEET_TEXT);
	for (size_t i = 0; i < package->code_count; i++) {
		const struct package_code *code = &package->codes[i];
		union sheet_value *row = sheet_add_row(sheet);

		row[CODE_ID].text = code->id;
		row[CODE_NAME].text = code->name;
		row[CODE_PARENT].text =
		    code->parent == PACKAGE_NONE ? nobody : package->codes[code->parent].id;
		row[CODE_DEFINITION].text = code->definition;
		row[CODE_KEYWORDS].text = code->keywords;
		row[CODE_COLOUR].text = code->colour;
		row[CODE_STATE].text = code->retired ? VIEW("retired") : VIEW("used");
		if (package->settings.internal)
			row[CODE_EXAMPLE].text = code->example;
	}
}

static struct view
copy(struct package *package, struct view text)
{
	return arena_copy(&package->arena, text);
}

void
package_codes(struct package *package, struct coding *coding)
{
	struct codebook codebook = CODEBOOK_INIT;

	codebook_make(&codebook, coding);
	package->codes = arena_array(&package->arena, codebook.count, sizeof(*package->codes));
	for (size_t i = 0; i < codebook.count; i++) {
		const struct code *code = &codebook.list[i];

		if (code->into.len > 0)
			continue;
		package->codes[package->code_count] = (struct package_code){
			.id = copy(package, code->id),
			.name = copy(package, own_name(&codebook, package, code)),
			.definition = copy(package, code->definition),
			.example = package->settings.internal ? copy(package, code->example) : nobody,
			.keywords = copy(package, code->keywords),
			.colour = copy(package, code->colour),
			.parent = number_of(package, code->above),
			.retired = code->retired,
		};
		package->code_count++;
	}
	codebook_release(&codebook);
	add_codebook_sheet(package);
}

/* ---- Findings -------------------------------------------------------------------------------------------- */

static bool
goes_out(const struct package *package, struct coding *coding, const struct finding *finding)
{
	return package->settings.internal ? finding->into.len == 0 : finding_goes_out(coding, finding);
}

/* The ids of findings are made of their titles: a reference to one that does not go out would give its title away. */
static struct view
part_value(const struct package *package, struct coding *coding, const struct findings *findings,
           const struct finding *finding, const struct finding_part *part)
{
	const struct finding *other;
	struct view value;

	if (coding_value(coding, DECISION_FINDING, finding->id, view_of(part->name), nobody, &value) !=
	    CODING_VALUE)
		return nobody;
	if (part->form != FINDING_REFERENCE)
		return value;
	other = value.len == 0 ? NULL : findings_find(findings, finding_resolve(coding, value));
	return other != NULL && goes_out(package, coding, other) ? other->id : nobody;
}

static struct view
tags_of(struct package *package, struct coding *coding, const struct finding *finding)
{
	struct view tags = nobody;

	for (size_t i = 0; i < package->code_count; i++) {
		struct view part = arena_printf(&package->arena, "tag/%.*s", VIEW_ARGS(package->codes[i].id));

		if (coding_is(coding, DECISION_FINDING, finding->id, part, nobody, "yes"))
			tags = arena_printf(&package->arena, "%.*s%s%.*s", VIEW_ARGS(tags),
			                    tags.len > 0 ? ", " : "", VIEW_ARGS(package->codes[i].id));
	}
	return tags;
}

void
package_findings(struct package *package, struct coding *coding)
{
	struct sheet *sheet = package_add_sheet(package, VIEW("findings"), VIEW("The findings"));
	struct findings findings = FINDINGS_INIT;

	findings_make(&findings, coding);
	sheet_add_column(sheet, VIEW("id"), VIEW("Bevinding"), SHEET_TEXT);
	for (size_t p = 0; finding_parts[p].name != NULL; p++)
		sheet_add_column(sheet, view_of(finding_parts[p].name), view_of(finding_parts[p].label),
		                 SHEET_TEXT);
	sheet_add_column(sheet, VIEW("tags"), VIEW("Tags"), SHEET_TEXT);
	for (size_t f = 0; f < findings.count; f++) {
		const struct finding *finding = &findings.list[f];
		union sheet_value *row;
		size_t at = 0;

		if (!goes_out(package, coding, finding))
			continue;
		row = sheet_add_row(sheet);
		row[at++].text = copy(package, finding->id);
		for (size_t p = 0; finding_parts[p].name != NULL; p++)
			row[at++].text =
			    copy(package, part_value(package, coding, &findings, finding, &finding_parts[p]));
		row[at].text = tags_of(package, coding, finding);
	}
	findings_release(&findings);
}
