-- SPDX-License-Identifier: EUPL-1.2
-- For wrk: sends a form with a fresh nonce each time. BODY is the rest of the form, urlencoded; MARK is what nonces of the server's
-- key begin with (8 digits). With PACE so many are sent a second, evenly, by all connections together, and however long the server
-- takes: each connection that is free takes the next moment of that schedule, and sends at once when it has passed.
local body = os.getenv("BODY")
local mark = os.getenv("MARK")
local pace = tonumber(os.getenv("PACE") or "0")
local thread_number = 0

function setup(thread)
	thread:set("number", thread_number)
	thread_number = thread_number + 1
end

function init()
	-- Another sequence per thread and run.
	local random = io.open("/dev/urandom", "rb")
	local seed = 0
	for byte in random:read(4):gmatch(".") do
		seed = seed * 256 + byte:byte()
	end
	random:close()
	math.randomseed(seed + number)
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
	local nonce = mark .. string.format("%08x%08x%08x", math.random(0, 0xffffffff), math.random(0, 0xffffffff),
		math.random(0, 0xffffffff))
	return wrk.format(nil, nil, nil, "nonce=" .. nonce .. "&" .. body)
end

if pace > 0 then
	-- One clock for all, so PACE is for one thread of wrk. Lua's own has seconds only.
	local ffi = require("ffi")
	local begun
	local sent = 0

	ffi.cdef("typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int, moment *);")
	local moment = ffi.new("moment[1]")

	local function now()
		ffi.C.clock_gettime(1, moment)
		return tonumber(moment[0].seconds) + tonumber(moment[0].nanoseconds) / 1e9
	end

	-- In milliseconds.
	function delay()
		begun = begun or now()
		sent = sent + 1
		return math.max(0, math.floor((begun + sent / pace - now()) * 1000 + 0.5))
	end
end
