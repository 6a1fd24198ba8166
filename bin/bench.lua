-- wrk's side of bin/bench. REQUESTS names a file: one request a line, as method, path, cookie, body, with tabs between.
-- One line is sent again and again; of several each is sent once, shared out between the threads. Time is counted from
-- the first form to the last answer, for wrk itself waits out its seconds even when the forms have run out.
local ffi = require("ffi")
ffi.cdef("struct bench_time { long s, ns; }; int clock_gettime(int clock, struct bench_time *time);")
local threads, time = {}, ffi.new("struct bench_time")

local function seconds()
    ffi.C.clock_gettime(1, time)
    return tonumber(time.s) + tonumber(time.ns) / 1e9
end

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init()
    local count = tonumber(os.getenv("THREADS"))
    requests, acknowledged, refused, others, began, ended = {}, 0, 0, 0, 0, 0
    -- wrk asks its first thread for one request that it only looks at.
    sent = number == 0 and -1 or 0
    local lines = {}
    for line in io.lines(os.getenv("REQUESTS")) do lines[#lines + 1] = line end
    again = #lines == 1
    for index, line in ipairs(lines) do
        if again or index % count == number then
            local method, path, cookie, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)")
            local headers = { Host = "127.0.0.1", Cookie = cookie }
            if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
            requests[#requests + 1] = wrk.format(method, path, headers, method == "POST" and body or nil)
        end
    end
end

function request()
    if again then return requests[1] end
    if sent == 0 then began = seconds() end
    sent = math.min(sent + 1, #requests)
    if sent == #requests then wrk.thread:stop() end
    return requests[math.max(sent, 1)]
end

-- A `response` function would cost wrk time for every page; only forms are counted one by one.
if os.getenv("COUNTED") then
    function response(status)
        ended = seconds()
        if status == 303 then
            acknowledged = acknowledged + 1
        elseif status < 500 then
            refused = refused + 1
        else
            others = others + 1
        end
    end
end

function done(summary, latency)
    local sums, first, last = { sent = 0, acknowledged = 0, refused = 0, others = 0 }, math.huge, 0
    for _, thread in ipairs(threads) do
        for name in pairs(sums) do sums[name] = sums[name] + (thread:get(name) or 0) end
        first, last = math.min(first, thread:get("began")), math.max(last, thread:get("ended"))
    end
    local errors = summary.errors
    io.write(string.format(
        '\nRESULT {"requests": %d, "seconds": %f, "bytes": %d, "p50": %f, "p95": %f, "p99": %f, "errors": %d, '
            .. '"acknowledged": %d, "refused": %d, "failed": %d, "in_flight": %d}\n',
        summary.requests, last > 0 and last - first or summary.duration / 1e6, summary.bytes,
        latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        sums.acknowledged, sums.refused, sums.others,
        sums.sent - sums.acknowledged - sums.refused - sums.others))
end
