import Foundation
import SeededRandom

/// Endlessly many broken versions of a few samples: bytes changed, cut, doubled and run together.
public struct Mutations: Sequence, IteratorProtocol {
    private let samples: [[UInt8]]
    private var chance: SeededGenerator

    /// The same seed gives the same versions again.
    public init(of samples: [[UInt8]], seed: UInt64) {
        (self.samples, chance) = (samples, SeededGenerator(seed: seed))
    }

    /// The next version; never nil.
    public mutating func next() -> [UInt8]? {
        (0..<Int.random(in: 1...3, using: &chance)).flatMap { _ in mutated() }
    }

    private mutating func mutated() -> [UInt8] {
        var bytes = samples.randomElement(using: &chance) ?? []
        for _ in 0..<Int.random(in: 0...3, using: &chance) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &chance)
            case 2: bytes.removeSubrange(place...)
            case 3: bytes.removeSubrange(...place)
            default: bytes.insert(contentsOf: bytes[place...], at: place)
            }
        }
        return bytes
    }
}

/// The samples that the fuzzer of that name starts from: Tests/Fuzzing/Corpus.
public func samples(of name: String) throws -> [[UInt8]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fuzzing/Corpus/\(name)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        Array(try Data(contentsOf: folder.appending(path: $0)))
    }
}
