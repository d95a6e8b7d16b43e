import Barcodes
import Testing

struct GTINTests {
    @Test func `a case's number holds its piece's, whose check digit is its own`() throws {
        let piece = try #require(GTIN("041331024686"))
        let box = try #require(GTIN("10041331024683"))
        #expect(box.isOfCase && !piece.isOfCase)
        #expect(box.piece == piece && piece.piece == nil)
        #expect(piece.cases.count == 8 && piece.cases.contains(box) && box.cases.isEmpty)
        // A 9 is of what is weighed, and no case of a known number of pieces.
        let weighed = try #require(
            (0...9).lazy.compactMap { GTIN("9004133102468\($0)") }.first)
        #expect(!weighed.isOfCase && weighed.piece == nil && weighed.cases.isEmpty)
    }

    @Test(arguments: [
        ("02345673", "00000002345673"),  // GTIN-8
        ("02345680", "00000002345680"),
        ("416000336108", "00416000336108"),  // GTIN-12
        ("041331024686", "00041331024686"),
        ("070787602346", "00070787602346"),
        ("1234567890128", "01234567890128"),  // GTIN-13
        ("2112233789657", "02112233789657"),
        ("12345678901231", "12345678901231"),  // GTIN-14
        ("24012345678905", "24012345678905"),
        ("10041331024683", "10041331024683"),
    ])
    func `a number with a right check digit becomes fourteen digits`(
        _ digits: String, _ fourteen: String
    ) {
        #expect(GTIN(digits)?.description == fourteen)
    }

    @Test(arguments: [
        "02345673", "416000336108", "1234567890128", "12345678901231", "24012345678905",
    ])
    func `every wrong check digit is found`(_ digits: String) {
        for wrong in "0123456789" where wrong != digits.last {
            #expect(GTIN(digits.dropLast() + String(wrong)) == nil)
        }
    }

    @Test func `leading zeros carry no meaning`() {
        let gtin = GTIN("041331024686")
        #expect(gtin != nil)
        #expect(GTIN("0041331024686") == gtin)
        #expect(GTIN("00041331024686") == gtin)
        #expect(GTIN("10041331024683") != gtin)
    }

    @Test func `the groups printed under a bar code may be typed with their spaces`() {
        #expect(GTIN("0 41331 02468 6") == GTIN("041331024686"))
    }

    @Test(arguments: [
        "", " ", "0", "4011", "94011", "0053611912", "41331024686", "123456789012345675",
        "04133102468６", "0413310２4686", "-41331024686", "041331024686\n", "0x1331024686",
    ])
    func `other lengths and other characters are no number`(_ text: String) {
        #expect(GTIN(text) == nil)
    }
}
