import Printing
import Testing

/// What printers answer when they are asked who they are.
@Suite struct DeviceIDTests {
    @Test(arguments: [
        "MFG:Zebra;CMD:ZPL;MDL:ZD220;SN:D1;",
        "MANUFACTURER:Zebra;COMMAND SET:ZPL;MODEL:ZD220;SERN:D1",
        "mfg: Zebra ;\r\n cmd : ZPL;mdl:ZD220 ;SERIALNUMBER:D1;CLS:PRINTER;DES:x:y;",
        "Manufacturer:Zebra;Active Command:ZPL;Model:ZD220;sn:D1;;nonsense;",
    ])
    func `every spelling of a key is read`(_ text: String) {
        let id = DeviceID(text)
        #expect(id.maker == "Zebra")
        #expect(id.model == "ZD220")
        #expect(id.serial == "D1")
        #expect(id.commandSets == ["ZPL"])
    }

    @Test func `a blank value is a missing one`() {
        let phomemo = DeviceID("MFG: ;CMD:XPP,XL;MDL:PM-241-BT")
        #expect(phomemo.maker == nil)
        #expect(phomemo.model == "PM-241-BT")
        #expect(phomemo.commandSets == ["XPP", "XL"])
        let dymo = DeviceID("MFG:DYMO;CMD: ;MDL:LabelWriter 450")
        #expect(dymo.commandSets == [])
        #expect(dymo.model == "LabelWriter 450")
        #expect(dymo.languageName == nil)
    }

    @Test(arguments: [
        "CLS:PRINTER;DES:Label printer;", "class: PRINTER ;DESCRIPTION:Label printer",
    ])
    func `what a device is and how it calls itself are read`(_ text: String) {
        let id = DeviceID(text)
        #expect(id.deviceClass == "PRINTER")
        #expect(id.description == "Label printer")
        #expect(DeviceID("CLS: ;DES:;").deviceClass == nil)
    }

    @Test func `a blank key leaves its place to another spelling, and the first value wins`() {
        #expect(DeviceID("CMD: ;ACTIVE COMMAND:ZPL;").commandSets == ["ZPL"])
        #expect(DeviceID("MDL:one;MDL:two;").model == "one")
    }

    @Test(arguments: [
        ("MANUFACTURER:iDPRT;MODEL:iT4B3;ACTIVE COMMAND:ZPL", "zpl"), ("CMD:EPL,ZPL;", "epl2"),
        ("CMD:TSPL;", "tspl"), ("CMD:TSPL2;", "tspl"), ("MFG:PrinterCMD:ESCPO", "escpos"),
        ("CMD:CEZD;", "zpl"),
        ("CMD:Bixolon_01;", "zpl"), ("CMD:PT-CBP;MDL:QL-800;", "brother"),
        ("CMD:ESC/POS;", "escpos"), ("CMD:ZPL II;", "zpl"),
        ("CMD:TSPL CPCL ESC;", "tspl"), ("CMD:CITIZEN ESC/POS;", "escpos"),
        ("CMD: zpl ;", "zpl"),
    ])
    func `a command set that is certain names its language`(_ text: String, _ language: String) {
        #expect(DeviceID(text).languageName == language)
    }

    @Test(
        arguments: [
            ("CMD:HBPL;", Obstacle.officePrinter), ("CMD:HBPL,SDP;", .officePrinter),
            ("CMD:IVEC,IVECPLI;", .officePrinter), ("CMD:SPLV3,FWV;", .officePrinter),
            ("CMD:Refined Printing Command Stream;", .officePrinter),
            ("CMD:PJL PCLXL;", .officePrinter), ("CMD:CPCL ESC;", .cpclPrinter),
            ("MFG:HP;MDL:DeskJet 3630;CMD:DW-PCL,DESKJET,DYN;", .officePrinter),
            ("CMD:DYN;", .officePrinter), ("CMD:DESKJET;", .officePrinter),
            ("CMD:PCLM;", .officePrinter), ("CMD:PCL3GUI;", .officePrinter),
            ("CMD:BJRaster3,NCCe;", .officePrinter), ("CMD:BJL;", .officePrinter),
            ("CMD:ESCPR1;", .officePrinter), ("CMD:ESC/P-R;", .officePrinter),
            ("CMD:ZJSTREAM;", .officePrinter), ("CMD:PWGRaster,AppleRaster;", .officePrinter),
            ("CMD:BRSCRIPT;", .officePrinter), ("CMD:PPDS;", .officePrinter),
            ("CMD:DW-PCL,ZPL;", nil), ("CMD:TSPL,PCL;", nil), ("CMD:XPP,XL;", nil),
            ("CMD:EZPL;", nil), ("CMD:SLCS;", nil), ("CMD:SBPL;", nil), ("CMD:TSPL SPL;", nil),
        ] as [(String, Obstacle?)])
    func `a printer of another kind is named for what it is`(_ text: String, _ obstacle: Obstacle?)
    {
        #expect(DeviceID(text).obstacle == obstacle)
    }

    @Test(arguments: [
        "", ";", ":", ":;:;", "CMD", "CMD:", "CMD:,;", "CMD:CPCL;", "CMD:SIISLP;",
        "CMD:XPP,XL;", "CMD:PT-CBP;MDL:PT-P700;", "CMD:PT-CBP;", "CMD:EPSON;MDL:FX-890;",
        "💥:\u{0};",
    ])
    func `an id that says nothing certain names no language`(_ text: String) {
        #expect(DeviceID(text).languageName == nil)
    }
}
