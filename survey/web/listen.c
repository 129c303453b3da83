/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where the web server listens: a port, or a socket in the file system, by which no address of anybody ever enters this
 * process. An own socket instead of libmicrohttpd's, to know why it failed and which port it got.
 */
#include "internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Its size, 0 when the text is no address. */
static socklen_t
read_address(const char *text, unsigned port, union address *address)
{
	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons((uint16_t)port);
		return sizeof(address->v4);
	}
	if (inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1) {
		address->v6.sin6_family = AF_INET6;
		address->v6.sin6_port = htons((uint16_t)port);
		return sizeof(address->v6);
	}
	return 0;
}

static bool
make_socket(struct web *web, int family, struct error *err)
{
	web->listener = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	return web->listener >= 0 || fail_errno(err, "cannot make a socket");
}

static bool
listen_on_port(struct web *web, const char *text, unsigned port, struct error *err)
{
	union address address;
	socklen_t len = read_address(text, port, &address);
	int on = 1;

	if (len == 0 || port > UINT16_MAX)
		return fail(err, ERROR_INVALID, "%s port %u is no address to listen on", text, port);
	if (!make_socket(web, address.any.sa_family, err))
		return false;
	setsockopt(web->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (address.any.sa_family == AF_INET6)
		setsockopt(web->listener, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(web->listener, &address.any, len) != 0 || listen(web->listener, SOMAXCONN) != 0) {
		if (errno == EADDRINUSE)
			return fail(err, ERROR_BUSY, "port %u on %s is in use by another program", port,
			            text);
		return fail_errno(err, "cannot listen on %s port %u", text, port);
	}
	if (getsockname(web->listener, &address.any, &len) != 0)
		return fail_errno(err, "cannot listen on %s port %u", text, port);
	web->port = ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
	return true;
}

/* Whether somebody serves at a socket in the file system. */
static bool
is_served(const struct sockaddr_un *address)
{
	int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	/* EAGAIN: somebody does, and has more than enough to do. */
	bool served =
	    probe >= 0 &&
	    (connect(probe, (const struct sockaddr *)address, sizeof(*address)) == 0 || errno == EAGAIN);

	if (probe >= 0)
		close(probe);
	return served;
}

/* What a server that was killed left behind goes; anything else stays. */
static bool
remove_stale(const struct sockaddr_un *address, struct error *err)
{
	struct stat status;

	if (lstat(address->sun_path, &status) != 0)
		return true; /* bind() says what is wrong, when something is */
	if (!S_ISSOCK(status.st_mode))
		return fail(err, ERROR_INVALID, "%s exists and is no socket", address->sun_path);
	if (is_served(address))
		return fail(err, ERROR_BUSY, "another program serves at %s", address->sun_path);
	return unlink(address->sun_path) == 0 ||
	       fail_errno(err, "cannot remove the old socket %s", address->sun_path);
}

/* Its mode is set before anybody can connect, for until listen() nobody can. */
static bool
listen_on_file(struct web *web, const char *path, unsigned mode, struct error *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (path[0] == '\0' || strlen(path) >= sizeof(address.sun_path))
		return fail(err, ERROR_INVALID, "the path of a socket has 1 to %zu bytes",
		            sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, path, strlen(path));
	if (!remove_stale(&address, err) || !make_socket(web, AF_UNIX, err))
		return false;
	if (bind(web->listener, (const struct sockaddr *)&address, sizeof(address)) != 0)
		return fail_errno(err, "cannot make the socket %s", path);
	if (lstat(path, &web->file) != 0 || chmod(path, (mode_t)mode) != 0 ||
	    listen(web->listener, SOMAXCONN) != 0) {
		fail_errno(err, "cannot listen on the socket %s", path);
		unlink(path);
		return false;
	}
	web->file_made = true;
	return true;
}

bool
web_listen(struct web *web, struct error *err)
{
	const struct web_settings *settings = &web->settings;

	return settings->socket != NULL ? listen_on_file(web, settings->socket, settings->socket_mode, err)
	                                : listen_on_port(web, settings->address, settings->port, err);
}

/* Only when it is still ours: whoever follows may have made one of its own there. */
void
web_listen_end(struct web *web)
{
	struct stat status;

	if (web->file_made && lstat(web->settings.socket, &status) == 0 &&
	    status.st_dev == web->file.st_dev && status.st_ino == web->file.st_ino)
		unlink(web->settings.socket);
	web->file_made = false;
}
