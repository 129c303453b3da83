/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the two-person rule of include/unseal.h: a team's key that opens with two key files and two passphrases,
 * and with nothing less.
 */
#include "key_fixture.h"

#include "survey/seal/secret_inside.h"

enum { SIZE = 1024 };

#define FIRST VIEW("vier paarden lopen door de stad")
#define SECOND VIEW("een lantaarn brandt in de regen")

struct scene {
	char *directory, team[128], other[128], second[128];
	struct secret_key *key, *person, *stranger;
};

static struct scene
scene_start(void)
{
	struct scene scene = { .directory = unit_directory() };
	struct error err = ERROR_INIT;

	ck_assert_ok(seal_init(&err), &err);
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
	snprintf(scene.team, sizeof(scene.team), "%s/team.key", scene.directory);
	snprintf(scene.other, sizeof(scene.other), "%s/other.key", scene.directory);
	snprintf(scene.second, sizeof(scene.second), "%s/second.key", scene.directory);
	scene.key = secret_key_new(false);
	scene.person = secret_key_new_second();
	scene.stranger = secret_key_new_second();
	ck_assert_ok(
	    secret_key_write_nested(scene.key, scene.team, FIRST, secret_key_public(scene.person), &err),
	    &err);
	ck_assert_ok(secret_key_write(scene.person, scene.second, SECOND, &err), &err);
	return scene;
}

static void
scene_end(struct scene *scene)
{
	secret_key_free(scene->key);
	secret_key_free(scene->person);
	secret_key_free(scene->stranger);
	unit_forget_directory(scene->directory);
}

/* How reading ends; no key is given when it fails. */
static enum error_code
try(const char *path, struct view passphrase, const struct secret_key *second)
{
	struct error err = ERROR_INIT;
	struct secret_key *read = NULL;

	if (secret_key_read_nested(&read, path, passphrase, second, &err)) {
		secret_key_free(read);
		return ERROR_NONE;
	}
	ck_assert_ptr_null(read);
	ck_assert_ptr_null(strstr(err.text, "paarden"));
	return err.code;
}

START_TEST(both_files_and_both_passphrases_open_what_was_sealed)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct secret_key *person = NULL, *key = NULL;
	struct stat status;
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;

	ck_assert_int_eq(stat(scene.team, &status), 0);
	ck_assert_int_eq(status.st_mode & 07777, 0600);
	ck_assert_ok(secret_key_read(&person, scene.second, SECOND, &err), &err);
	ck_assert_ok(secret_key_read_nested(&key, scene.team, FIRST, person, &err), &err);
	ck_assert(!secret_key_public(key)->second);
	ck_assert_ok(
	    seal_response(secret_key_public(scene.key), SEAL_MODE_BROWSER, VIEW("answers"), SIZE, box, &err),
	    &err);
	ck_assert_ok(unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err), &err);
	ck_assert_view(encoding, "answers");
	secret_key_free(person);
	secret_key_free(key);
	scene_end(&scene);
}
END_TEST

START_TEST(nothing_less_than_both_opens_it)
{
	struct scene scene = scene_start();

	ck_assert_int_eq(try(scene.team, FIRST, scene.person), ERROR_NONE);
	ck_assert_int_eq(try(scene.team, FIRST, NULL), ERROR_KEY);
	ck_assert_int_eq(try(scene.team, FIRST, scene.stranger), ERROR_KEY);
	ck_assert_int_eq(try(scene.team, FIRST, scene.key), ERROR_KEY);
	ck_assert_int_eq(try(scene.team, SECOND, scene.person), ERROR_KEY);
	ck_assert_int_eq(try(scene.team, VIEW(""), scene.person), ERROR_KEY);
	ck_assert_int_eq(try(scene.second, SECOND, NULL), ERROR_NONE);
	ck_assert_int_eq(try(scene.second, FIRST, NULL), ERROR_KEY);
	/* The second person's key opens no response. */
	ck_assert_int_eq(try(scene.second, SECOND, scene.person), ERROR_INVALID);
	scene_end(&scene);
}
END_TEST

/* Looks for the secret key in what the first person's file and passphrase give. */
static bool
first_person_sees(const char *path, const uint8_t *secret, int version, size_t length)
{
	struct error err = ERROR_INIT;
	json_t *file = json_load_file(path, 0, NULL);
	uint8_t opened[LOCKED_MOST];
	bool seen;

	ck_assert_ok(secret_unlock(file, "survey secret key", version, path, FIRST, opened, length, &err),
	             &err);
	seen = memmem(opened, length, secret, LOCKED_BYTES) != NULL;
	json_decref(file);
	return seen;
}

START_TEST(the_first_person_alone_does_not_see_the_key_even_with_tools_of_their_own)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	const uint8_t *secret = scene.key->bytes;

	ck_assert_ok(secret_key_write(scene.key, scene.other, FIRST, &err), &err);
	ck_assert(!first_person_sees(scene.team, secret, 2, LOCKED_MOST));
	/* The control: without a second person the same look does find it. */
	ck_assert(first_person_sees(scene.other, secret, 1, LOCKED_BYTES));
	scene_end(&scene);
}
END_TEST

START_TEST(files_that_were_swapped_do_not_open_each_other)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct secret_key *key = secret_key_new(false), *read = NULL;

	/* The same first passphrase, another second person. */
	ck_assert_ok(
	    secret_key_write_nested(key, scene.other, FIRST, secret_key_public(scene.stranger), &err), &err);
	ck_assert_int_eq(try(scene.other, FIRST, scene.stranger), ERROR_NONE);
	ck_assert_int_eq(try(scene.other, FIRST, scene.person), ERROR_KEY);
	ck_assert_int_eq(try(scene.team, FIRST, scene.stranger), ERROR_KEY);
	/* The second person's file in the place of the first's, and a team's in the place of the second's. */
	ck_assert_int_ne(try(scene.second, SECOND, scene.key), ERROR_NONE);
	ck_assert_ok(secret_key_read_nested(&read, scene.team, FIRST, scene.person, &err), &err);
	ck_assert_mem_eq(secret_key_public(read)->id, secret_key_public(scene.key)->id, KEY_ID_BYTES);
	ck_assert_mem_ne(secret_key_public(read)->id, secret_key_public(key)->id, KEY_ID_BYTES);
	secret_key_free(read);
	secret_key_free(key);
	scene_end(&scene);
}
END_TEST

START_TEST(any_altered_byte_of_a_nested_file_is_noticed_as_damage)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct buf content = BUF_INIT;

	ck_assert_ok(buf_read_file(&content, scene.team, 10000, &err), &err);
	for (size_t i = 0; i + 2 < content.len; i++) { /* the end is "}\n" */
		char whole = content.data[i];
		enum error_code code;

		if (strchr(" \n", whole) == NULL) {
			content.data[i] = whole == '7' ? '8' : '7';
			ck_assert_ok(file_write(scene.other, buf_view(&content), 0600, true, &err), &err);
			code = try(scene.other, FIRST, scene.person);
			ck_assert_msg(code == ERROR_INVALID || code == ERROR_VERSION, "byte %zu: %d", i,
			              code);
			content.data[i] = whole;
		}
		ck_assert_ok(file_write(scene.other, (struct view){ content.data, i }, 0600, true, &err),
		             &err);
		ck_assert_int_eq(try(scene.other, FIRST, scene.person), ERROR_INVALID);
	}
	ck_assert_ok(file_write(scene.other, buf_view(&content), 0600, true, &err), &err);
	ck_assert_int_eq(try(scene.other, FIRST, scene.person), ERROR_NONE);
	buf_release(&content);
	scene_end(&scene);
}
END_TEST

/* How reading ends when a member is another one, and `check` is made true again. */
static enum error_code
try_with(const struct scene *scene, const char *member, json_t *value, const struct secret_key *second)
{
	json_t *file = json_load_file(scene->team, 0, NULL);

	if (member != NULL && value == NULL)
		json_object_del(file, member);
	else if (member != NULL)
		json_object_set_new(file, member, value);
	repair_check(file);
	ck_assert_int_eq(json_dump_file(file, scene->other, 0), 0);
	json_decref(file);
	return try(scene->other, FIRST, second);
}

START_TEST(no_member_of_a_nested_file_can_be_altered_on_purpose)
{
	struct scene scene = scene_start();
	char id[KEY_ID_TEXT];
	json_t *file = json_load_file(scene.team, 0, NULL), *value;
	const char *member;

	ck_assert_int_eq(try_with(&scene, NULL, NULL, scene.person), ERROR_NONE);
	json_object_foreach(file, member, value)
	{
		json_t *other = json_is_string(value)  ? json_string("QUFBQUFBQUFBQUFBQUFBQQ==")
		              : json_is_integer(value) ? json_integer(json_integer_value(value) + 8192)
		                                       : json_true();

		if (strcmp(member, "check") == 0) {
			json_decref(other);
			continue;
		}
		ck_assert_msg(try_with(&scene, member, other, scene.person) != ERROR_NONE,
		              "\"%s\" was altered", member);
	}
	json_decref(file);
	/* Naming another second person does not make it theirs; nor does leaving the second person out. */
	key_id_text(secret_key_public(scene.stranger)->id, id);
	ck_assert_int_eq(try_with(&scene, "second", json_string(id), scene.stranger), ERROR_KEY);
	ck_assert_int_eq(try_with(&scene, "second", NULL, scene.person), ERROR_INVALID);
	ck_assert_int_ne(try_with(&scene, "version", json_integer(1), NULL), ERROR_NONE);
	scene_end(&scene);
}
END_TEST

START_TEST(a_look_needs_no_passphrase_and_tells_what_kind_of_file_it_is)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct secret_key_about about;

	ck_assert_ok(secret_key_look(&about, scene.team, &err), &err);
	ck_assert(about.nested && !about.public.second);
	ck_assert_mem_eq(about.public.bytes, secret_key_public(scene.key)->bytes, PUBLIC_KEY_BYTES);
	ck_assert_mem_eq(about.public.id, secret_key_public(scene.key)->id, KEY_ID_BYTES);
	ck_assert_mem_eq(about.second, secret_key_public(scene.person)->id, KEY_ID_BYTES);
	ck_assert_ok(secret_key_look(&about, scene.second, &err), &err);
	ck_assert(!about.nested && about.public.second);
	ck_assert(!secret_key_look(&about, "/nonexistent/team.key", &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	err = ERROR_INIT;
	ck_assert_ok(file_write(scene.other, VIEW("{}"), 0600, true, &err), &err);
	ck_assert(!secret_key_look(&about, scene.other, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	scene_end(&scene);
}
END_TEST

START_TEST(a_second_persons_public_key_is_never_taken_for_a_teams)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct public_key read;
	char team[128], second[128];

	snprintf(team, sizeof(team), "%s/team.pub", scene.directory);
	snprintf(second, sizeof(second), "%s/second.pub", scene.directory);
	ck_assert_ok(public_key_write(secret_key_public(scene.key), team, &err), &err);
	ck_assert_ok(public_key_write(secret_key_public(scene.person), second, &err), &err);
	ck_assert_ok(public_key_read(&read, team, &err), &err);
	ck_assert(!read.second);
	ck_assert_ok(public_key_read_second(&read, second, &err), &err);
	ck_assert(read.second);
	ck_assert(!public_key_read(&read, second, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "second person"));
	err = ERROR_INIT;
	ck_assert(!public_key_read_second(&read, team, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	scene_end(&scene);
}
END_TEST

START_TEST(a_key_is_nested_in_a_second_persons_key_and_no_other)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct secret_key *key = secret_key_new(false);

	ck_assert(!secret_key_write_nested(scene.key, scene.other, FIRST, secret_key_public(key), &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	err = ERROR_INIT;
	ck_assert(!secret_key_write_nested(scene.person, scene.other, FIRST,
	                                   secret_key_public(scene.stranger), &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_int_ne(access(scene.other, F_OK), 0);
	secret_key_free(key);
	scene_end(&scene);
}
END_TEST

UNIT_MAIN("two_persons", both_files_and_both_passphrases_open_what_was_sealed,
          nothing_less_than_both_opens_it,
          the_first_person_alone_does_not_see_the_key_even_with_tools_of_their_own,
          files_that_were_swapped_do_not_open_each_other,
          any_altered_byte_of_a_nested_file_is_noticed_as_damage,
          no_member_of_a_nested_file_can_be_altered_on_purpose,
          a_look_needs_no_passphrase_and_tells_what_kind_of_file_it_is,
          a_second_persons_public_key_is_never_taken_for_a_teams,
          a_key_is_nested_in_a_second_persons_key_and_no_other)
