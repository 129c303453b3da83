/* SPDX-License-Identifier: EUPL-1.2
 *
 * Goal: conditions of other programs become ours where ours can say the same, and are named with a reason where they cannot; never
 * something else. Each is in a small form, read whole.
 */
#include "unit.h"

#include "survey/exchange/form.h"

static const struct date today = { 2026, 11, 28 };

/* The line of a question in the YAML; empty when it has none of that key. */
static struct view
line_of(const struct buf *yaml, const char *id, const char *key)
{
	char mark[64];
	const char *question, *at, *next;

	snprintf(mark, sizeof(mark), "- id: %s\n", id);
	question = strstr(yaml->data, mark);
	ck_assert_msg(question != NULL, "there is no %s in %s", id, yaml->data);
	next = strstr(question + 1, "- id: ");
	snprintf(mark, sizeof(mark), " %s: ", key);
	at = strstr(question, mark);
	if (at == NULL || (next != NULL && at > next))
		return VIEW("");
	at += strlen(mark);
	return (struct view){ at, strcspn(at, "\n") };
}

static struct buf
read_form(const char *name, struct view bytes, struct buf *said)
{
	const struct form_wishes wishes = { "test", NULL, NULL };
	struct problems problems = PROBLEMS_INIT;
	struct buf yaml = BUF_INIT;

	if (!form_read(bytes, name, &wishes, today, &yaml, &problems)) {
		problems_print(&problems, stderr);
		ck_abort_msg("%s is not read", name);
	}
	for (size_t i = 0; i < problems.count; i++)
		buf_printf(said, "%s\n", problems.list[i].text);
	problems_release(&problems);
	return yaml;
}

struct translation {
	const char *theirs, *ours; /* ours NULL: it is not carried over, because of `why` */
	const char *why;
};

static const struct translation xlsform[] = {
	{ "${a} = 'x'", "{a: x}", NULL },
	{ "'x' = ${a}", "{a: x}", NULL },
	{ "${a}!='x'", "{not: {a: x}}", NULL },
	{ "not(${a} = 'x')", "{not: {a: x}}", NULL },
	{ "not(not(${a} = 'x'))", "{a: x}", NULL },
	{ "${a} = ''", "{not: {a: [x, w, a3]}}", NULL },
	{ "${a} != ''", "{a: [x, w, a3]}", NULL },
	{ "selected(${b}, 'x')", "{b: x}", NULL },
	{ "selected(${b},\"x\") and ${a} = 'w'", "{all: [{b: x}, {a: w}]}", NULL },
	{ "${a} = 'x' or ${a} = 'w'", "{a: [x, w]}", NULL },
	{ "${a} = 'x' and (${b} = '' or selected(${b}, 'w'))",
	  "{all: [{a: x}, {any: [{not: {b: [x, w, a3]}}, {b: w}]}]}", NULL },
	{ "${a} = 'x' or ${n1} = '2' and ${a} = 'w'", "{any: [{a: x}, {all: [{n1: a2}, {a: w}]}]}", NULL },
	{ "${b} = 'x'", "{all: [{b: x}, {not: {b: w}}, {not: {b: a3}}]}", NULL },
	{ "${n1} > 1", "{n1: [a2, a3]}", NULL },
	{ "2 >= ${n1}", "{n1: [a1, a2]}", NULL },
	{ "${n1} < 1", NULL, "it never holds" },
	{ "true()", "", NULL },
	{ "true() and ${a} = 'x'", "{a: x}", NULL },
	{ "${a} = 'zzz'", NULL, "an answer that is not in the list" },
	{ "${t} = 'x'", NULL, "which answer was chosen from a list" },
	{ "${nobody} = 'x'", NULL, "something that is no question here" },
	{ "${late} = 'x'", NULL, "a question that comes later" },
	{ "${inside} = 'x'", NULL, "a question in another group" },
	{ "${a} > 'x'", NULL, "no list of numbers" },
	{ "count-selected(${b}) > 1", NULL, "a function" },
	{ "${a}", NULL, "compares nothing" },
	{ "${a} = ${b}", NULL, "compares something else" },
	{ "${a} = 'x", NULL, "not understood" },
	{ "${a} = 'x' ${b} = 'w'", NULL, "not understood" },
	{ "(((((((((((((((((((((((((((((((((((${a} = 'x'", NULL, "too many parentheses" },
	{ "not(", NULL, "not understood" },
	{ "${}", NULL, "not understood" },
	{ "${a} = 'x' and 0", NULL, "it never holds" },
	{ "${a} = ‘x’", "{a: x}", NULL },
	{ "${a} = ’x’ or selected(${b}, “w”)", "{any: [{a: x}, {b: w}]}", NULL },
	{ "${a} = 'x’ and ${b} = ''", "{all: [{a: x}, {not: {b: [x, w, a3]}}]}", NULL },
	{ "${a} = “x’", NULL, "not understood" },
	{ "${a}=‘x", NULL, "not understood" },
	{ "../a = 'x'", "{a: x}", NULL },
	{ "/data/g/a = 'x' and ./a != 'w'", "{all: [{a: x}, {not: {a: w}}]}", NULL },
	{ "../nobody = 'x'", NULL, "something that is no question here" },
	{ ".. = 'x'", NULL, "not understood" },
	{ ". = 'x'", NULL, "not understood" },
	{ "../ = 'x'", NULL, "not understood" },
	{ "TRUE", "", NULL },
	{ "${a} = 'x' and FALSE", NULL, "it never holds" },
};

static void
check_xlsform(const struct translation *translation)
{
	struct buf text = BUF_INIT, said = BUF_INIT, yaml;

	buf_add_text(&text,
	             "survey,type,name,label,relevant\n,select_one l,a,A\n,select_multiple l,b,B\n"
	             ",select_one n,n1,N\n,text,t,T\n,begin_repeat,g,G\n,select_one l,inside,I\n,end_repeat\n"
	             ",text,q,Q,\"");
	for (const char *c = translation->theirs; *c != '\0'; c++)
		buf_printf(&text, "%s%c", *c == '"' ? "\"" : "", *c);
	buf_add_text(&text, "\"\n,select_one l,late,L\nchoices,list_name,name,label\n,l,x,X\n,l,w,W\n,l,3,Z\n"
	                    ",n,1,1\n,n,2,2\n,n,3,3\n");
	yaml = read_form("form.csv", buf_view(&text), &said);
	if (translation->ours != NULL)
		ck_assert_view(line_of(&yaml, "q", "show_if"), translation->ours);
	else {
		ck_assert_view(line_of(&yaml, "q", "show_if"), "");
		ck_assert_msg(strstr(said.data, translation->why) != NULL &&
		                  strstr(said.data, "so this is always shown") != NULL,
		              "\"%s\" is not \"%s\"", said.data, translation->why);
	}
	buf_release(&text);
	buf_release(&said);
	buf_release(&yaml);
}

START_TEST(conditions_of_xlsform_say_the_same_or_are_named)
{
	for (size_t i = 0; i < sizeof(xlsform) / sizeof(xlsform[0]); i++)
		check_xlsform(&xlsform[i]);
}
END_TEST

static const struct translation limesurvey[] = {
	{ "1", "", NULL },
	{ "", "", NULL },
	{ "A == \"x\"", "{a: x}", NULL },
	{ "A.NAOK == 'x'", "{a: x}", NULL },
	{ "{A.NAOK == 'x'}", NULL, "not understood" },
	{ "A != \"x\"", "{not: {a: x}}", NULL },
	{ "A ne \"x\" && A.code eq \"w\"", "{all: [{not: {a: x}}, {a: w}]}", NULL },
	{ "(A.NAOK == \"x\" or A.NAOK == \"w\")", "{a: [x, w]}", NULL },
	{ "!(A == \"x\")", "{not: {a: x}}", NULL },
	{ "is_empty(A)", "{not: {a: [x, w]}}", NULL },
	{ "!is_empty(A.NAOK)", "{a: [x, w]}", NULL },
	{ "M_s1 == \"Y\"", "{m: s1}", NULL },
	{ "M_s1.NAOK != \"Y\" || M_s2.NAOK == \"\"", "{any: [{not: {m: s1}}, {not: {m: s2}}]}", NULL },
	{ "F_r1 == \"x\"", "{f-r1: x}", NULL },
	{ "A.shown == \"X\"", NULL, "no question here" },
	{ "M == \"Y\"", NULL, "not in the list" },
	{ "F == \"x\"", NULL, "no question here" },
	{ "count(M_s1, M_s2) > 1", NULL, "a function" },
	{ "T == \"x\"", NULL, "chosen from a list" },
	{ "A == \"x\" && 0", NULL, "never holds" },
	{ "A == “x”", "{a: x}", NULL },
};

static void
check_limesurvey(const struct translation *translation)
{
	struct buf text = BUF_INIT, said = BUF_INIT, yaml;

	buf_add_text(
	    &text,
	    "class\ttype/scale\tname\trelevance\ttext\tlanguage\nS\t\tlanguage\t\tnl\nG\t1\tG\t\t\tnl\n"
	    "Q\tL\tA\t1\tA\tnl\nA\t0\tx\t\tX\tnl\nA\t0\tw\t\tW\tnl\n"
	    "Q\tM\tM\t1\tM\tnl\nSQ\t\ts1\t\tS1\tnl\nSQ\t\ts2\t\tS2\tnl\n"
	    "Q\tF\tF\t1\tF\tnl\nSQ\t0\tr1\t\tR1\tnl\nA\t0\tx\t\tX\tnl\nA\t0\tw\t\tW\tnl\n"
	    "Q\tS\tT\t1\tT\tnl\nQ\tS\tQ\t\"");
	for (const char *c = translation->theirs; *c != '\0'; c++)
		buf_printf(&text, "%s%c", *c == '"' ? "\"" : "", *c);
	buf_add_text(&text, "\"\tQ\tnl\n");
	yaml = read_form("form.txt", buf_view(&text), &said);
	if (translation->ours != NULL)
		ck_assert_view(line_of(&yaml, "q", "show_if"), translation->ours);
	else {
		ck_assert_view(line_of(&yaml, "q", "show_if"), "");
		ck_assert_msg(strstr(said.data, translation->why) != NULL, "\"%s\" is not \"%s\"", said.data,
		              translation->why);
	}
	buf_release(&text);
	buf_release(&said);
	buf_release(&yaml);
}

START_TEST(conditions_of_limesurvey_say_the_same_or_are_named)
{
	for (size_t i = 0; i < sizeof(limesurvey) / sizeof(limesurvey[0]); i++)
		check_limesurvey(&limesurvey[i]);
}
END_TEST

UNIT_MAIN("exchange_expression", conditions_of_xlsform_say_the_same_or_are_named,
          conditions_of_limesurvey_say_the_same_or_are_named)
