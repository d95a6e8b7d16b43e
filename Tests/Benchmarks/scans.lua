-- Scans for wrk: each with an id of its own, over all items in turn. BENCH_ITEMS, BENCH_PLACE, BENCH_RUN and BENCH_TOKEN
-- come by environment. It shares the machine with the hub, so it does little: the head of a request is written once, all
-- bodies are of one length, and answers are not looked at (wrk counts those of 400 and above by itself).
local place, items = os.getenv("BENCH_PLACE"), tonumber(os.getenv("BENCH_ITEMS"))
local run = math.floor(tonumber(os.getenv("BENCH_RUN")))
local modes = { [0] = '"intake"    ', '"distribute"' }
local count, head = 0, nil

local function body(number)
  return string.format(
    '{"id":"%08x-0000-7000-8000-%012x","mode":%s,"code":"BENCH-%03d","quantity":1,"place":"%s","station":"bench"}',
    run, number, modes[number % 2], number % items, place)
end

function init()
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
  wrk.headers["Content-Type"] = "application/json"
  local whole = wrk.format("POST", "/api/v1/scans", nil, body(0))
  head = whole:sub(1, #whole - #body(0))
end

function request()
  count = count + 1
  return head .. body(count)
end

function done(summary, latency)
  io.write(string.format("scans %d seconds %.6f p99us %d errors %d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(99), summary.errors.status + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
end
