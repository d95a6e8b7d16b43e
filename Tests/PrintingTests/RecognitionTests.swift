import Printing
import Testing

/// What a printer is taken for.
@Suite struct RecognitionTests {
    private let hzd = (vendor: UInt16(0x0FE6), product: UInt16(0x811E))

    @Test func `a person's choice comes first, then the printer's word, then the table`() {
        let id = DeviceID("MFG:X;MDL:HZD950-PRO;CMD:ESC/POS;")
        let silent = DeviceID("MFG:X;MDL:HZD950-PRO;CMD: ;")
        func seen(_ chosen: String?, _ id: DeviceID) -> Recognition {
            Recognition(
                chosen: chosen, id: id, vendor: hzd.vendor, product: hzd.product, model: id.model)
        }
        #expect(seen("zpl", id).language == "zpl")
        #expect(seen("zpl", id).basis == .chosen)
        #expect(seen(nil, id).language == "escpos")
        #expect(seen(nil, id).basis == .deviceID)
        #expect(seen(nil, silent).language == "tspl")
        #expect(seen(nil, silent).basis == .knownModel)
    }

    @Test(arguments: [nil, "", "POS-80", "HZD95", "HZD950-PRO2"])
    func `vendor and product without the model decide nothing`(model: String?) {
        let seen = Recognition(
            id: nil, vendor: hzd.vendor, product: hzd.product, model: model)
        #expect(seen == .unknown)
    }

    @Test func `a model under another maker's numbers decides nothing`() {
        #expect(Recognition(id: nil, vendor: 0x1234, product: 0x2042, model: "QL-700") == .unknown)
        #expect(Recognition(id: nil, vendor: 0x04F9, product: 0x2043, model: "QL-700") == .unknown)
    }

    @Test(arguments: [
        ("QL-820NWB", 0x04F9, 0x209D, "brother", 300), ("GK420d", 0x0A5F, 0x0080, "zpl", 203),
        ("ZTC GK420d", 0x0A5F, 0x0062, "zpl", 203), ("ztc gk420D", 0x0A5F, 0x0062, "zpl", 203),
        ("ZTC ZD410-203dpi ZPL", 0x0A5F, 0x011C, "zpl", 203),
        ("ZTC ZD410-300dpi ZPL", 0x0A5F, 0x011C, "zpl", 300),
        ("DYMO LabelWriter 450", 0x0922, 0x0020, "dymo", 300),
        ("LabelWriter 4XL", 0x0922, 0x001F, "dymo", 300),
    ])
    func `a maker's name before the model and a resolution behind it are understood`(
        model: String, vendor: Int, product: Int, language: String, dpi: Int
    ) {
        let seen = Recognition(
            id: nil, vendor: UInt16(vendor), product: UInt16(product), model: model)
        #expect(seen.language == language)
        #expect(seen.basis == .knownModel)
        #expect(seen.dpi == dpi)
    }

    @Test(arguments: [
        ("EPSON", 0x04B8, true), ("Epson", 0x04B8, true), ("EPSON", 0x0416, nil),
        ("POS", 0x04B8, nil), (nil, 0x04B8, nil),
    ])
    func `only Epson's own printers are known to say when a label is out`(
        maker: String?, vendor: Int, confirms: Bool?
    ) {
        let id = DeviceID((maker.map { "MFG:\($0);" } ?? "") + "MDL:TM-T20II;CMD:ESC/POS;")
        let seen = Recognition(id: id, vendor: UInt16(vendor), product: 0x0E15, model: id.model)
        #expect(seen.confirms == confirms)
    }

    @Test func `a name that only begins like a model is another model`() {
        let other = Recognition(id: nil, vendor: 0x04F9, product: 0x2015, model: "QL-500A")
        #expect(other == .unknown)
    }

    @Test(
        arguments: [
            ("QL-1110NWBc", 1_224), ("QL-1115NWB", 1_224), ("Brother QL-1100c", 1_224),
            ("QL-820NWBc", 732), ("QL-600B", 732), ("ql-800_x", 732), ("QL-9", nil), ("QL-", nil),
        ] as [(String, Int?)])
    func `a QL's head is known by its number, whatever letters follow`(model: String, head: Int?) {
        let id = DeviceID("MFG:Brother;CMD:PT-CBP;MDL:\(model);")
        let seen = Recognition(id: id, vendor: 0x04F9, product: 0x2FFF, model: id.model)
        #expect(seen.language == "brother")
        #expect(seen.head == head)
        #expect(seen.dpi == head.map { _ in 300 })
    }

    @Test func `a printer for tapes is named as one`() {
        for model in ["LabelManager PnP", "DYMO LabelManager 280"] {
            let seen = Recognition(id: nil, vendor: 0x0922, product: 0x1002, model: model)
            #expect(seen.obstacle == .tapePrinter)
        }
    }

    @Test func `the head is known also where the printer names its language itself`() {
        let id = DeviceID("MFG:Zebra;MDL:ZTC GK420d;CMD:ZPL;")
        let seen = Recognition(id: id, vendor: 0x0A5F, product: 0x0080, model: id.model)
        #expect(seen.basis == .deviceID)
        #expect(seen.head == 832)
    }

    @Test func `a printer of a language that Larder does not speak is foreign`() {
        let seen = Recognition(id: nil, vendor: 0x0922, product: 0x0028, model: "LabelWriter 550")
        #expect(seen.language == nil)
        #expect(seen.isForeign)
        #expect(!Recognition.unknown.isForeign)
    }

    @Test func `no two rows of the table are the same device`() {
        let keys = KnownModel.all.map { "\($0.vendor) \($0.product) \($0.model.uppercased())" }
        #expect(Set(keys).count == keys.count)
        for row in KnownModel.all {
            #expect(
                KnownModel.row(vendor: row.vendor, product: row.product, model: row.model) == row)
            #expect((100...1_200).contains(row.dpi ?? 203) && (row.head ?? 1) > 0)
        }
    }

    @Test(
        arguments: [
            (0x04F9, 0x2049, [0x08], "QL-700", Obstacle.editorLite),
            (0x04F9, 0x20AC, [0x08], nil, .editorLite),
            (0x04F9, 0x20FF, [0x08], "QL-830", .editorLite),
            (0x04F9, 0x0123, [0x08], "Stick", nil), (0x0781, 0x5567, [0x08], "QL-700", nil),
            (0x0483, 0x5740, [0x02, 0x0A], nil, .serialLine),
            (0x1234, 0x0001, [0x02, 0x0A], "USB Thermal Printer", .serialLine),
            (0x2341, 0x0043, [0x02, 0x0A], "Arduino Uno", nil), (0x0483, 0x5740, [0xFF], nil, nil),
        ] as [(Int, Int, [UInt8], String?, Obstacle?)])
    func `a printer that hides as something else is known for what it is`(
        vendor: Int, product: Int, classes: [UInt8], name: String?, expected: Obstacle?
    ) {
        #expect(
            Obstacle.disguise(
                vendor: UInt16(vendor), product: UInt16(product), classes: classes, name: name)
                == expected)
    }
}
