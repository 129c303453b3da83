-- SPDX-License-Identifier: EUPL-1.2
-- For wrk: sends a form with a fresh nonce each time. BODY is the rest of the form, urlencoded; MARK is what nonces of the server's
-- key begin with (8 digits). With DELAY each connection waits up to twice so many milliseconds before it sends the next one.
local body = os.getenv("BODY")
local mark = os.getenv("MARK")
local wait = tonumber(os.getenv("DELAY") or "0")
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

if wait > 0 then
	function delay()
		return math.random(0, 2 * wait)
	end
end
