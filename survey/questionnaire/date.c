/* SPDX-License-Identifier: EUPL-1.2
 *
 * Civil dates: a day is the finest time this product knows.
 */
#include "questionnaire.h"

#include <time.h>

struct date
date_today(void)
{
	time_t now = time(NULL);
	struct tm local;

	localtime_r(&now, &local);
	return (struct date){ local.tm_year + 1900, local.tm_mon + 1, local.tm_mday };
}

int
date_compare(struct date a, struct date b)
{
	return a.year != b.year ? a.year - b.year : a.month != b.month ? a.month - b.month : a.day - b.day;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool
date_parse(struct view text, struct date *date)
{
	int digits[10];
	struct date d;

	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return false;
	for (size_t i = 0; i < 10; i++) {
		digits[i] = text.ptr[i] - '0';
		if (i != 4 && i != 7 && (digits[i] < 0 || digits[i] > 9))
			return false;
	}
	d.year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
	d.month = digits[5] * 10 + digits[6];
	d.day = digits[8] * 10 + digits[9];
	if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > days_in_month(d.year, d.month))
		return false;
	*date = d;
	return true;
}
