/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the opened plaintext: what stands in a box behind its header, sealed by anybody who has the public key. It is
 * read by each of four questionnaires; "HASH" in it stands for the hash of that questionnaire, so that an
 * input outlives a change of the questionnaire.
 *
 * Covers: survey/questionnaire/encoding.c survey/questionnaire/response.c
 */
#include "answers.h"

#include "analysis/study/block.h"
#include "response.h"

static const char *const paths[] = {
	"tests/fixtures/every-type.yaml",
	"tests/fixtures/branches.yaml",
	"tests/fixtures/drawn.yaml",
	"tests/fixtures/ticketed.yaml",
};

enum { COUNT = sizeof(paths) / sizeof(paths[0]) };

static struct questionnaire *questionnaires[COUNT];
static struct layout layouts[COUNT];
static struct arena layout_arena;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	for (size_t i = 0; i < COUNT; i++) {
		questionnaires[i] = fuzz_questionnaire(paths[i]);
		layout_init(&layouts[i], questionnaires[i], &layout_arena);
	}
	return 0;
}

/* What is read is encoded as it was, is settled, and can be written as a row of the study. */
static void
check(const struct questionnaire *questionnaire, const struct layout *layout, struct view encoding)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct response response;
	struct buf again = BUF_INIT, row = BUF_INIT;
	uint8_t hash[DEFINITION_HASH_BYTES];

	if (response_decode(questionnaire, encoding, &arena, &response, &err)) {
		response_encode(&response, &again);
		MUST(view_equal(buf_view(&again), encoding));
		MUST(response_peek(encoding, hash, &err) &&
		     memcmp(hash, questionnaire->hash, sizeof(hash)) == 0);
		MUST(response.ticket.len == 0 || questionnaire->ticketed);
		for (size_t i = 0; i < questionnaire->place_count; i++)
			MUST(response.visible[i] || response.answers[i].count == 0);
		block_row(layout, &response, SEAL_MODE_SERVER, &row);
		MUST(row.len > 0);
	} else {
		MUST(err.code == ERROR_INVALID && err.text[0] != '\0');
	}
	buf_wipe(&row);
	buf_release(&again);
	arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t hash[DEFINITION_HASH_BYTES];
	struct error err = ERROR_INIT;

	MUST(response_peek(fuzz_view(data, size), hash, &err) || err.code == ERROR_INVALID);
	for (size_t i = 0; i < COUNT; i++) {
		struct buf encoding = BUF_INIT;
		uint8_t *exact;

		answers_complete(fuzz_view(data, size), questionnaires[i], &encoding);
		/* Of exactly its size, for AddressSanitizer. */
		exact = xmalloc(encoding.len);
		if (encoding.len > 0)
			memcpy(exact, encoding.data, encoding.len);
		check(questionnaires[i], &layouts[i], fuzz_view(exact, encoding.len));
		free(exact);
		buf_release(&encoding);
	}
	return 0;
}
