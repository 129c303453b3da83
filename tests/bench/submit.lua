-- SPDX-License-Identifier: EUPL-1.2
-- For wrk: sends a filled-in form with a fresh nonce each time. BODY is the rest of the form, urlencoded.
local body = os.getenv("BODY")
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
	local nonce = string.format("%08x%08x%08x%08x", math.random(0, 0xffffffff), math.random(0, 0xffffffff),
		math.random(0, 0xffffffff), math.random(0, 0xffffffff))
	return wrk.format(nil, nil, nil, "nonce=" .. nonce .. "&" .. body)
end
