/* SPDX-License-Identifier: EUPL-1.2
 *
 * A questionnaire out of findings: ballot.h.
 */
#include "ballot.h"

#include <stdlib.h>
#include <string.h>

enum { TOP = 3, PAIRS = 5, KINDS = 2, ID_MOST = 40 };

/* How many findings a form can have; what the types of questions allow, and of statements what somebody answers in a few
 * minutes. */
static const struct {
	const char *name;
	size_t most;
} forms[] = {
	[BALLOT_RANKING] = { "ranking", 20 },
	[BALLOT_PAIRWISE] = { "pairwise", 12 },
	[BALLOT_STATEMENT] = { "statement", 50 },
};
_Static_assert(sizeof(forms) / sizeof(forms[0]) == BALLOT_FORM_COUNT, "a row per form");

/* The words to begin with, for olifantenpaadjes and for broodjes aap. */
static const struct {
	const char *code, *part; /* of the finding's card */
	const char *title, *thanks;
	const char *intro[KINDS], *question[KINDS], *statement[KINDS];
} languages[] = {
	{ .code = "nl",
	  .part = "title",
	  .title = "Wat moet eerst?",
	  .thanks = "Dank je wel! Het team telt alle antwoorden samen. Je leest op deze site wat eruit komt.",
	  .intro = { "Veel mensen vertelden wat er niet goed gaat. Jij kiest nu wat het eerst beter moet.",
	             "Veel mensen vertelden welke verhalen er rondgaan die niet kloppen. Jij kiest nu wat we "
	             "het "
	             "eerst "
	             "goed moeten uitleggen." },
	  .question = { "Wat moet het eerst beter?", "Wat moeten we het eerst goed uitleggen?" },
	  .statement = { "Dit moet snel beter: ",
	                 "Dit verhaal klopt niet. Dat moeten we snel uitleggen: " } },
	{ .code = "en",
	  .part = "title.en",
	  .title = "What comes first?",
	  .thanks =
	      "Thank you! The team counts all answers together. You can read on this site what comes out.",
	  .intro = { "Many people told us what does not go well. Now you choose what has to get better "
	             "first.",
	             "Many people told us which stories go round that are not true. Now you choose what we "
	             "should explain first." },
	  .question = { "What has to get better first?", "What should we explain first?" },
	  .statement = { "This has to get better soon: ",
	                 "This story is not true. We should explain that soon: " } },
	{ .code = "ar",
	  .part = "title.ar",
	  .title = "ما الذي يأتي أولاً؟",
	  .thanks = "شكراً لك! يجمع الفريق كل الإجابات معاً. ستقرأ النتيجة في هذا الموقع.",
	  .intro = { "حكى لنا كثيرون عما لا يسير جيداً. الآن تختار أنت ما يجب أن يتحسن أولاً.",
	             "حكى لنا كثيرون عن قصص تنتشر وهي غير صحيحة. الآن تختار أنت ما يجب أن نشرحه أولاً." },
	  .question = { "ما الذي يجب أن يتحسن أولاً؟", "ما الذي يجب أن نشرحه أولاً؟" },
	  .statement = { "يجب أن يتحسن هذا قريباً: ", "هذه القصة غير صحيحة. يجب أن نشرح ذلك قريباً: " } },
};
enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

/* In the order of the languages. */
static const char *const promises[LANGUAGES] = {
	"Niemand kan zien wie jij bent. We vragen geen naam. Je mag elke vraag overslaan.",
	"Nobody can see who you are. We ask for no name. You may skip every question.",
	"لا أحد يستطيع أن يعرف من أنت. لا نسأل عن اسم. يمكنك ترك أي سؤال.",
};

/* What goes into the file. */
struct choice {
	const struct ballot *ballot;
	struct coding *coding;
	const struct finding **findings; /* in the order of their ids */
	size_t count;
	bool in[LANGUAGES];
	size_t kind; /* 0: olifantenpaadje, 1: broodje aap */
};

const char *
ballot_form_name(enum ballot_form form)
{
	return forms[form].name;
}

static struct view
title_in(const struct coding *coding, struct view finding, size_t language)
{
	struct view title;

	coding_value(coding, DECISION_FINDING, finding, view_of(languages[language].part), VIEW(""), &title);
	return view_trim(title);
}

/* ---- Choosing --------------------------------------------------------------------------------------------- */

static bool
is_chosen(const struct ballot *ballot, struct view id)
{
	bool found = ballot->chosen_count == 0;

	for (size_t i = 0; i < ballot->chosen_count; i++)
		found = found || view_equal(ballot->chosen[i], id);
	return found;
}

static bool
check_chosen(const struct choice *choice, struct error *err)
{
	const struct ballot *ballot = choice->ballot;

	for (size_t i = 0; i < ballot->chosen_count; i++) {
		bool found = false;

		for (size_t f = 0; f < choice->count; f++)
			found = found || view_equal(choice->findings[f]->id, ballot->chosen[i]);
		if (!found)
			return fail(err, ERROR_ABSENT, "there is no released %s \"%.*s\"",
			            mention_kind_name(ballot->kind),
			            (int)(ballot->chosen[i].len < 60 ? ballot->chosen[i].len : 60),
			            ballot->chosen[i].ptr);
	}
	if (choice->count < 2)
		return fail(err, ERROR_INVALID, "it takes at least two released findings; there %s",
		            choice->count == 0 ? "is none" : "is one");
	if (choice->count > forms[ballot->form].most)
		return fail(err, ERROR_INVALID,
		            "these are %zu findings, and a %s can have at most %zu; name those that it is "
		            "about",
		            choice->count, forms[ballot->form].name, forms[ballot->form].most);
	return true;
}

static void
choose(struct choice *choice, const struct findings *findings)
{
	choice->kind = choice->ballot->kind == MENTION_BROODJE_AAP ? 1 : 0;
	choice->findings = xcalloc(findings->count, sizeof(const struct finding *));
	for (size_t l = 0; l < LANGUAGES; l++)
		choice->in[l] = true;
	for (size_t f = 0; f < findings->count; f++) {
		const struct finding *finding = &findings->list[f];

		if (!is_chosen(choice->ballot, finding->id) || finding->kind != choice->ballot->kind ||
		    !finding_goes_out(choice->coding, finding))
			continue;
		choice->findings[choice->count++] = finding;
		for (size_t l = 0; l < LANGUAGES; l++)
			choice->in[l] = choice->in[l] && title_in(choice->coding, finding->id, l).len > 0;
	}
}

/* ---- Writing ---------------------------------------------------------------------------------------------- */

/* Text within YAML's double quotes; what would end its line becomes a space. */
static void
add_quoted(struct buf *out, struct view text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c == '"' || c == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, c < ' ' || c == 0x7f ? ' ' : (char)c);
	}
}

/* One line per language: `nl: "…"`, of a text before and a title behind it. */
static void
add_texts(const struct choice *choice, const char *indent, const char *const *before,
          const struct finding *finding, struct buf *out)
{
	for (size_t l = 0; l < LANGUAGES; l++) {
		if (!choice->in[l])
			continue;
		buf_printf(out, "%s%s: \"%s", indent, languages[l].code, before == NULL ? "" : before[l]);
		if (finding != NULL)
			add_quoted(out, title_in(choice->coding, finding->id, l));
		buf_add_text(out, "\"\n");
	}
}

static void
add_head(const struct choice *choice, struct buf *out)
{
	const struct ballot *ballot = choice->ballot;
	bool first = true;

	buf_printf(
	    out,
	    "# SPDX-License-Identifier: EUPL-1.2\n#\n"
	    "# Geschreven door \"analysis ballot\": een stemming over vrijgegeven bevindingen. Zet dit "
	    "bestand als\n"
	    "# %.*s.yaml bij de andere vragenlijsten.\n#\n"
	    "# Let op bij het aanpassen:\n"
	    "# - Zet de titels om in gewone woorden. Lees elke zin hardop: zou een 17-jarige het zo zeggen?\n"
	    "# - Zeg niets over hoeveel mensen iets vertelden: dat stuurt de keuze.\n"
	    "# - Verander de ids niet. Daaraan herkent \"analysis priorities\" de bevindingen.\n"
	    "# - Mag iedereen maar een keer stemmen? Zet er dan `access: ticket` bij en deel kaartjes uit.\n"
	    "# - Zet er met `close: JJJJ-MM-DD` een laatste dag bij. Dan komen ook de laatste antwoorden "
	    "vrij.\n",
	    VIEW_ARGS(ballot->id));
	if (ballot->kind == MENTION_BROODJE_AAP)
		buf_add_text(
		    out, "# - Wie een broodje aap leest, kan het gaan geloven. Zet erbij wat wel klopt, en "
		         "vraag dit niet aan\n#   jongeren.\n");
	buf_printf(out, "\nquestionnaire: %.*s\naudience: %.*s\nlanguages: [", VIEW_ARGS(ballot->id),
	           VIEW_ARGS(ballot->audience));
	for (size_t l = 0; l < LANGUAGES; l++)
		if (choice->in[l]) {
			buf_printf(out, "%s%s", first ? "" : ", ", languages[l].code);
			first = false;
		}
	buf_add_text(out, "]\nlisted: no\ntitle:\n");
	add_texts(choice, "  ",
	          (const char *[]){ languages[0].title, languages[1].title, languages[2].title }, NULL, out);
	buf_add_text(out, "intro:\n");
	for (size_t l = 0; l < LANGUAGES; l++)
		if (choice->in[l])
			buf_printf(out, "  %s: |\n    %s\n\n    %s\n", languages[l].code,
			           languages[l].intro[choice->kind], promises[l]);
	buf_add_text(out, "thanks:\n");
	add_texts(choice, "  ",
	          (const char *[]){ languages[0].thanks, languages[1].thanks, languages[2].thanks }, NULL,
	          out);
	buf_add_text(out, "questions:\n");
}

/* One question with all findings as its options. */
static void
add_question(const struct choice *choice, struct buf *out)
{
	const char *asks[LANGUAGES];
	size_t pairs = choice->count * (choice->count - 1) / 2;

	for (size_t l = 0; l < LANGUAGES; l++)
		asks[l] = languages[l].question[choice->kind];
	buf_printf(out, "  - id: first\n    type: %s\n", forms[choice->ballot->form].name);
	if (choice->ballot->form == BALLOT_RANKING)
		buf_printf(out, "    top: %zu\n    shuffle: yes\n",
		           choice->count < TOP ? choice->count : TOP);
	else
		buf_printf(out, "    pairs: %zu\n", pairs < PAIRS ? pairs : PAIRS);
	buf_add_text(out, "    ask:\n");
	add_texts(choice, "      ", asks, NULL, out);
	buf_add_text(out, "    options:\n");
	for (size_t f = 0; f < choice->count; f++) {
		buf_add_text(out, "      ");
		finding_add_option(choice->findings[f]->id, out);
		buf_add_text(out, ":\n");
		add_texts(choice, "        ", NULL, choice->findings[f], out);
	}
}

/* A question for each finding. */
static void
add_statements(const struct choice *choice, struct buf *out)
{
	const char *before[LANGUAGES];

	for (size_t l = 0; l < LANGUAGES; l++)
		before[l] = languages[l].statement[choice->kind];
	for (size_t f = 0; f < choice->count; f++) {
		buf_add_text(out, "  - id: ");
		finding_add_option(choice->findings[f]->id, out);
		buf_add_text(out, "\n    type: statement\n    ask:\n");
		add_texts(choice, "      ", before, choice->findings[f], out);
	}
}

/* As the questionnaire's loader will judge it. */
static bool
check_ids(const struct ballot *ballot, struct error *err)
{
	const struct view ids[] = { ballot->id, ballot->audience };
	bool good = true;

	for (size_t i = 0; i < 2; i++) {
		good = good && ids[i].len > 0 && ids[i].len <= ID_MOST && ids[i].ptr[0] >= 'a' &&
		       ids[i].ptr[0] <= 'z';
		for (size_t c = 0; good && c < ids[i].len; c++)
			good = (ids[i].ptr[c] >= 'a' && ids[i].ptr[c] <= 'z') ||
			       (ids[i].ptr[c] >= '0' && ids[i].ptr[c] <= '9') || ids[i].ptr[c] == '-';
	}
	return good ||
	       fail(err, ERROR_INVALID,
	            "--id and --audience are lower-case letters, digits and hyphens, a letter first, at "
	            "most 40");
}

bool
ballot_write(struct coding *coding, const struct ballot *ballot, struct buf *out, struct error *err)
{
	struct choice choice = { .ballot = ballot, .coding = coding };
	struct findings findings;
	bool good;

	if (!check_ids(ballot, err))
		return false;
	findings_make(&findings, coding);
	choose(&choice, &findings);
	good = check_chosen(&choice, err);
	if (good) {
		add_head(&choice, out);
		if (ballot->form == BALLOT_STATEMENT)
			add_statements(&choice, out);
		else
			add_question(&choice, out);
	}
	free(choice.findings);
	findings_release(&findings);
	return good;
}
