/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of survey/web/gzip.c: what was compressed before a stretch of it was known is, once completed, what zlib itself reads back,
 * checksum included; and an Accept-Encoding header is read as the standard has it.
 */
#include "unit.h"

#include <sodium.h>
#include <zlib.h>

#include "survey/web/internal.h"

enum { OWN = 32, AUTOMATIC = 16 + 15 /* gzip, 32 KiB */ };

/* Whether zlib makes `expected` of it, down to the checksum and the length behind it. */
static bool
reads_back(const char *bytes, size_t len, struct view expected)
{
	char *plain = xmalloc(expected.len + 1);
	z_stream stream = { .next_in = (Bytef *)(uintptr_t)bytes,
		            .avail_in = (uInt)len,
		            .next_out = (Bytef *)plain,
		            .avail_out = (uInt)expected.len + 1 };
	bool same;

	ck_assert_int_eq(inflateInit2(&stream, AUTOMATIC), Z_OK);
	same = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0 &&
	       stream.total_out == expected.len && memcmp(plain, expected.ptr, expected.len) == 0;
	inflateEnd(&stream);
	free(plain);
	return same;
}

/* A page of repeated words, in which compression refers back as far as it can. */
static void
write_page(struct buf *page, size_t length)
{
	while (page->len < length)
		buf_printf(page, "<p class=\"question\">Vraag %u</p>\n", randombytes_uniform(9));
	page->len = length;
	page->data[length] = '\0';
}

static void
check_page(size_t length, size_t own_at)
{
	struct buf page = BUF_INIT;
	struct web_gzip gzip;
	char *copy;

	write_page(&page, length);
	memset(page.data + own_at, 'q', OWN);
	web_gzip_make(&gzip, buf_view(&page), own_at, OWN);
	ck_assert_ptr_nonnull(gzip.bytes);
	ck_assert_uint_lt(gzip.len, page.len);
	copy = memcpy(xmalloc(gzip.len), gzip.bytes, gzip.len);
	for (int time = 0; time < 20; time++) {
		/* Anything may stand there, also what stands elsewhere in the page. */
		if (time % 2 == 0)
			randombytes_buf(page.data + own_at, OWN);
		else
			memcpy(page.data + own_at, page.data, OWN);
		web_gzip_fill(&gzip, copy, (struct view){ page.data + own_at, OWN });
		ck_assert(reads_back(copy, gzip.len, buf_view(&page)));
	}
	web_gzip_wipe(&gzip, copy, OWN);
	ck_assert(!reads_back(copy, gzip.len, buf_view(&page)));
	ck_assert_ptr_null(memmem(copy, gzip.len, page.data + own_at, OWN));
	free(copy);
	web_gzip_release(&gzip);
	buf_release(&page);
}

START_TEST(a_page_reads_back_whatever_its_stretch_is_and_wherever_it_stands)
{
	static const size_t lengths[] = { 200, 4096, 33000, 70001, 300000 };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		check_page(lengths[i], 0);
		check_page(lengths[i], OWN);
		check_page(lengths[i], lengths[i] / 2);
		check_page(lengths[i], lengths[i] - OWN);
	}
}
END_TEST

START_TEST(a_page_that_is_always_the_same_reads_back)
{
	struct buf page = BUF_INIT;
	struct web_gzip gzip;

	write_page(&page, 5000);
	web_gzip_make(&gzip, buf_view(&page), 0, 0);
	ck_assert_ptr_nonnull(gzip.bytes);
	ck_assert(reads_back(gzip.bytes, gzip.len, buf_view(&page)));
	/* Positive control: a bit elsewhere is noticed. */
	gzip.bytes[gzip.len / 2] ^= 1;
	ck_assert(!reads_back(gzip.bytes, gzip.len, buf_view(&page)));
	web_gzip_release(&gzip);
	buf_release(&page);
}
END_TEST

START_TEST(what_does_not_get_shorter_is_not_compressed)
{
	struct web_gzip gzip;
	char noise[1000];

	randombytes_buf(noise, sizeof(noise));
	web_gzip_make(&gzip, (struct view){ noise, sizeof(noise) }, 500, OWN);
	ck_assert_ptr_null(gzip.bytes);
	web_gzip_make(&gzip, VIEW(""), 0, 0);
	ck_assert_ptr_null(gzip.bytes);
}
END_TEST

START_TEST(an_accept_encoding_header_is_read_as_the_standard_has_it)
{
	static const struct {
		const char *header;
		bool taken;
	} headers[] = {
		{ "gzip", true },
		{ "GZip", true },
		{ "x-gzip", true },
		{ "gzip, deflate, br, zstd", true },
		{ "br;q=1.0, gzip;q=0.8, *;q=0.1", true },
		{ "br , gzip ; q=0.001", true },
		{ "gzip;Q=1", true },
		{ "gzip;q=1.000", true },
		{ ", ,gzip,", true },
		{ "*", true },
		{ "identity;q=0.5, *;q=0.5", true },
		{ "identity;q=0, gzip;q=0.2", true },
		{ "gzip;q=0", false },
		{ "gzip;q=0.000", false },
		{ "gzip;q=0, *", false },
		{ "*;q=0", false },
		{ "identity", false },
		{ "identity, gzip;q=0.5", false },
		{ "br, deflate", false },
		{ "", false },
		{ "gzipped", false },
		{ "xgzip", false },
		{ "gzip;q=", false },
		{ "gzip;q=2", false },
		{ "gzip;q=1.001", false },
		{ "gzip;q=0.0001", false },
		{ "gzip;q=-1", false },
		{ "gzip;q=.5", false },
		{ "gzip;q=0,5", false },
		{ "gzip;level=9", false },
		{ "gzip;", false },
		{ ";q=1, gzip", false },
		{ "gzip deflate", false },
	};

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		ck_assert_msg(web_gzip_is_taken(view_of(headers[i].header)) == headers[i].taken, "\"%s\"",
		              headers[i].header);
	ck_assert(!web_gzip_is_taken((struct view){ NULL, 0 }));
}
END_TEST

UNIT_MAIN("web_gzip", a_page_reads_back_whatever_its_stretch_is_and_wherever_it_stands,
          a_page_that_is_always_the_same_reads_back, what_does_not_get_shorter_is_not_compressed,
          an_accept_encoding_header_is_read_as_the_standard_has_it)
