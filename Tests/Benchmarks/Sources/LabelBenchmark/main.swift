import Languages
import Printing
import Rendering

/// Labels a second on one core, drawn and encoded one after the other, each with its own text and code,
/// and what 10,000 of them leave in memory.
///
///     LabelBenchmark FOLDER     a folder with the layouts that only this program draws

let catalogue = try LayoutCatalogue(directory: CommandLine.arguments.dropFirst().first)
let small = ["name", "date", "detail"]
let page = (0..<10).map { "line\($0)" }

// The first three have a threshold, the last two a rival in peers.py.
let benches = [
    Bench("tspl", "lot", small, on: "50x30", at: .dpi203),
    Bench("zpl", "manifest", page, on: "101.6x152.4", at: .dpi203),
    Bench("dymo", "lot", small, on: "57.15x31.75", at: .dpi300),
    Bench("escpos", "lot", small, on: "58", at: .dpi203),
    Bench("brother", "lot", small, on: "62x29", at: .dpi300),
]
for bench in benches {
    let rate = try bench.rate(count: 2_000, from: catalogue)
    print("label \(bench.media) \(bench.language): \(Int(rate)) labels/s")
}

// What is kept at all is kept after some hundreds; what leaks goes on.
let before = peakMemory()
_ = try benches[0].rate(count: 10_000, from: catalogue)
print("label memory: \(peakMemory() - before) KB more after 10,000 labels")
