-- Scans for wrk: each with an id of its own, over all items in turn. BENCH_CODES, BENCH_PLACE and BENCH_TOKEN come by environment.
local place, token = os.getenv("BENCH_PLACE"), os.getenv("BENCH_TOKEN")
local items = tonumber(os.getenv("BENCH_ITEMS"))
local run = math.floor(tonumber(os.getenv("BENCH_RUN")))
local threads = 0
local refused = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  count = 0
  headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
end

function request()
  count = count + 1
  local mode = count % 2 == 0 and "intake" or "distribute"
  local body = string.format(
    '{"id":"%08x-%04x-7000-8000-%012x","mode":"%s","code":"BENCH-%d","quantity":1,"place":"%s","station":"bench"}',
    run, number, count, mode, count % items, place)
  return wrk.format("POST", "/api/v1/scans", headers, body)
end

function response(status)
  if status ~= 201 then refused = refused + 1 end
end

function done(summary, latency)
  io.write(string.format("scans %d seconds %.6f p99us %d errors %d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(99), summary.errors.status + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
end
