/// A text of 1 to 14 ASCII digits and spaces, as a number that remembers how many digits it had.
struct Digits {
    private(set) var value: UInt64 = 0
    private(set) var count = 0

    init?(_ text: Substring) {
        for byte in text.utf8 where byte != UInt8(ascii: " ") {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), count < 14 else {
                return nil
            }
            value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
            count += 1
        }
        if count == 0 { return nil }
    }

    /// The digits again, without the spaces.
    var text: String {
        let digits = String(value)
        return String(repeating: "0", count: count - digits.utf8.count) + digits
    }
}
