import Printing
import Testing

/// What no language says, and the fault that each names.
@Suite struct RefusalTests {
    private let small = LabelSize(width: 8, height: 8)

    @Test(arguments: Subject.all)
    func `a label wider than the language can say is refused with the limit`(_ subject: Subject) {
        let label = Bitmap(width: 65_535, height: 1)
        let fault = #expect(throws: EncodingFault.self) {
            try subject.language.encode(label, settings: small.settings())
        }
        guard case .labelTooWide(dots: 65_535, let limit) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(throws: Never.self) {
            let widest = Bitmap(width: limit, height: 1)
            _ = try subject.language.encode(widest, settings: small.settings())
        }
        #expect(throws: EncodingFault.labelTooWide(dots: limit + 1, limit: limit)) {
            let beyond = Bitmap(width: limit + 1, height: 1)
            _ = try subject.language.encode(beyond, settings: small.settings())
        }
    }

    @Test(arguments: Subject.all)
    func `a label longer than the language can say is refused with the limit`(_ subject: Subject) {
        #expect(throws: EncodingFault.labelTooLong(dots: 32_001, limit: 32_000)) {
            let beyond = Bitmap(width: 8, height: 32_001)
            _ = try subject.language.encode(beyond, settings: small.settings())
        }
        #expect(throws: Never.self) {
            let longest = Bitmap(width: 8, height: 32_000)
            _ = try subject.language.encode(longest, settings: small.settings())
        }
    }

    @Test(arguments: Subject.all, [Int.min, -1, 0, 10_000, Int.max])
    func `copies out of range are refused with the limit`(_ subject: Subject, _ copies: Int) {
        #expect(throws: EncodingFault.copiesOutOfRange(copies: copies, limit: 9_999)) {
            let label = Bitmap(width: 8, height: 8)
            _ = try subject.language.encode(label, settings: small.settings(copies: copies))
        }
    }

    @Test(arguments: Subject.all)
    func `of several faults the width is named first and the copies last`(_ subject: Subject) {
        #expect(throws: EncodingFault.labelTooLong(dots: 32_001, limit: 32_000)) {
            let beyond = Bitmap(width: 8, height: 32_001)
            _ = try subject.language.encode(beyond, settings: small.settings(copies: 0))
        }
        let fault = #expect(throws: EncodingFault.self) {
            let beyond = Bitmap(width: 32_001, height: 32_001)
            _ = try subject.language.encode(beyond, settings: small.settings(copies: 0))
        }
        guard case .labelTooWide = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }
}
