/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the forms in which a study is exported: SPSS files are read back with libreadstat's own reader, what has no
 * room is said, and names and GUIDs are what they must be. Whole studies: tests/http/export.test.mjs.
 */
#include "unit.h"

#include <math.h>
#include <readstat.h>
#include <time.h>

#include "analysis/exporters/numeral.h"
#include "analysis/exporters/study_exporter.h"
#include "analysis/exporters/uuid.h"
#include "analysis/exporters/xml.h"
#include "analysis/exporters/package_parts.h"
#include "coding_fixture.h"
#include "study_fixture.h"
#include "unicode.h"

enum { VARIABLES_MAX = 16, CELL = 40000 };

static struct sheet sheet;
static struct package package;

static void
setup(void)
{
	sheet = SHEET_INIT(VIEW("responses-proef"), VIEW("Proef"));
	package =
	    (struct package){ .settings = { .catalogue = catalogue_find(VIEW("nl")) },
		              .notice = VIEW("Released material only. Een tweede zin die zo lang is dat hij "
		                             "niet op een regel van tachtig bytes past."),
		              .sheets = &sheet,
		              .sheet_count = 1 };
}

static void
teardown(void)
{
	sheet_release(&sheet);
}

static struct buf
write_as(const char *name, struct buf *warnings)
{
	const struct study_exporter *exporter = study_exporter_find(view_of(name));
	const struct study_exporter_settings settings = { .sheet = &sheet };
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	ck_assert_ok(exporter->write(&package, &settings, &out, warnings, &err), &err);
	return out;
}

/* ---- SPSS ------------------------------------------------------------------------------------------------ */

struct read_back {
	struct view bytes;
	size_t at;
	int variables, rows, notes;
	char names[VARIABLES_MAX][80], labels[VARIABLES_MAX][300];
	readstat_measure_t measures[VARIABLES_MAX];
	char options[2000]; /* SET VALUE=LABEL; … */
	char first[VARIABLES_MAX][CELL];
	char file_label[80];
};

static struct read_back back;

static int
open_bytes(const char *path, void *context)
{
	(void)path, (void)context;
	return 0;
}

static int
close_bytes(void *context)
{
	(void)context;
	return 0;
}

static readstat_off_t
seek_bytes(readstat_off_t offset, readstat_io_flags_t whence, void *context)
{
	struct read_back *read = context;
	readstat_off_t from = whence == READSTAT_SEEK_SET ? 0
	                    : whence == READSTAT_SEEK_CUR ? (readstat_off_t)read->at
	                                                  : (readstat_off_t)read->bytes.len;

	if (from + offset < 0 || from + offset > (readstat_off_t)read->bytes.len)
		return -1;
	read->at = (size_t)(from + offset);
	return from + offset;
}

static ssize_t
read_bytes(void *to, size_t len, void *context)
{
	struct read_back *read = context;
	size_t left = read->bytes.len - read->at, taken = len < left ? len : left;

	memcpy(to, read->bytes.ptr + read->at, taken);
	read->at += taken;
	return (ssize_t)taken;
}

static int
take_metadata(readstat_metadata_t *metadata, void *context)
{
	struct read_back *read = context;
	const char *label = readstat_get_file_label(metadata);

	snprintf(read->file_label, sizeof(read->file_label), "%s", label == NULL ? "" : label);
	read->rows = readstat_get_row_count(metadata);
	return READSTAT_HANDLER_OK;
}

static int
take_note(int number, const char *note, void *context)
{
	struct read_back *read = context;

	(void)number;
	ck_assert_uint_le(strlen(note), 80);
	read->notes++;
	return READSTAT_HANDLER_OK;
}

static int
take_variable(int number, readstat_variable_t *variable, const char *labels, void *context)
{
	struct read_back *read = context;
	const char *label = readstat_variable_get_label(variable);

	(void)labels;
	ck_assert_int_lt(number, VARIABLES_MAX);
	read->variables = number + 1;
	read->measures[number] = readstat_variable_get_measure(variable);
	snprintf(read->names[number], sizeof(read->names[number]), "%s",
	         readstat_variable_get_name(variable));
	snprintf(read->labels[number], sizeof(read->labels[number]), "%s", label == NULL ? "" : label);
	return READSTAT_HANDLER_OK;
}

static int
take_label(const char *set, readstat_value_t value, const char *label, void *context)
{
	struct read_back *read = context;
	size_t len = strlen(read->options);

	(void)set;
	snprintf(read->options + len, sizeof(read->options) - len, "%g=%s;", readstat_double_value(value),
	         label);
	return READSTAT_HANDLER_OK;
}

static int
take_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
	struct read_back *read = context;
	char *to = read->first[readstat_variable_get_index(variable)];

	if (row > 0)
		return READSTAT_HANDLER_OK;
	if (readstat_value_is_system_missing(value))
		snprintf(to, CELL, "(missing)");
	else if (readstat_value_type(value) == READSTAT_TYPE_STRING)
		snprintf(to, CELL, "%s", readstat_string_value(value));
	else
		snprintf(to, CELL, "%g", readstat_double_value(value));
	return READSTAT_HANDLER_OK;
}

static void
read_sav(const struct buf *file)
{
	readstat_parser_t *parser = readstat_parser_init();

	memset(&back, 0, sizeof(back));
	back.bytes = buf_view(file);
	readstat_set_open_handler(parser, open_bytes);
	readstat_set_close_handler(parser, close_bytes);
	readstat_set_seek_handler(parser, seek_bytes);
	readstat_set_read_handler(parser, read_bytes);
	readstat_set_io_ctx(parser, &back);
	readstat_set_metadata_handler(parser, take_metadata);
	readstat_set_note_handler(parser, take_note);
	readstat_set_variable_handler(parser, take_variable);
	readstat_set_value_label_handler(parser, take_label);
	readstat_set_value_handler(parser, take_value);
	ck_assert_int_eq(readstat_parse_sav(parser, "memory", &back), READSTAT_OK);
	readstat_parser_free(parser);
}

START_TEST(an_spss_file_is_read_back_as_it_was_written)
{
	struct buf warnings = BUF_INIT, file;
	union sheet_value *row;

	sheet_add_column(&sheet, VIEW("may-quote"), VIEW("Mag het? Eén keer…"), SHEET_CODED);
	sheet.columns[0].ordinal = true;
	sheet_add_label(&sheet.columns[0], VIEW("ja"), VIEW("Jawel, België"));
	sheet_add_label(&sheet.columns[0], VIEW("nee"), VIEW("Nee"));
	sheet_add_label(&sheet.columns[0], VIEW("ja"), VIEW("twice"));
	sheet_add_column(&sheet, VIEW("years"), VIEW("Hoe lang?"), SHEET_NUMBER);
	sheet_add_column(&sheet, VIEW("wat"), VIEW("Wat?"), SHEET_TEXT);
	sheet_add_column(&sheet, VIEW("leeg"), VIEW(""), SHEET_NUMBER);
	row = sheet_add_row(&sheet);
	row[0].number = sheet_label_value(&sheet.columns[0], VIEW("nee"));
	row[1].number = 2.5;
	row[2].text = VIEW("Zó is het: \"ja\"");
	sheet_add_row(&sheet);
	file = write_as("sav", &warnings);
	read_sav(&file);
	ck_assert_uint_eq(warnings.len, 0);
	ck_assert_int_eq(back.variables, 4);
	ck_assert_int_eq(back.rows, 2);
	ck_assert_int_ge(back.notes, 2);
	ck_assert_str_eq(back.file_label, "Released material only");
	ck_assert_str_eq(back.names[0], "may_quote");
	ck_assert_str_eq(back.labels[0], "Mag het? Eén keer…");
	ck_assert_int_eq(back.measures[0], READSTAT_MEASURE_ORDINAL);
	ck_assert_str_eq(back.options, "1=Jawel, België;2=Nee;");
	ck_assert_str_eq(back.first[0], "2");
	ck_assert_str_eq(back.first[1], "2.5");
	ck_assert_str_eq(back.first[2], "Zó is het: \"ja\"");
	ck_assert_str_eq(back.first[3], "(missing)");
	buf_release(&file);
	buf_release(&warnings);
}
END_TEST

START_TEST(names_of_variables_fit_and_no_two_are_alike)
{
	static const char *const ids[] = { "May-quote", "may_quote", "1-keer", "all", "é" };
	static const char *const names[] = { "May_quote", "may_quote_2", "v1_keer", "all_1", "v__" };
	struct buf warnings = BUF_INIT, file;
	char longest[200], other[200];

	for (size_t i = 0; i < 5; i++)
		sheet_add_column(&sheet, view_of(ids[i]), VIEW(""), SHEET_NUMBER);
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	memcpy(other, longest, sizeof(longest));
	other[sizeof(other) - 2] = 'y';
	sheet_add_column(&sheet, view_of(longest), VIEW(""), SHEET_NUMBER);
	sheet_add_column(&sheet, view_of(other), VIEW(""), SHEET_NUMBER);
	sheet_add_row(&sheet);
	file = write_as("sav", &warnings);
	read_sav(&file);
	for (int i = 0; i < 5; i++)
		ck_assert_str_eq(back.names[i], names[i]);
	ck_assert_uint_le(strlen(back.names[6]), 64);
	ck_assert_ptr_nonnull(strstr(warnings.data, "the name of xxx"));
	ck_assert_ptr_null(strstr(warnings.data, "keer"));
	ck_assert_str_ne(back.names[5], back.names[6]);
	buf_release(&file);
	buf_release(&warnings);
}
END_TEST

/* Letters of two bytes, so that a cut at a fixed number of bytes would halve one. */
static char *
long_text(size_t letters)
{
	char *text = xmalloc(2 * letters + 2);

	text[0] = 'x';
	for (size_t i = 0; i < letters; i++)
		memcpy(text + 1 + 2 * i, "é", 2);
	text[1 + 2 * letters] = '\0';
	return text;
}

START_TEST(what_an_spss_file_has_no_room_for_is_cut_between_letters_and_said)
{
	char *text = long_text(20000), *label = long_text(200);
	struct buf warnings = BUF_INIT, file;

	sheet_add_column(&sheet, VIEW("wat"), view_of(label), SHEET_TEXT);
	sheet_add_column(&sheet, VIEW("keuze"), VIEW("Kort"), SHEET_CODED);
	sheet_add_label(&sheet.columns[1], VIEW("a"), view_of(label));
	sheet_add_row(&sheet)[0].text = view_of(text);
	file = write_as("sav", &warnings);
	read_sav(&file);
	ck_assert_uint_eq(strlen(back.labels[0]), 255);
	ck_assert_uint_eq(strlen(back.options), 2 + 119 + 1);
	ck_assert(unicode_valid(view_of(back.options)));
	ck_assert_uint_eq(strlen(back.first[0]), 32757);
	ck_assert_str_eq(warnings.data, "the label of wat was cut from 401 to 255 bytes\n"
	                                "the label of an option of keuze was cut from 401 to 119 bytes\n"
	                                "a text of wat was cut from 40001 to 32757 bytes\n");
	buf_release(&file);
	buf_release(&warnings);
	free(text);
	free(label);
}
END_TEST

/* 758 and 32757: the last byte of a text that fills its width can get lost in reading. */
START_TEST(texts_of_every_length_that_has_room_are_whole)
{
	static char text[33000];

	for (size_t len = 1; len <= 32757;
	     len += len < 300 || (len > 740 && len < 780) || len > 32700 ? 1 : 83) {
		struct buf warnings = BUF_INIT, file;

		memset(text, 'a', len - 1);
		memcpy(text + len - 1, "z", 2);
		sheet = SHEET_INIT(VIEW("lang"), VIEW("Lang"));
		sheet_add_column(&sheet, VIEW("wat"), VIEW("Wat?"), SHEET_TEXT);
		sheet_add_row(&sheet)[0].text = view_of(text);
		file = write_as("sav", &warnings);
		read_sav(&file);
		ck_assert_msg(strcmp(back.first[0], text) == 0, "a text of %zu bytes came back as %zu", len,
		              strlen(back.first[0]));
		ck_assert_uint_eq(warnings.len, 0);
		buf_release(&file);
		sheet_release(&sheet);
	}
}
END_TEST

/* ---- Other forms ------------------------------------------------------------------------------------------ */

START_TEST(a_workbook_says_which_text_had_no_room)
{
	char *text = long_text(20000);
	struct buf warnings = BUF_INIT, file;

	sheet.name = VIEW("een-naam-die-langer-is-dan-een-werkblad-mag");
	sheet_add_column(&sheet, VIEW("wat"), VIEW("Wat?"), SHEET_TEXT);
	sheet_add_row(&sheet)[0].text = view_of(text);
	file = write_as("xlsx", &warnings);
	ck_assert_ptr_nonnull(strstr(warnings.data, "was cut from 40001 to 32767 bytes\n"));
	ck_assert_ptr_nonnull(strstr(warnings.data, "the name of sheet"));
	ck_assert_uint_gt(file.len, 1000);
	buf_release(&file);
	buf_release(&warnings);
	free(text);
}
END_TEST

START_TEST(every_form_gives_the_same_bytes_in_another_place_on_earth)
{
	struct package_code code = { .id = VIEW("a"), .name = VIEW("A"), .parent = PACKAGE_NONE };
	struct buf warnings = BUF_INIT;

	package.codes = &code;
	package.code_count = 1;
	sheet_add_column(&sheet, VIEW("wat"), VIEW("Wat?"), SHEET_TEXT);
	sheet_add_row(&sheet)[0].text = VIEW("Zo");
	for (size_t i = 0; study_exporters[i] != NULL; i++) {
		struct buf here, there;

		ck_assert_ptr_eq(study_exporter_find(view_of(study_exporters[i]->name)), study_exporters[i]);
		if (strcmp(study_exporters[i]->name, "ddi") ==
		    0) /* needs a questionnaire, and tells no time */
			continue;
		setenv("TZ", "Pacific/Kiritimati", 1);
		tzset();
		here = write_as(study_exporters[i]->name, &warnings);
		setenv("TZ", "Pacific/Midway", 1);
		tzset();
		there = write_as(study_exporters[i]->name, &warnings);
		ck_assert_msg(view_equal(buf_view(&here), buf_view(&there)), "%s differs",
		              study_exporters[i]->name);
		buf_release(&here);
		buf_release(&there);
	}
	ck_assert_ptr_null(study_exporter_find(VIEW("pdf")));
	buf_release(&warnings);
}
END_TEST

START_TEST(csv_quotes_and_defuses)
{
	struct buf warnings = BUF_INIT, file;
	union sheet_value *row;

	sheet_add_column(&sheet, VIEW("wat"), VIEW("Wat?"), SHEET_TEXT);
	sheet_add_column(&sheet, VIEW("getal"), VIEW("Getal"), SHEET_NUMBER);
	row = sheet_add_row(&sheet);
	row[0].text = VIEW("=cmd(\"x\"),1");
	row[1].number = -1.25;
	file = write_as("csv", &warnings);
	ck_assert_str_eq(file.data, "wat,getal\r\n\"'=cmd(\"\"x\"\"),1\",-1.25\r\n");
	buf_release(&file);
	package.settings.internal = true;
	file = write_as("csv", &warnings);
	ck_assert(view_starts(buf_view(&file), "wat,getal,file_notice\r\n"));
	buf_release(&file);
	buf_release(&warnings);
}
END_TEST

START_TEST(an_empty_codebook_is_no_file)
{
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT, warnings = BUF_INIT;
	const struct study_exporter_settings settings = { .sheet = NULL };

	ck_assert(!study_exporter_find(VIEW("qdc"))->write(&package, &settings, &out, &warnings, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	buf_release(&out);
}
END_TEST

/* ---- Parts ------------------------------------------------------------------------------------------------ */

/* RFC 9562, A.4, and that of Python's documentation; a name of 200 bytes was made with Python's uuid module. */
START_TEST(uuids_are_those_of_others)
{
	static const uint8_t dns[UUID_BYTES] = { 0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
		                                 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };
	char text[UUID_TEXT], name[200];

	uuid_of_name(dns, VIEW("www.example.com"), text);
	ck_assert_str_eq(text, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
	uuid_of_name(dns, VIEW("python.org"), text);
	ck_assert_str_eq(text, "886313e1-3b8a-5372-9b90-0c9aee199e5d");
	memset(name, 'x', sizeof(name));
	uuid_of_name(dns, (struct view){ name, sizeof(name) }, text);
	ck_assert_str_eq(text, "ddcc691a-b8e2-53e5-b059-6a232874b2eb");
}
END_TEST

START_TEST(xml_is_well_formed_whatever_the_texts_hold)
{
	struct buf out = BUF_INIT;
	struct xml xml;

	xml_begin(&xml, &out);
	xml_start(&xml, "a");
	xml_attribute(&xml, "b", VIEW("\"<&>\n\033"));
	xml_element(&xml, "c", VIEW("]]> \r\001\n\xef\xbf\xbf é"));
	xml_start(&xml, "d");
	xml_end(&xml, "d");
	xml_end(&xml, "a");
	ck_assert_str_eq(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                           "<a b=\"&quot;&lt;&amp;&gt;&#10;\xef\xbf\xbd\">\n"
	                           "\t<c>]]&gt; &#13;\xef\xbf\xbd\n\xef\xbf\xbd é</c>\n\t<d/>\n</a>\n");
	buf_release(&out);
}
END_TEST

START_TEST(numbers_are_short_and_exact)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = { { 3, "3" },       { 40, "40" },     { 1234500, "1234500" },
		      { -100, "-100" }, { 0, "0" },       { 1e20, "1e+20" },
		      { 0.1, "0.1" },   { -2.5, "-2.5" }, { 1.0 / 3, "0.3333333333333333" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = BUF_INIT;

		numeral_add(&out, cases[i].number);
		ck_assert_str_eq(out.data, cases[i].text);
		buf_release(&out);
	}
}
END_TEST

/* ---- What a package holds -------------------------------------------------------------------------------- */

static bool
holds(const struct package *made, const char *words)
{
	for (size_t s = 0; s < made->sheet_count; s++)
		for (size_t i = 0; i < made->sheets[s].row_count * made->sheets[s].column_count; i++) {
			const struct sheet *in = &made->sheets[s];
			struct view text = in->values[i].text;

			if (in->columns[i % in->column_count].type == SHEET_TEXT && text.ptr != NULL &&
			    memmem(text.ptr, text.len, words, strlen(words)) != NULL)
				return true;
		}
	return false;
}

START_TEST(a_release_is_looked_at_again_before_it_goes_out)
{
	struct desk desk = desk_start();
	const struct mention *mention = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, 0, "pad 2");
	const struct place whole = { VIEW("what"), 0, unicode_length(mention_story(mention)) },
	                   mark = { VIEW("what"), 9, 20 }, second = { VIEW("what"), 24, 35 };
	struct package_settings settings = { .catalogue = catalogue_find(VIEW("nl")), .threshold = 5 };
	struct package made;
	struct error err = ERROR_INIT;

	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &mark, MARK_REDACT, &err), &err);
	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &second, MARK_REDACT, &err), &err);
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_PROPOSED, &err), &err);
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_RELEASED, &err), &err);
	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	ck_assert_uint_eq(package_sheet(&made, VIEW("quotes"))->row_count, 1);
	ck_assert(holds(&made, "bel […] of […], pad"));
	ck_assert(!holds(&made, "06-12345678"));
	ck_assert(!holds(&made, "langsgaan"));
	ck_assert_uint_eq(made.kept_back, 0);
	package_release(&made);

	ck_assert_ok(mark_decide(desk.coding, BRAM, mention, &mark, MARK_OPEN, &err), &err);
	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	ck_assert_uint_eq(package_sheet(&made, VIEW("quotes"))->row_count, 0);
	ck_assert_uint_eq(made.kept_back, 1);
	package_release(&made);

	settings.texts = true;
	ck_assert(!package_make(&made, desk.coding, &settings, &err));
	package_release(&made);
	desk_end(&desk);
}
END_TEST

static struct view
released_finding(struct desk *desk, const char *title, size_t mention, struct arena *arena)
{
	static const char *const parts[] = { "bottleneck", "path", "helps" };
	struct view id, one = desk_path(desk->coding, mention);
	struct error err = ERROR_INIT;

	ck_assert_ok(
	    finding_new(desk->coding, ANNA, MENTION_OLIFANTENPAADJE, view_of(title), arena, &id, &err), &err);
	for (size_t i = 0; i < 3; i++)
		ck_assert_ok(
		    finding_set(desk->coding, ANNA, id, view_of(parts[i]), VIEW("Zo zit het."), &err), &err);
	ck_assert_ok(finding_join(desk->coding, ANNA, id, &one, 1, NULL, &err), &err);
	ck_assert_ok(finding_release(desk->coding, ANNA, id, true, &err), &err);
	return id;
}

START_TEST(drafts_and_references_to_them_stay)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct package_settings settings = { .catalogue = catalogue_find(VIEW("nl")), .threshold = 5 };
	struct view one = released_finding(&desk, "Zelf bellen", 0, &arena),
	            other = released_finding(&desk, "Langsgaan", 1, &arena);
	struct package made;
	struct error err = ERROR_INIT;

	ck_assert_ok(finding_set(desk.coding, ANNA, one, VIEW("contrast"), other, &err), &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, one, true, &err), &err);
	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	ck_assert_uint_eq(package_sheet(&made, VIEW("findings"))->row_count, 2);
	ck_assert(holds(&made, "langsgaan-"));
	package_release(&made);
	ck_assert_ok(finding_release(desk.coding, ANNA, other, false, &err), &err);
	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	ck_assert_uint_eq(package_sheet(&made, VIEW("findings"))->row_count, 1);
	ck_assert(holds(&made, "Zelf bellen"));
	ck_assert(!holds(&made, "angsgaan"));
	package_release(&made);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(words_stand_by_alphabet)
{
	struct desk desk = desk_start();
	struct package_settings settings = { .catalogue = catalogue_find(VIEW("nl")),
		                             .threshold = 5,
		                             .internal = true };
	struct package made;
	struct error err = ERROR_INIT;

	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	ck_assert_uint_eq(made.source_count, 2);
	ck_assert_uint_eq(made.sources[0].passage_count, CODING_RESPONSES);
	for (size_t i = 1; i < made.sources[0].passage_count; i++)
		ck_assert_int_lt(
		    view_compare(made.sources[0].passages[i - 1].text, made.sources[0].passages[i].text), 0);
	package_release(&made);
	desk_end(&desk);
}
END_TEST

/* Twelve professionals and two of the panel: who knows that there are fourteen must not see the twelve anywhere. */
START_TEST(a_number_that_is_hidden_in_one_table_is_hidden_in_all)
{
	for (size_t panel = 2; panel <= 11; panel += 9) {
		struct fixture fixtures[] = {
			fixture_new(fixture_questionnaire("pros", "professional", "P", NULL), "", 20, 1),
			fixture_new(fixture_questionnaire("panel", "panel", "Q", NULL), "", 20, 1),
		};
		const size_t times[] = { 12, panel };
		struct package_questionnaire questionnaires[2] = { { fixtures[0].questionnaire, 0 },
			                                           { fixtures[1].questionnaire, 0 } };
		struct package made = { .arena = ARENA_INIT,
			                .settings = { .catalogue = catalogue_find(VIEW("nl")),
			                              .threshold = 5 } };
		const struct sheet *tables;
		struct error err = ERROR_INIT;
		size_t twelves = 0, totals = 0;

		for (size_t f = 0; f < 2; f++)
			for (size_t i = 0; i < times[f]; i++)
				fixture_choose(&fixtures[f].block.responses,
				               fixture_response(&fixtures[f], SEAL_MODE_SERVER, false),
				               "role",
				               /* What a whole group answered would be hidden too. */
				               panel > 2 && i % 2 == 1 ? "anders" : "wij");
		made.questionnaires = questionnaires;
		made.questionnaire_count = 2;
		release_open(&made.release, 0);
		ck_assert_ok(
		    package_tables(&made, (struct block[]){ fixtures[0].block, fixtures[1].block }, 2, &err),
		    &err);
		tables = package_sheet(&made, VIEW("tables"));
		for (size_t r = 0; r < tables->row_count; r++) {
			twelves += sheet_value(tables, r, 6)->number == 12;
			totals += sheet_value(tables, r, 6)->number == (double)(12 + panel);
		}
		ck_assert_uint_gt(totals, 0);
		if (panel == 2)
			ck_assert_uint_eq(twelves, 0);
		else
			ck_assert_uint_gt(twelves, 2);
		package_release(&made);
		fixture_release(&fixtures[0]);
		fixture_release(&fixtures[1]);
	}
}
END_TEST

START_TEST(answers_and_their_texts_are_for_internal_use)
{
	struct desk desk = desk_start();
	struct package_settings settings = { .catalogue = catalogue_find(VIEW("nl")),
		                             .threshold = 5,
		                             .internal = true };
	const struct sheet *answers, *paths;
	struct package made;
	struct error err = ERROR_INIT;
	size_t wij = 0;

	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	answers = package_sheet(&made, VIEW("responses-proef"));
	paths = package_sheet(&made, VIEW("path-proef"));
	ck_assert_uint_eq(answers->row_count, CODING_RESPONSES);
	ck_assert_view(answers->columns[2].id, "role");
	for (size_t i = 0; i < answers->row_count; i++)
		wij += sheet_value(answers, i, 2)->number == 1;
	ck_assert_uint_eq(wij, CODING_RESPONSES / 2);
	ck_assert_uint_eq(paths->row_count, CODING_RESPONSES);
	ck_assert_uint_eq(paths->column_count, 4); /* response, wave, and domain's two options */
	ck_assert_view(paths->columns[2].id, "domain.wonen");
	ck_assert_double_eq(sheet_value(paths, 0, 2)->number, 1);
	ck_assert_double_eq(sheet_value(paths, 0, 3)->number, 0);
	package_release(&made);

	settings.texts = true;
	ck_assert_ok(package_make(&made, desk.coding, &settings, &err), &err);
	ck_assert_uint_eq(package_sheet(&made, VIEW("path-proef"))->column_count, 5);
	package_release(&made);
	desk_end(&desk);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		an_spss_file_is_read_back_as_it_was_written,
		names_of_variables_fit_and_no_two_are_alike,
		what_an_spss_file_has_no_room_for_is_cut_between_letters_and_said,
		texts_of_every_length_that_has_room_are_whole,
		a_workbook_says_which_text_had_no_room,
		every_form_gives_the_same_bytes_in_another_place_on_earth,
		csv_quotes_and_defuses,
		an_empty_codebook_is_no_file,
		uuids_are_those_of_others,
		xml_is_well_formed_whatever_the_texts_hold,
		numbers_are_short_and_exact,
		a_release_is_looked_at_again_before_it_goes_out,
		answers_and_their_texts_are_for_internal_use,
		drafts_and_references_to_them_stay,
		words_stand_by_alphabet,
		a_number_that_is_hidden_in_one_table_is_hidden_in_all,
	};
	Suite *suite = suite_create("study exporter");
	TCase *tcase = tcase_create("study exporter");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
