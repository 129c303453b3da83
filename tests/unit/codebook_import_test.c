/* SPDX-License-Identifier: EUPL-1.2
 *
 * Goal: a codebook that was exported comes in again as the same, into its own study (nothing to decide) and into another one; and a
 * file with anything wrong in it changes nothing, and says where. The control: a good file does change something.
 */
#include "coding_fixture.h"

#include "analysis/exporters/package.h"
#include "analysis/exporters/study_exporter.h"
#include "analysis/importers/codebook_import.h"
#include "analysis/importers/codebook_inside.h"

#define BOOK(codes) "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>" codes "</Codes></CodeBook>"

static struct desk desk;

/* As `analysis codebook import`, in this process or in one of its own. */
static bool
import(struct coding *coding, struct view bytes, const char *file, bool apart, size_t *made,
       struct problems *problems, struct error *err)
{
	struct code_reading *reading = apart ? codebook_file_read(bytes, file, problems, err)
	                                     : codebook_file_parse(bytes, file, problems);
	bool good = reading != NULL && codebook_import(coding, ANNA, reading, made, err);

	codebook_file_free(reading);
	return good;
}

static size_t
take(struct coding *coding, struct view bytes, const char *file)
{
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	size_t made = 0;

	if (!import(coding, bytes, file, false, &made, &problems, &err)) {
		problems_print(&problems, stderr);
		ck_abort_msg("%s: %s", file, err.text);
	}
	problems_release(&problems);
	return made;
}

static struct buf
written(struct coding *coding)
{
	struct codebook codebook;
	struct buf out = BUF_INIT;

	codebook_make(&codebook, coding);
	codebook_write(&codebook, &out);
	codebook_release(&codebook);
	return out;
}

static const char book[] =
    "codebook: proef\ntags:\n"
    "  wonen: {name: Wonen, definition: \"Alles & <meer>\", keywords: [huur, slaap*], colour: \"#117733\"}\n"
    "  huis: {name: Een huis, parent: wonen, definition: \"=1+1\"}\n"
    "  eigen-id: {name: Iets heel anders, parent: huis, examples: [Een voorbeeld]}\n"
    "  werk: {name: Werk, keywords: [baan], retired: yes}\n";

static void
read_book(struct coding *coding)
{
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(codebook_read(coding, ANNA, view_of(book), "book.yaml", NULL, &problems, &err), &err);
	problems_release(&problems);
}

static struct buf
exported(struct coding *coding, const char *name, bool internal)
{
	const struct package_settings settings = { .catalogue = catalogue_find(VIEW("nl")),
		                                   .threshold = 5,
		                                   .internal = internal };
	struct package package;
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT, warnings = BUF_INIT;

	ck_assert_ok(package_make(&package, coding, &settings, &err), &err);
	const struct study_exporter_settings form = { .sheet = package_sheet(&package, VIEW("codebook")) };

	ck_assert_ok(study_exporter_find(view_of(name))->write(&package, &form, &out, &warnings, &err), &err);
	package_release(&package);
	buf_release(&warnings);
	return out;
}

START_TEST(what_was_exported_says_nothing_new_to_its_own_study)
{
	static const struct {
		const char *form, *file;
		bool internal;
	} forms[] = { { "qdc", "a.qdc", false },
		      { "qdc", "a.qdc", true },
		      { "csv", "a.csv", false },
		      { "csv", "a.csv", true } };

	desk = desk_start();
	read_book(desk.coding);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct buf out = exported(desk.coding, forms[i].form, forms[i].internal);

		ck_assert_uint_eq(take(desk.coding, buf_view(&out), forms[i].file), 0);
		buf_release(&out);
	}
	desk_end(&desk);
}
END_TEST

/* Another study, without any codebook. */
static void
take_elsewhere(const struct buf *bytes, const char *file, struct buf *codebook)
{
	struct study *study;
	struct coding *coding;
	struct error err = ERROR_INIT;

	unlink(desk.other_path);
	ck_assert_ok(study_create(desk.other_path, MAKER_PASSPHRASE, &study, &err), &err);
	study_close(study);
	desk_open(desk.other_path, STUDY_WRITE, &study, &coding);
	ck_assert_uint_gt(take(coding, buf_view(bytes), file), 0);
	*codebook = written(coding);
	coding_close(coding);
	study_close(study);
}

START_TEST(a_table_makes_the_same_codebook_in_another_study)
{
	struct buf out, here, there;

	desk = desk_start();
	read_book(desk.coding);
	here = written(desk.coding);
	out = exported(desk.coding, "csv", true);
	take_elsewhere(&out, "a.csv", &there);
	ck_assert_str_eq(there.data, here.data);
	buf_release(&out);
	buf_release(&here);
	buf_release(&there);
	desk_end(&desk);
}
END_TEST

/* REFI-QDA has neither our ids, nor examples apart, nor what is retired: names, order, definitions, keywords and colours are. */
START_TEST(a_refi_codebook_makes_the_same_in_another_study_but_for_what_it_cannot_hold)
{
	struct buf out, there;

	desk = desk_start();
	read_book(desk.coding);
	out = exported(desk.coding, "qdc", false);
	take_elsewhere(&out, "a.qdc", &there);
	ck_assert_str_eq(
	    there.data,
	    "codebook: team\ntags:\n"
	    "  \"werk\":\n    name: \"Werk\"\n    keywords: [\"baan\"]\n"
	    "  \"wonen\":\n    name: \"Wonen\"\n    definition: \"Alles & <meer>\"\n"
	    "    keywords: [\"huur\", \"slaap*\"]\n    colour: \"#117733\"\n"
	    "  \"een-huis\":\n    name: \"Een huis\"\n    definition: \"=1+1\"\n    parent: \"wonen\"\n"
	    "  \"iets-heel-anders\":\n    name: \"Iets heel anders\"\n    parent: \"een-huis\"\n");
	buf_release(&out);
	buf_release(&there);
	desk_end(&desk);
}
END_TEST

/* Out of there, in there again, out again: the same bytes. */
START_TEST(a_refi_codebook_goes_round)
{
	struct buf first = BUF_INIT, second;

	desk = desk_start();
	buf_add_text(&first,
	             BOOK("<Code guid=\"0A0A0A0A-0000-4000-8000-000000000001\" name=\"Café &amp; co\" "
	                  "isCodable=\"true\""
	                  " color=\"#AABBCC\"><Description>Wat mensen\nzeggen\n[koffie, thee*]</Description>"
	                  "<Code guid=\"0A0A0A0A-0000-4000-8000-000000000002\" name=\"2e ronde\" "
	                  "isCodable=\"true\"/></Code>"));
	ck_assert_uint_eq(take(desk.coding, buf_view(&first), "b.qdc"), 6);
	second = exported(desk.coding, "qdc", false);
	ck_assert_ptr_nonnull(strstr(second.data, "name=\"Café &amp; co\""));
	ck_assert_ptr_nonnull(strstr(second.data, "Wat mensen\nzeggen\n[koffie, thee*]"));
	ck_assert_ptr_nonnull(strstr(second.data, "name=\"2e ronde\""));
	ck_assert_uint_eq(take(desk.coding, buf_view(&second), "c.qdc"), 0);
	buf_release(&first);
	buf_release(&second);
	desk_end(&desk);
}
END_TEST

/* Of a project the codebook is read, whatever it calls its main part: the standard says project.qde, ATLAS.ti its own name. */
START_TEST(the_codebook_of_a_project_says_what_the_codebook_says)
{
	static const char standard[] = "project.qde", own[] = "proefje.qde";
	struct buf project;
	char *at;

	desk = desk_start();
	read_book(desk.coding);
	project = exported(desk.coding, "qdpx", true);
	ck_assert_uint_eq(take(desk.coding, buf_view(&project), "a.qdpx"), 0);
	/* The control: there is something to take over. */
	desk_end(&desk);
	desk = desk_start();
	ck_assert_uint_gt(take(desk.coding, buf_view(&project), "a.qdpx"), 5);
	while ((at = memmem(project.data, project.len, standard, strlen(standard))) != NULL)
		memcpy(at, own, strlen(own));
	ck_assert_uint_eq(take(desk.coding, buf_view(&project), "a.qdpx"), 0);
	buf_release(&project);
	desk_end(&desk);
}
END_TEST

START_TEST(names_tell_which_tag_of_the_study_is_meant)
{
	struct buf before, after;

	desk = desk_start();
	read_book(desk.coding);
	before = written(desk.coding);
	ck_assert_uint_eq(take(desk.coding, VIEW("name,keywords\nWONEN,\"huur, slaap*\"\n"), "a.csv"), 1);
	after = written(desk.coding);
	ck_assert_ptr_nonnull(strstr(after.data, "\"wonen\":\n    name: \"WONEN\""));
	ck_assert_uint_eq(take(desk.coding, VIEW("name;parent\nNieuw;Een huis\n"), "b.csv"), 2);
	buf_release(&before);
	buf_release(&after);
	desk_end(&desk);
}
END_TEST

static const struct {
	const char *file, *bytes, *problem;
} refused[] = {
	{ "a.csv", "name,parent\nA,B\nB,A\n", "a.csv:2:1: error: a tag cannot come below itself" },
	{ "a.csv", "name,parent\nA,A\n", "a.csv:2:1: error: a tag cannot come below itself" },
	{ "a.csv", "name,parent\nWonen,Een huis\n", "a.csv:2:1: error: a tag cannot come below itself" },
	{ "a.csv", "name,parent\nA,Nergens\n",
	  "a.csv:2:1: error: there is no such tag to stand below: \"Nergens\"" },
	{ "a.csv", "name\nA\nB\na\n",
	  "a.csv:4:1: error: a tag with this name or id stands in the file before" },
	{ "a.csv", "id,name\nx,Wonen\n", "a.csv:2:1: error: the study has another tag with this name" },
	{ "a.csv", "id,name\nNiet Goed,A\n", "a.csv:2:1: error: an id is made of" },
	{ "a.csv", "name,colour\nA,rood\n", "a.csv:2:1: error: a colour is written as #117733" },
	{ "a.csv", "titel\nA\n", "a.csv:1:1: error: the first row must name the columns" },
	{ "a.csv", "name\n", "a.csv: error: there is no tag in it" },
	{ "a.csv", "name\n\"A\n", "a.csv:3:1: error: the file ends within quotes" },
	{ "a.csv",
	  "\xff\xfe"
	  "n",
	  "UTF-16" },
	{ "a.qdc", BOOK("<Code guid=\"x\" name=\"A\"/><Code guid=\"y\" name=\"a\"/>"),
	  "error: a tag with this name or id stands in the file before" },
	{ "a.qdc", BOOK("<Code guid=\"x\" name=\"Een huis\"><Code guid=\"y\" name=\"Wonen\"/></Code>") "x",
	  "a.qdc:1:" },
	{ "a.qdc", BOOK("<Code guid=\"x\"/>"), "error: a tag has at least a name" },
	{ "a.qdc", "<CodeBook/>", "error: this is no codebook of REFI-QDA" },
	{ "a.qdc", "<!DOCTYPE d [<!ENTITY a \"b\">]>" BOOK("<Code guid=\"x\" name=\"&a;\"/>"),
	  "document type declaration" },
	{ "a.qdc", "", "error: no element found" },
	{ "a.txt", "name\nA\n", "error: what is this?" },
	{ "a.csv", "name,keywords\nA,b\x0f\n", "a.csv:2:1: error: a code is text of at most" },
	{ "a.qdpx", "name\nA\n", "error: this is no project (.qdpx)" },
	{ "a.qdc", "<Project xmlns=\"urn:QDA-XML:project:1.0\"/>", "nor a project with one" },
	{ "a.csv", "name\nA\x1b[2J\nA\x1b[2J\n", "A?[2J" },
};

/* By both ways of reading: the one apart says the same. */
static void
check_refused(bool apart)
{
	struct buf before, after;

	desk = desk_start();
	read_book(desk.coding);
	before = written(desk.coding);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct problems problems = PROBLEMS_INIT;
		struct error err = ERROR_INIT;
		char *said = NULL;
		size_t said_len, made = 0;
		FILE *out = open_memstream(&said, &said_len);

		ck_assert_msg(!import(desk.coding, view_of(refused[i].bytes), refused[i].file, apart, &made,
		                      &problems, &err),
		              "taken: %s", refused[i].bytes);
		problems_print(&problems, out);
		fclose(out);
		ck_assert_msg(strstr(said, refused[i].problem) != NULL, "%zu: \"%s\" is not \"%s\"", i, said,
		              refused[i].problem);
		ck_assert_uint_eq(made, 0);
		free(said);
		problems_release(&problems);
	}
	after = written(desk.coding);
	ck_assert_str_eq(before.data, after.data);
	/* The control. */
	ck_assert_uint_gt(take(desk.coding, VIEW("name\nA\n"), "a.csv"), 0);
	buf_release(&before);
	buf_release(&after);
	desk_end(&desk);
}

START_TEST(what_is_wrong_is_said_and_changes_nothing)
{
	check_refused(false);
	check_refused(true);
}
END_TEST

/* How programs write their codebooks, whatever the standard says. */
START_TEST(codebooks_and_projects_of_other_programs_are_read)
{
#define PREFIXED                                                                                             \
	"<q:Codes><q:Code guid=\"a\" name=\"Een\"><q:Code guid=\"b\" name=\"Twee\"/></q:Code></q:Codes>"
#define CODES "<Codes><Code guid=\"a\" name=\"Een\"><Code guid=\"b\" name=\"Twee\"/></Code></Codes>"
	static const char *const ways[] = {
		"<CodeBook origin=\"NVivo 12\" xmlns=\"urn:QDA-XML:codebook:1:0\">" CODES "</CodeBook>",
		"<CodeBook origin=\"ATLAS.ti\" xmlns=\"urn:QDA-XML:codebook:0:4\">" CODES "</CodeBook>",
		"<Project xmlns=\"urn:QDA-XML:project:1.0\"><CodeBook>" CODES "</CodeBook></Project>",
		"<q:CodeBook xmlns:q=\"urn:QDA-XML:codebook:1.0\">" PREFIXED "</q:CodeBook>",
	};
#undef CODES
#undef PREFIXED

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		desk = desk_start();
		/* Two names, and what the second stands below. */
		ck_assert_uint_eq(take(desk.coding, view_of(ways[i]), "a.qdc"), 3);
		desk_end(&desk);
	}
}
END_TEST

START_TEST(a_table_of_another_program_is_read_by_its_own_headings)
{
	struct problems problems = PROBLEMS_INIT;
	struct code_reading *reading = codebook_file_parse(
	    VIEW("tag,description,number of highlights\nEen,Het eerste,3\n"), "a.csv", &problems);

	ck_assert_uint_eq(reading->count, 1);
	ck_assert_view(reading->codes[0].name, "Een");
	ck_assert_view(reading->codes[0].definition, "Het eerste");
	ck_assert_uint_eq(problems.count, 1);
	ck_assert_str_eq(problems.list[0].text, "this column is not carried over: \"number of highlights\"");
	codebook_file_free(reading);
	problems_release(&problems);
	/* Ours come first: then a column "code" is something else. */
	reading = codebook_file_parse(VIEW("code,name,comment,definition\n12,Een,Kijk,Het eerste\n"), "a.csv",
	                              &problems);
	ck_assert_view(reading->codes[0].name, "Een");
	ck_assert_view(reading->codes[0].definition, "Het eerste");
	ck_assert_uint_eq(problems.count, 2);
	codebook_file_free(reading);
	problems_release(&problems);
}
END_TEST

/* The control: what codebook_pack() wrote is taken. */
START_TEST(what_another_process_gives_is_not_trusted)
{
	static const char *const wrong[] = {
		"",
		"0",
		"0 ",
		"0 1 ",
		"0 1 0 1 1 ---------",
		"0 1 2 1 1 ----------",   /* below one that is not there */
		"0 1 0 1 1 9:x---------", /* longer than what is left */
		"0 1 0 1 1 99999999999:x---------",
		"0 1 0 1 1 ----------x", /* something behind it */
		"0 1001 0 1 1 ----------",
		"1 2 1 1 1:x0 ",
		"99999 ",
		"0 -1 ",
	};
	struct problems problems = PROBLEMS_INIT;
	struct code_reading *reading =
	    codebook_file_parse(VIEW("name,id,parent\nEen,een,\nTwee,twee,een\n"), "a.csv", &problems);
	struct buf packed = BUF_INIT, again = BUF_INIT;

	codebook_pack(reading, &packed);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		reading->count = 0;
		ck_assert_msg(!codebook_unpack(reading, view_of(wrong[i])), "taken: %s", wrong[i]);
	}
	reading->count = 0;
	ck_assert(codebook_unpack(reading, VIEW("1 1 1 1 5:a\x1b[2J0 ")));
	ck_assert_str_eq(problems.list[problems.count - 1].text, "a?[2J");
	problems_release(&problems);
	reading->count = 0;
	ck_assert(codebook_unpack(reading, buf_view(&packed)));
	codebook_pack(reading, &again);
	ck_assert_str_eq(packed.data, again.data);
	codebook_file_free(reading);
	problems_release(&problems);
	buf_release(&packed);
	buf_release(&again);
}
END_TEST

/* The control of what is a cycle: both are named by the file. */
START_TEST(two_tags_can_change_places)
{
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	struct view turned =
	    VIEW(BOOK("<Code guid=\"x\" name=\"Een huis\"><Code guid=\"y\" name=\"Wonen\"/></Code>"));
	size_t made = 0;

	desk = desk_start();
	read_book(desk.coding);
	ck_assert_ok(import(desk.coding, turned, "a.qdc", false, &made, &problems, &err), &err);
	ck_assert_uint_eq(made, 2);
	problems_release(&problems);
	desk_end(&desk);
}
END_TEST

UNIT_MAIN("codebook_import", what_was_exported_says_nothing_new_to_its_own_study,
          a_table_makes_the_same_codebook_in_another_study,
          a_refi_codebook_makes_the_same_in_another_study_but_for_what_it_cannot_hold,
          a_refi_codebook_goes_round, the_codebook_of_a_project_says_what_the_codebook_says,
          names_tell_which_tag_of_the_study_is_meant, what_is_wrong_is_said_and_changes_nothing,
          two_tags_can_change_places, codebooks_and_projects_of_other_programs_are_read,
          a_table_of_another_program_is_read_by_its_own_headings, what_another_process_gives_is_not_trusted)
