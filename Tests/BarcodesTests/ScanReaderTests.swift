import Barcodes
import Testing

struct ScanReaderTests {
    @Test(arguments: [
        "041331024686", "0041331024686", "00041331024686", "0 41331 02468 6", "]E00041331024686",
        "]E0041331024686", "]I100041331024686", "]C0041331024686", "]A0041331024686",
        "]Q1041331024686", "]d1041331024686", "041331024686\r\n", "\t041331024686\t",
        "\u{2}041331024686\u{3}", "\u{FEFF}041331024686", "041331\u{0}024686",
        "\u{1D}041331024686\u{1D}",
    ])
    func `one product has one key however it is scanned`(_ raw: String) throws {
        let scanned = try ScanReader.read(raw)
        #expect(scanned.keys == ["00041331024686"])
        #expect(scanned.keyToLearn == "00041331024686")
        #expect(scanned.best == .gtin(try #require(GTIN("041331024686"))))
    }

    @Test(arguments: [
        ("]E00416000336108", "00416000336108"), ("]E00001234000057", "00001234000057"),
        ("]E402345673", "00000002345673"), ("]I110041331024683", "10041331024683"),
        ("]I010041331024683", "10041331024683"), ("10041331024683", "10041331024683"),
        ("40170725", "00000040170725"),
    ])
    func `the scanner's own name of the symbol is read`(_ raw: String, _ key: String) throws {
        #expect(try ScanReader.read(raw).keyToLearn == key)
    }

    @Test(arguments: ["BIZCARD\u{0}:N:Doe;", "\u{2}BEGIN:\u{200B}VCARD", "ME\u{0}CARD:N:Doe;;"])
    func `a paper of a person is one whatever stands in it unseen`(_ raw: String) {
        #expect(throws: ReadFault.paperOfAPerson) { try ScanReader.read(raw) }
    }

    @Test(arguments: [
        ("041331024687", "041331024687"), ("]E00041331024687", "0041331024687"),
        ("10041331024680", "10041331024680"), ("]I110041331024680", "10041331024680"),
        ("0 41331 02468 7", "041331024687"), ("23456789", "23456789"),
    ])
    func `a wrong check digit is kept and told apart`(_ raw: String, _ digits: String) throws {
        #expect(try ScanReader.read(raw).best == .misread(digits))
        #expect(try ScanReader.read(raw).keys == [digits])
        #expect(try ScanReader.read(raw).keyToLearn == digits)
    }

    @Test(arguments: [
        "4011", "94011", "0", "41331024686", "0053611912", "123456789012345675", "SKU-12/é",
        "sku-12/É",
        "black beans", "豆", "^XZ~JA", "'; drop table codes", "]", "]C", "]?0x", "]Cab", "UTILITY-1",
        "-",
        "🥫",
        "12-345-670", "2026-11-21",
    ])
    func `anything else is kept as it is`(_ text: String) throws {
        #expect(try ScanReader.read(text).readings == [.text(text)])
        #expect(try ScanReader.read("  \(text)\r\n").keys == [text])
        #expect(try ScanReader.read("]C0\(text)").keyToLearn == text)
    }

    @Test(arguments: ["]I041331024", "]I0041331024686", "]I112345670", "]I00053611912"])
    func `ITF is a trade item number at fourteen digits only`(_ raw: String) throws {
        #expect(try ScanReader.read(raw).readings == [.text(String(raw.dropFirst(3)))])
    }

    @Test func `twelve digits in a symbol that is not a retail one may be anything`() throws {
        #expect(try ScanReader.read("]C0041331024687").readings == [.text("041331024687")])
    }

    @Test(arguments: [
        "]C10109506000134352" + "10AB\u{1D}3202000150", "]d20109506000134352" + "17271200",
        "]Q30109506000134352", "]e00109506000134352", "]J10109506000134352",
    ])
    func `a GS1 element string is kept whole, separators and all`(_ raw: String) throws {
        #expect(try ScanReader.read(raw).readings == [.text(raw)])
        #expect(try ScanReader.read(raw + "\u{1D}\r\n").readings == [.text(raw)])
    }

    @Test(arguments: [
        "7K2M9XRD", "]Q17K2M9XRD", "]C07K2M9XRD", "7k2m-9xrd\r", "HTTPS://PANTRY.EXAMPLE/7K2M9XRD",
        "https://pantry.example/7k2m9xrd", "hTTp://localhost:8080/L/7K2M9XRD",
        "]Q1HTTPS://192.168.1.9/7K2M9XRD",
    ])
    func `a label is looked up by its code, bare or at the end of a link`(_ raw: String) throws {
        #expect(try ScanReader.read(raw).best == .label(LabelCode("7K2M9XRD")))
        #expect(try ScanReader.read(raw).keys.first == "7K2M9XRD")
    }

    @Test(arguments: [
        "HTTPS://PANTRY.EXAMPLE/7K2M9XRC", "HTTPS://PANTRY.EXAMPLE/7K2M9XRD//", "HTTPS:///7K2M9XRD",
        "HTTPS://7K2M9XRD", "FTP://PANTRY.EXAMPLE/7K2M9XRD", "PANTRY.EXAMPLE/7K2M9XRD",
        "HTTPS://PANTRY.EXAMPLE/?x=7K2M9XRD", "HTTPS://PANTRY.EXAMPLE#7K2M9XRD",
        "HTTPS://PANTRY.EXAMPLE/", "https://id.gs1.org/01/09506000134352",
    ])
    func `any other link is a text`(_ link: String) throws {
        #expect(try ScanReader.read(link).readings == [.text(link)])
    }

    @Test func `what only looks like one of our labels is learned as it was scanned`() throws {
        #expect(try ScanReader.read("abcdefgc").keys == ["ABCDEFGC", "abcdefgc"])
        #expect(try ScanReader.read("abcdefgc").keyToLearn == "abcdefgc")
        #expect(try ScanReader.read("ABCDEFGC").keys == ["ABCDEFGC"])
        let link = "https://other.example/ABCDEFGC"
        #expect(try ScanReader.read(link).keys == ["ABCDEFGC", link])
        #expect(try ScanReader.read(link).keyToLearn == link)
    }

    @Test func `digits can be a label and a product, and both are looked up`() throws {
        let label = try LabelCode("00000012")
        #expect(try ScanReader.read("00000012").readings == [.label(label), .misread("00000012")])
        #expect(try ScanReader.read("]Q100000012").readings == [.label(label), .text("00000012")])
        #expect(try ScanReader.read("]E000000012").readings == [.misread("00000012")])
        #expect(try ScanReader.read("]E400000012").readings == [.misread("00000012")])
        let all = try ScanReader.read("02346496")
        #expect(all.keys == ["00023464000096", "00000002346496", "02346496"])
        #expect(all.readings.last == .label(try LabelCode("02346496")))
        #expect(all.keyToLearn == "00023464000096")
    }

    @Test(arguments: [("UNDO", "UNDO"), ("]Q1UINTAKE", "UINTAKE"), ("uMove7", "UMOVE7")])
    func `a command card begins with U, and is a text beside`(_ raw: String, _ command: String)
        throws
    {
        let scanned = try ScanReader.read(raw)
        #expect(scanned.best == .command(command))
        #expect(scanned.keys == [raw.replacing("]Q1", with: "")])
    }

    @Test func `U alone, a longer text and other letters are no command`() throws {
        let longest = "U" + String(repeating: "X", count: 31)
        #expect(try ScanReader.read(longest).best == .command(longest))
        for text in ["U", longest + "X", "USDA beans", "Uß", "ÜNDO", "U-1"] {
            #expect(try ScanReader.read(text).readings == [.text(text)])
        }
    }
}
