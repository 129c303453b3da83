/* SPDX-License-Identifier: EUPL-1.2
 *
 * Values in Markdown: a value of a template NAME.md.tpl reads as itself, whatever is in it. It makes no heading, list, table, link or
 * HTML, ends no cell and no line. It holds for CommonMark, GitHub's tables and Pandoc's Markdown; all of them take a backslash before
 * punctuation (https://spec.commonmark.org/0.30/#backslash-escapes).
 */
#ifndef MARKDOWN_HH
#define MARKDOWN_HH

#include <string>

/* Makes the modifier known to ctemplate, once. */
void markdown_add_modifier();

/* The text of a template, with the modifier at each of its values, so that none can be forgotten. */
std::string markdown_template(const std::string &text);

#endif
