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
}
