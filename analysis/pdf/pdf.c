/* SPDX-License-Identifier: EUPL-1.2
 *
 * Printing a page: pdf.h.
 */
#include "pdf.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "arena.h"
#include "browser.h"
#include "devtools.h"

struct pdf_printer {
	struct browser browser;
};

#define A4_WIDTH (210 / 25.4) /* inches; a page's own @page { size } goes before it */
#define A4_HEIGHT (297 / 25.4)

/* Chromium puts the title and the numbers into elements of these classes. */
static const char header[] =
    "<div style='font:8pt sans-serif;color:#444;width:100%;padding:0 16mm'><span class=title></span></div>";
static const char footer[] = "<div style='font:8pt sans-serif;color:#444;width:100%;text-align:center'>"
                             "<span class=pageNumber></span> / <span class=totalPages></span></div>";

bool
pdf_printer_open(struct pdf_printer **printer, struct error *err)
{
	struct pdf_printer *made = xcalloc(1, sizeof(*made));

	*printer = NULL;
	if (!browser_open(&made->browser, err)) {
		free(made);
		return false;
	}
	*printer = made;
	return true;
}

void
pdf_printer_close(struct pdf_printer *printer)
{
	if (printer == NULL)
		return;
	browser_close(&printer->browser);
	free(printer);
}

/* ---- Printing ------------------------------------------------------------------------------------------------ */

struct printing {
	struct devtools devtools;
	struct arena arena; /* for what the browser answered */
};

/* Asks for something of which one text is wanted, "frame.id" being member id of member frame. */
static bool
ask_text(struct printing *printing, const char *method, json_t *params, const char *where, const char **text,
         struct error *err)
{
	struct view path = view_of(where);
	json_t *answer = NULL;
	const json_t *member;
	bool good = devtools_ask(&printing->devtools, method, params, &answer, err);

	member = answer;
	while (path.ptr != NULL)
		member = json_object_get(member, arena_copy(&printing->arena, view_cut(&path, '.')).ptr);
	if (good && !json_is_string(member))
		good = fail(err, ERROR_SYSTEM, "the browser does not answer %s as it should", method);
	if (good)
		*text = arena_copy(&printing->arena, view_of(json_string_value(member))).ptr;
	json_decref(answer);
	return good;
}

/* A page in a context of its own, without what the browser began with. Scripts are off, and so is the network. What is asked next is for this page. */
static bool
open_page(struct printing *printing, struct error *err)
{
	struct devtools *devtools = &printing->devtools;
	const char *context, *target;

	return ask_text(printing, "Target.createBrowserContext", NULL, "browserContextId", &context, err) &&
	       ask_text(printing, "Target.createTarget",
	                json_pack("{s:s, s:s}", "url", "about:blank", "browserContextId", context),
	                "targetId", &target, err) &&
	       ask_text(printing, "Target.attachToTarget",
	                json_pack("{s:s, s:b}", "targetId", target, "flatten", 1), "sessionId",
	                &devtools->session, err) &&
	       devtools_ask(devtools, "Emulation.setScriptExecutionDisabled", json_pack("{s:b}", "value", 1),
	                    NULL, err) &&
	       devtools_ask(devtools, "Network.enable", NULL, NULL, err) &&
	       devtools_ask(devtools, "Network.emulateNetworkConditions",
	                    json_pack("{s:b, s:i, s:i, s:i}", "offline", 1, "latency", 0,
	                              "downloadThroughput", -1, "uploadThroughput", -1),
	                    NULL, err);
}

static bool
print_page(struct printing *printing, struct view html, enum pdf_margin margin, const char **base64,
           struct error *err)
{
	const char *frame;

	return ask_text(printing, "Page.getFrameTree", NULL, "frameTree.frame.id", &frame, err) &&
	       devtools_ask(&printing->devtools, "Page.setDocumentContent",
	                    json_pack("{s:s, s:s%}", "frameId", frame, "html", html.ptr, html.len), NULL,
	                    err) &&
	       ask_text(printing, "Page.printToPDF",
	                json_pack("{s:f, s:f, s:b, s:b, s:b, s:b, s:b, s:s, s:s}", "paperWidth", A4_WIDTH,
	                          "paperHeight", A4_HEIGHT, "printBackground", 1, "preferCSSPageSize", 1,
	                          "generateTaggedPDF", 1, "generateDocumentOutline", 1, "displayHeaderFooter",
	                          margin == PDF_NUMBERED, "headerTemplate", header, "footerTemplate", footer),
	                "data", base64, err);
}

/* Blanks the times in the file's description: the entries go, and all else stays at its place, as a PDF needs. In a text such
 * an entry cannot stand like this: there Chromium writes a bracket as "\(". */
static void
drop_times(char *pdf, size_t length)
{
	static const char *const starts[] = { "/CreationDate (D:", "/ModDate (D:" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		char *at = memmem(pdf, length, starts[i], strlen(starts[i]));
		char *end = at == NULL ? NULL : memchr(at, ')', length - (size_t)(at - pdf));

		if (end != NULL)
			memset(at, ' ', (size_t)(end - at) + 1);
	}
}

static bool
add_pdf(const char *base64, struct buf *pdf, struct error *err)
{
	size_t length = strlen(base64), room = length / 4 * 3, made;
	char *start;

	buf_reserve(pdf, room);
	start = pdf->data + pdf->len;
	if (sodium_base642bin((unsigned char *)start, room, base64, length, NULL, &made, NULL,
	                      sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    made < strlen("%PDF-") || memcmp(start, "%PDF-", strlen("%PDF-")) != 0)
		return fail(err, ERROR_SYSTEM, "what the browser made is no PDF");
	drop_times(start, made);
	pdf->len += made;
	pdf->data[pdf->len] = '\0';
	return true;
}

bool
pdf_print(struct pdf_printer *printer, struct view html, const struct pdf_settings *settings, struct buf *pdf,
          struct error *err)
{
	struct printing printing = { .arena = ARENA_INIT };
	const char *base64;
	bool good;

	devtools_init(&printing.devtools, printer->browser.talk,
	              settings->seconds == 0 ? PDF_SECONDS : settings->seconds);
	good = open_page(&printing, err) && print_page(&printing, html, settings->margin, &base64, err) &&
	       add_pdf(base64, pdf, err);
	devtools_release(&printing.devtools);
	arena_release(&printing.arena);
	return good;
}
