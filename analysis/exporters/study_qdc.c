/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook for programs of qualitative analysis: REFI-QDA 1.0, .qdc.
 */
#include "study_exporter.h"

#include "refi.h"

static bool
qdc_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
          struct buf *warnings, struct error *err)
{
	struct xml xml;

	(void)settings, (void)warnings;
	if (package->code_count == 0)
		return fail(err, ERROR_ABSENT,
		            "the codebook has no tag yet; this form cannot hold an empty one");
	xml_begin(&xml, out);
	xml_start(&xml, "CodeBook");
	xml_attribute(&xml, "xmlns", VIEW("urn:QDA-XML:codebook:1.0"));
	xml_attribute(&xml, "origin",
	              package->settings.internal ? VIEW(REFI_ORIGIN " (INTERNAL: with examples)")
	                                         : VIEW(REFI_ORIGIN));
	refi_codes(&xml, package);
	xml_end(&xml, "CodeBook");
	return true;
}

const struct study_exporter study_exporter_qdc = { .name = "qdc",
	                                           .without_tables = true,
	                                           .write = qdc_write };
