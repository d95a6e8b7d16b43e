import Barcodes
import Testing

struct UPCETests {
    @Test(arguments: [
        ("01234565", "012345000065"), ("04252614", "042100005264"), ("05096893", "050968000093"),
    ])
    func `a UPC-E is found under the UPC-A it stands for`(_ short: String, _ long: String) throws {
        #expect(try ScanReader.read(short).keyToLearn == "00" + long)
        #expect(try ScanReader.read("]E0" + short).keyToLearn == "00" + long)
        #expect(try ScanReader.read("]E00" + long).keyToLearn == "00" + long)
    }

    // System and six digits → the eleven digits before the check digit, one line for each rule.
    @Test(arguments: [
        ("0123450", "01200000345"), ("0123451", "01210000345"), ("1123452", "11220000345"),
        ("0123453", "01230000045"), ("1123454", "11234000005"), ("0123455", "01234500005"),
        ("0123456", "01234500006"), ("1123457", "11234500007"), ("0123458", "01234500008"),
        ("0123459", "01234500009"),
    ])
    func `the sixth digit says where the zeros were`(_ short: String, _ long: String) throws {
        let check = checkDigit(long)
        #expect(try ScanReader.read("]E0\(short)\(check)").keys.first == "00\(long)\(check)")
        for wrong in 0...9 where wrong != check {
            #expect(
                try !ScanReader.read("]E0\(short)\(wrong)").keys.contains {
                    $0.hasPrefix("00\(long)")
                })
        }
    }

    @Test(arguments: 2...9)
    func `a number system above 1 is no UPC-E`(_ system: Int) throws {
        for last in 0...9 {
            let readings = try ScanReader.read("]E0\(system)123456\(last)").readings
            #expect(readings.count == 1)
            #expect(readings[0].key?.hasSuffix("\(system)123456\(last)") == true)
        }
    }

    @Test func `eight digits that can be both are looked up as UPC-E, then as EAN-8`() throws {
        #expect(try ScanReader.read("02345673").keys == ["00023456000073", "00000002345673"])
        #expect(try ScanReader.read("]E002345673").keys == ["00023456000073", "00000002345673"])
    }

    @Test func `a scanner that says EAN-8 turns the order round`() throws {
        #expect(try ScanReader.read("]E402345673").keys == ["00000002345673", "00023456000073"])
        #expect(try ScanReader.read("00000002345673").keys == ["00000002345673", "00023456000073"])
    }

    @Test func `a scanner that says EAN-8 never means a UPC-E whose check digit fails as EAN-8`()
        throws
    {
        #expect(try ScanReader.read("04252614").best == .gtin(#require(GTIN("042100005264"))))
        #expect(try ScanReader.read("]E404252614").best == .misread("04252614"))
        #expect(try ScanReader.read("00000004252614").best == .misread("00000004252614"))
    }
}

/// The check digit by the book: over text, from the right, weights 3 and 1 in turn.
func checkDigit(_ payload: String) -> Int {
    let weighted = zip(payload.reversed(), 0...).map { digit, place in
        (digit.wholeNumberValue ?? 0) * (place.isMultiple(of: 2) ? 3 : 1)
    }
    return (10 - weighted.reduce(0, +) % 10) % 10
}
