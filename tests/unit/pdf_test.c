/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of printing (analysis/pdf): with the real Chromium what it must not do, and with programs in its place that hang, end or
 * talk nonsense, that it is an error in time and nothing is left.
 */
#include "analysis/pdf/pdf.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>

#include "unit.h"

/* A private place in memory, and a directory that comes first in PATH. */
struct desk {
	char memory[64], *programs;
};

static struct desk
desk_make(void)
{
	struct desk desk = { .memory = "/dev/shm/survey-unit-XXXXXX", .programs = unit_directory() };
	char path[256];

	ck_assert_ptr_nonnull(mkdtemp(desk.memory));
	setenv("XDG_RUNTIME_DIR", desk.memory, 1);
	snprintf(path, sizeof(path), "%s:/usr/bin:/bin", desk.programs);
	setenv("PATH", path, 1);
	return desk;
}

/* Puts a script in Chromium's place. It can write into the directory that is its $0's. */
static void
desk_pretend(const struct desk *desk, const char *script)
{
	char path[256];
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;

	snprintf(path, sizeof(path), "%s/chromium", desk->programs);
	buf_printf(&text, "#!/bin/sh\nhere=%s\n%s\n", desk->programs, script);
	ck_assert_ok(file_write(path, buf_view(&text), 0700, true, &err), &err);
	buf_release(&text);
}

static size_t
entries(const char *directory)
{
	DIR *opened = opendir(directory);
	size_t count = 0;

	ck_assert_ptr_nonnull(opened);
	for (const struct dirent *entry = readdir(opened); entry != NULL; entry = readdir(opened))
		count += entry->d_name[0] != '.';
	closedir(opened);
	return count;
}

static void
desk_forget(struct desk *desk)
{
	ck_assert_uint_eq(entries(desk->memory), 0);
	ck_assert_int_eq(rmdir(desk->memory), 0);
	unit_forget_directory(desk->programs);
}

/* What the script wrote into a file of its directory; waits until it is there. */
static void
told(const struct desk *desk, const char *name, struct buf *text)
{
	char path[256];
	struct error err;

	snprintf(path, sizeof(path), "%s/%s", desk->programs, name);
	do {
		usleep(10000);
		buf_reset(text);
		err = ERROR_INIT;
	} while (!buf_read_file(text, path, 4096, &err) || text->len == 0 ||
	         text->data[text->len - 1] != '\n');
	text->data[--text->len] = '\0';
}

/* What a pdf says, by a program that is not ours. */
static void
read_pdf(const struct desk *desk, const struct buf *pdf, struct buf *text)
{
	char path[256], command[512], chunk[4096];
	struct error err = ERROR_INIT;
	FILE *reader;
	size_t got;

	snprintf(path, sizeof(path), "%s/page.pdf", desk->programs);
	ck_assert_ok(file_write(path, buf_view(pdf), 0600, true, &err), &err);
	snprintf(command, sizeof(command), "pdftotext %s -", path);
	reader = popen(command, "r");
	ck_assert_ptr_nonnull(reader);
	while ((got = fread(chunk, 1, sizeof(chunk), reader)) > 0)
		buf_add(text, chunk, got);
	ck_assert_int_eq(pclose(reader), 0);
}

/* A socket at which nobody is waited for. */
static int
listen_somewhere(struct sockaddr_in *address)
{
	socklen_t length = sizeof(*address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	*address = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	ck_assert_int_eq(bind(fd, (struct sockaddr *)address, length), 0);
	ck_assert_int_eq(listen(fd, 8), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)address, &length), 0);
	return fd;
}

START_TEST(a_page_is_printed_without_running_or_fetching_anything)
{
	struct desk desk = desk_make();
	struct error err = ERROR_INIT;
	struct pdf_printer *printer;
	struct buf html = BUF_INIT, pdf = BUF_INIT, text = BUF_INIT;
	const struct pdf_settings settings = { .margin = PDF_NUMBERED };
	struct sockaddr_in address;
	int heard = listen_somewhere(&address), own;

	buf_printf(&html,
	           "<!doctype html><html lang=nl><title>T</title><h1>Het kopje</h1>"
	           "<script>document.write('MET SCRIPT')</script><noscript>ZONDER SCRIPT</noscript>"
	           "<img src='http://127.0.0.1:%u/a.png'><iframe src='http://127.0.0.1:%u/b'></iframe>",
	           ntohs(address.sin_port), ntohs(address.sin_port));
	ck_assert_ok(pdf_printer_open(&printer, &err), &err);
	ck_assert_ok(pdf_print(printer, buf_view(&html), &settings, &pdf, &err), &err);
	pdf_printer_close(printer);
	read_pdf(&desk, &pdf, &text);
	ck_assert_ptr_nonnull(strstr(text.data, "Het kopje"));
	ck_assert_ptr_nonnull(strstr(text.data, "ZONDER SCRIPT"));
	ck_assert_ptr_null(strstr(text.data, "MET SCRIPT"));
	ck_assert_int_lt(accept(heard, NULL, NULL), 0);
	ck_assert_int_eq(errno, EAGAIN);
	own = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(connect(own, (struct sockaddr *)&address, sizeof(address)), 0);
	ck_assert_int_ge(accept(heard, NULL, NULL), 0); /* control: who comes is heard */
	close(own);
	close(heard);
	buf_release(&html);
	buf_release(&pdf);
	buf_release(&text);
	desk_forget(&desk);
}
END_TEST

START_TEST(the_same_page_gives_the_same_bytes_without_a_time)
{
	static const char title[] = "/CreationDate \\(D:1\\)", entry[] = "/CreationDate (";
	const struct view html =
	    VIEW("<!doctype html><html lang=nl><title>T /CreationDate (D:1)</title><h1>Kop</h1><p>Tekst.");
	struct desk desk = desk_make();
	struct buf pdf[2] = { BUF_INIT, BUF_INIT };

	for (int i = 0; i < 2; i++) {
		struct error err = ERROR_INIT;
		struct pdf_printer *printer;

		ck_assert_ok(pdf_printer_open(&printer, &err), &err);
		ck_assert_ok(
		    pdf_print(printer, html, &(struct pdf_settings){ .margin = PDF_NUMBERED }, &pdf[i], &err),
		    &err);
		pdf_printer_close(printer);
	}
	ck_assert_uint_eq(pdf[0].len, pdf[1].len);
	ck_assert_mem_eq(pdf[0].data, pdf[1].data, pdf[0].len);
	ck_assert_ptr_null(memmem(pdf[0].data, pdf[0].len, entry, strlen(entry)));
	ck_assert_ptr_nonnull(memmem(pdf[0].data, pdf[0].len, title, strlen(title))); /* the title is whole */
	buf_release(&pdf[0]);
	buf_release(&pdf[1]);
	desk_forget(&desk);
}
END_TEST

START_TEST(a_browser_that_hangs_is_ended_in_time_with_all_that_it_started)
{
	struct desk desk = desk_make();
	struct error err = ERROR_INIT;
	struct pdf_printer *printer;
	struct buf pdf = BUF_INIT, home = BUF_INIT, pid = BUF_INIT;

	/* One that it started has a session of its own, as Chromium's may. */
	desk_pretend(
	    &desk,
	    "echo secret > \"$HOME/file\"\nsetsid sh -c \"echo \\$\\$ > $here/pid; exec sleep 600\" &\n"
	    "echo \"$HOME\" > $here/home\nexec sleep 600");
	ck_assert_ok(pdf_printer_open(&printer, &err), &err);
	told(&desk, "home", &home);
	told(&desk, "pid", &pid);
	ck_assert_ptr_eq(strstr(home.data, desk.memory), home.data);
	ck_assert_uint_eq(entries(home.data), 1); /* control: it has a file, and lives */
	ck_assert_int_eq(kill((pid_t)strtol(pid.data, NULL, 10), 0), 0);
	ck_assert(
	    !pdf_print(printer, VIEW("<!doctype html>"), &(struct pdf_settings){ .seconds = 1 }, &pdf, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "takes too long"));
	pdf_printer_close(printer);
	ck_assert_int_ne(access(home.data, F_OK), 0);
	ck_assert_int_eq(kill((pid_t)strtol(pid.data, NULL, 10), 0), -1);
	ck_assert_int_eq(errno, ESRCH);
	buf_release(&pdf);
	buf_release(&home);
	buf_release(&pid);
	desk_forget(&desk);
}
END_TEST

START_TEST(a_browser_that_ends_or_talks_nonsense_is_an_error)
{
	static const struct {
		const char *script, *why;
	} cases[] = {
		{ "exit 1", "ended before" },
		{ "printf 'no message' >&4", "ended before" },
		{ "printf 'no JSON\\0{\"method\":\"x\"}\\0' >&4", "ended before" },
		{ "printf '{\"id\":1,\"error\":{\"message\":\"no pages today\"}}\\0' >&4; sleep 60",
		  "refuses Target.createBrowserContext: no pages today" },
		{ "printf '{\"id\":1,\"result\":{\"browserContextId\":5}}\\0' >&4; sleep 60",
		  "does not answer" },
		{ "answer() { printf '{\"id\":%d,\"result\":%s}\\0' \"$1\" \"$2\" >&4; }\n"
		  "answer 1 '{\"browserContextId\":\"c\"}'; answer 2 '{\"targetId\":\"t\"}'\n"
		  "answer 3 '{\"sessionId\":\"s\"}'; answer 4 '{}'; answer 5 '{}'; answer 6 '{}'\n"
		  "answer 7 '{\"frameTree\":{\"frame\":{\"id\":\"f\"}}}'; answer 8 '{}'\n"
		  "answer 9 '{\"data\":\"aGFsbG8gd2VyZWxk\"}'; sleep 60",
		  "is no PDF" },
	};
	struct desk desk = desk_make();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err = ERROR_INIT;
		struct pdf_printer *printer;
		struct buf pdf = BUF_INIT;

		desk_pretend(&desk, cases[i].script);
		ck_assert_ok(pdf_printer_open(&printer, &err), &err);
		ck_assert(!pdf_print(printer, VIEW("<!doctype html>"),
		                     &(struct pdf_settings){ .seconds = 20 }, &pdf, &err));
		ck_assert_msg(strstr(err.text, cases[i].why) != NULL, "%zu: %s", i, err.text);
		ck_assert_uint_eq(pdf.len, 0);
		pdf_printer_close(printer);
		buf_release(&pdf);
	}
	desk_forget(&desk);
}
END_TEST

START_TEST(without_chromium_it_says_what_to_install)
{
	struct desk desk = desk_make();
	struct error err = ERROR_INIT;
	struct pdf_printer *printer;

	setenv("PATH", desk.programs, 1);
	ck_assert(!pdf_printer_open(&printer, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	ck_assert_ptr_nonnull(strstr(err.text, "install the package chromium"));
	ck_assert_ptr_null(printer);
	pdf_printer_close(printer);
	desk_forget(&desk);
}
END_TEST

START_TEST(a_directory_that_is_not_in_memory_is_not_used)
{
	struct desk desk = desk_make();
	struct error err = ERROR_INIT;
	struct pdf_printer *printer;
	struct buf home = BUF_INIT;

	setenv("XDG_RUNTIME_DIR", "/proc", 1);
	desk_pretend(&desk, "echo \"$HOME\" > $here/home");
	ck_assert_ok(pdf_printer_open(&printer, &err), &err);
	told(&desk, "home", &home);
	ck_assert_ptr_eq(strstr(home.data, "/dev/shm/analysis-"), home.data);
	pdf_printer_close(printer);
	ck_assert_int_ne(access(home.data, F_OK), 0);
	buf_release(&home);
	desk_forget(&desk);
}
END_TEST

UNIT_MAIN("pdf", a_page_is_printed_without_running_or_fetching_anything,
          the_same_page_gives_the_same_bytes_without_a_time,
          a_browser_that_hangs_is_ended_in_time_with_all_that_it_started,
          a_browser_that_ends_or_talks_nonsense_is_an_error, without_chromium_it_says_what_to_install,
          a_directory_that_is_not_in_memory_is_not_used)
