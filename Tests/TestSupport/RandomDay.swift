import Journal
import SeededRandom
import Stock
public import Storage

/// A stream of things that volunteers do, made from one seed.
public struct RandomDay: Sendable {
    private var random: SeededGenerator
    private var done: [EntryID] = []
    private var unknown: [EntryID] = []
    private var count: CountID?
    private var labels: [String] = []

    /// - Parameter seed: One seed gives one stream.
    public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Does the next thing; a refusal is part of the day.
    ///
    /// - Returns: The scan, where it was one.
    /// - Throws: What is neither a fault of stock nor of a request.
    @discardableResult
    public mutating func step(in pantry: SamplePantry) async throws -> Scan? {
        pantry.clock.advance(seconds: .random(in: 0...4_000, using: &random))
        let id: EntryID = next()
        do {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<80:
                let scan = scan(id)
                if case .unresolved = try await pantry.record(scan) {
                    unknown.append(id)
                } else {
                    done.append(id)
                }
                return scan
            case 80..<86:
                guard let undone = done.randomElement(using: &random) else { return nil }
                _ = try await pantry.store.write { try $0.reverse(undone, entryID: id) }
            case 86..<92:
                guard let scan = unknown.randomElement(using: &random) else { return nil }
                let item = Bool.random(using: &random) ? SamplePantry.beans.id : nil
                _ = try await pantry.store.write { try $0.resolve(scan, as: item, entryID: id) }
            case 92..<95: try await goOnCounting(id, in: pantry)
            case 95..<98: try await putLabelsOn(id, in: pantry)
            default:
                let today = pantry.store.calendar.date(pantry.clock.now())
                _ = try await pantry.store.write { try $0.closeDay(today, entryID: id) }
            }
        } catch is StockFault {} catch is StorageFault {}
        return nil
    }

    private mutating func scan(_ id: EntryID) -> Scan {
        let codes =
            labels + ["beans", "beans-case", "rice", "beans", "rice", "BOX00000", "nobody knows"]
        let modes: [ScanMode] = [.intake, .intake, .distribute, .distribute, .discard, .move]
        let places = [
            SamplePantry.shelf.id, SamplePantry.bin.id, SamplePantry.otherBin.id,
            SamplePantry.box.id, nil, nil,
        ]
        let days = ["2026-11", "2026-12-24", "2027", nil]
        let (mode, code) = (pick(modes), pick(codes))
        var scan = Scan.scan(
            mode, code, .random(in: 1...40, using: &random), at: pick(places),
            to: mode == .move ? pick(places) : nil,
            id: id)
        if let day = pick(days) { scan = scan.bestBy(day) }
        return scan
    }

    private mutating func goOnCounting(_ id: EntryID, in pantry: SamplePantry) async throws {
        guard let open = count else {
            let (fresh, place) = (id.named(Count.self), SamplePantry.bin.id)
            count = fresh
            _ = try await pantry.store.write { try $0.openCount(fresh, at: .id(place)) }
            return
        }
        if Bool.random(using: &random) {
            let line = CountLineRequest(
                id: id, count: open, subject: .keys([pick(["beans", "rice"])]),
                quantity: Quantity(.random(in: 0...50, using: &random)),
                asOf: .random(in: 0...10_000, using: &random))
            _ = try await pantry.store.write { try $0.noteCountLine(line) }
        } else {
            count = nil
            let uncounted: Uncounted = Bool.random(using: &random) ? .zero : .leave
            _ = try await pantry.store.write {
                try $0.completeCount(open, uncounted: uncounted, entryID: id)
            }
        }
    }

    /// A roll is made, or one of its labels is put on something, corrected, or replaced.
    private mutating func putLabelsOn(_ id: EntryID, in pantry: SamplePantry) async throws {
        guard let code = labels.randomElement(using: &random) else {
            let codes = (0..<5).map { "ROLL\(labels.count + $0)" }
            labels = try await pantry.store.write { ledger in
                try ledger.issueLabelCodes(id, count: 5, fresh: SamplePantry.codes(codes)).codes
            }
            return
        }
        let label = try await pantry.store.read { try $0.label(code) }
        if label?.binding != nil, Bool.random(using: &random) {
            let (blank, fresh) = (pick(labels + [""]), "NEW\(id)")
            _ = try await pantry.store.write {
                try $0.replaceLabel(
                    code, with: blank.isEmpty ? nil : blank, freshCode: fresh, entryID: id)
            }
            return
        }
        let (beans, places) = (SamplePantry.beans.id, [SamplePantry.bin.id, SamplePantry.box.id])
        let wishes: [LabelTarget] = [
            .item(SamplePantry.rice.id), .lotOf(beans, number: "\(labels.count)"),
            .lotOf(beans), .place(.id(pick(places))), .nothing,
        ]
        let wish = pick(wishes)
        _ = try await pantry.store.write {
            try $0.bindLabel(code, to: wish, corrects: label?.binding, entryID: id)
        }
    }

    private mutating func next() -> EntryID { ID(milliseconds: 1_795_000_000_000, using: &random) }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }
}
