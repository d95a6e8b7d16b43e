import SeededRandom
import Testing

@testable import Stock

@Suite struct LabelStateTests {
    private static let item = ItemID(derivedFrom: Array(0..<16))
    private static let entry = EntryID(derivedFrom: Array(1..<17))
    private static let other = EntryID(derivedFrom: Array(2..<18))

    @Test func `a blank label is put on anything, and on nothing it stays blank`() throws {
        let blank = LabelState(binding: nil, referent: nil)
        let item = try #require(Self.item)
        #expect(try blank.binds(to: .item(item), correcting: nil))
        #expect(throws: LabelRefusal.unbound) { try blank.binds(to: nil, correcting: nil) }
        #expect(throws: LabelRefusal.unbound) {
            try blank.binds(to: .item(item), correcting: Self.entry)
        }
    }

    @Test func `a label that is in use is put elsewhere only by naming the binding it corrects`()
        throws
    {
        let item = try #require(Self.item)
        let place = PlaceID(derivedFrom: Array(3..<19)).map { LabelBearer.place($0) }
        let bound = LabelState(binding: Self.entry, referent: .item(item, pack: 1))
        #expect(try !bound.binds(to: .item(item), correcting: nil))
        #expect(throws: LabelRefusal.bound) { try bound.binds(to: place, correcting: nil) }
        #expect(throws: LabelRefusal.bound) { try bound.binds(to: place, correcting: Self.other) }
        #expect(try bound.binds(to: place, correcting: Self.entry))
        #expect(try bound.binds(to: nil, correcting: Self.entry))
    }

    @Test func `a label is replaced once, and only where it stands for something`() throws {
        let item = try #require(Self.item)
        let referent = CodeReferent.item(item, pack: 1)
        #expect(
            try LabelState(binding: Self.entry, referent: referent).replaceable() == referent)
        #expect(throws: LabelRefusal.unbound) {
            try LabelState(binding: nil, referent: nil).replaceable()
        }
        #expect(throws: LabelRefusal.isOnDonation) {
            try LabelState(binding: Self.entry, referent: nil, isOnDonation: true).replaceable()
        }
        #expect(throws: LabelRefusal.replaced(by: "NEW00000")) {
            try LabelState(binding: Self.entry, referent: referent, replacedBy: "NEW00000")
                .replaceable()
        }
    }

    @Test(arguments: seeds)
    func `a label stands for what the last request said that named its binding`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let bearers = try (0..<6).map { number in
            let bytes = Array(UInt8(number)..<UInt8(number) + 16)
            return number.isMultiple(of: 2)
                ? LabelBearer.item(try #require(ItemID(derivedFrom: bytes)))
                : LabelBearer.place(try #require(PlaceID(derivedFrom: bytes)))
        }
        var label = LabelState(binding: nil, referent: nil)
        var earlier: [EntryID] = [ID(milliseconds: 0, using: &random)]
        for step in 1...500 {
            let bearer =
                Int.random(in: 0..<4, using: &random) == 0
                ? nil : bearers.randomElement(using: &random)
            let corrects =
                [nil, label.binding, earlier.randomElement(using: &random)]
                .randomElement(using: &random) ?? nil
            let isBlank = label.binding == nil
            let standsSo = bearer.map { CodeReferent($0) == label.referent } ?? false
            let outcome = Result { () throws(LabelRefusal) in
                try label.binds(to: bearer, correcting: corrects)
            }
            let expected: Result<Bool, LabelRefusal> =
                switch (isBlank, corrects) {
                case (true, nil): bearer == nil ? .failure(.unbound) : .success(true)
                case (true, _?): .failure(.unbound)
                case (false, nil): standsSo ? .success(false) : .failure(.bound)
                case (false, let named?):
                    named == label.binding ? .success(true) : .failure(.bound)
                }
            #expect(outcome == expected, "step \(step)")
            guard case .success(true) = outcome else { continue }
            if let binding = label.binding { earlier.append(binding) }
            let binding: EntryID? =
                bearer == nil ? nil : ID(milliseconds: UInt64(step), using: &random)
            label = LabelState(
                binding: binding, referent: bearer.map { CodeReferent($0) })
            #expect((try? label.replaceable()) == label.referent)
        }
    }
}
