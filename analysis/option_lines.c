/* SPDX-License-Identifier: EUPL-1.2 */
#include "option_lines.h"

#include "analysis/tables/published.h"

struct option_line
study_option(const char **study)
{
	return (struct option_line){
		.name = "study", .argument = "FILE", .text = study, .needed = true, .help = "The study."
	};
}

struct option_line
study_passphrase_option(const char **file)
{
	return (struct option_line){
		.name = "passphrase-file",
		.argument = "FILE",
		.text = file,
		.help = "Takes the study's passphrase from the first line of FILE instead of asking for it.",
	};
}

struct option_line
threshold_option(unsigned long *threshold)
{
	return (struct option_line){
		.name = "k",
		.argument = "K",
		.number = threshold,
		.least = THRESHOLD_MIN,
		.most = THRESHOLD_MAX,
		.help = "Hides numbers with fewer people behind them; 5 if not given.",
	};
}

struct option_line
rounding_option(unsigned long *base)
{
	return (struct option_line){
		.name = "round",
		.argument = "BASE",
		.number = base,
		.least = THRESHOLD_MIN,
		.most = THRESHOLD_MAX,
		.help = "Hides nothing more, but rounds every number to a multiple of BASE, at least K; no\n"
		        "percentages.",
	};
}

struct option_line
language_option(const char **language)
{
	return (struct option_line){
		.name = "language",
		.argument = "LANGUAGE",
		.text = language,
		.help = "Of titles and words around the answers: nl (as if not given) or en.",
	};
}

struct option_line
byte_order_mark_option(bool *asked)
{
	return (struct option_line){
		.name = "bom",
		.flag = asked,
		.help = "csv: starts with a byte order mark, by which Excel knows UTF-8.",
	};
}
