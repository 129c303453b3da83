/* SPDX-License-Identifier: EUPL-1.2
 *
 * How many requests are taken a second, from everybody together: to limit each visitor one would have to know who is who. The
 * generic cell rate algorithm (ITU-T I.371): one number says until when the places are given away, so that threads share it
 * without a lock.
 */
#include "internal.h"

#include <time.h>

enum { SECOND = 1000000000 }; /* nanoseconds */

void
web_bucket_init(struct web_bucket *bucket, unsigned rate)
{
	bucket->interval = rate == 0 ? 0 : SECOND / (int64_t)rate;
	atomic_init(&bucket->taken_until, 0);
}

bool
web_bucket_take(struct web_bucket *bucket)
{
	int64_t until = atomic_load(&bucket->taken_until), now, next;
	struct timespec time;

	if (bucket->interval == 0)
		return true;
	clock_gettime(CLOCK_MONOTONIC, &time);
	now = (int64_t)time.tv_sec * SECOND + time.tv_nsec;
	do {
		next = (until > now ? until : now) + bucket->interval;
		if (next - now > (int64_t)WEB_BURST_SECONDS * SECOND)
			return false;
	} while (!atomic_compare_exchange_weak(&bucket->taken_until, &until, next));
	return true;
}
