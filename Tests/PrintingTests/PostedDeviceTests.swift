import Printing
import Testing

/// What people posted of their printers (serial numbers changed), and what these are.
@Suite struct PostedDeviceTests {
    struct Device: Sendable, CustomTestStringConvertible {
        let vendor: UInt16
        let product: UInt16
        let text: String
        /// A language, nil where it has to be asked, and what it is where it is none of Larder's.
        let language: String?
        var obstacle: Obstacle?
        /// Dots in an inch, nil where the id does not tell.
        var dpi: Int?
        var head: Int?

        init(
            _ vendor: UInt16, _ product: UInt16, _ text: String, _ language: String?,
            _ dpi: Int? = nil, head: Int? = nil, is obstacle: Obstacle? = nil
        ) {
            (self.vendor, self.product, self.text) = (vendor, product, text)
            (self.language, self.obstacle) = (language, obstacle)
            (self.dpi, self.head) = (dpi, head)
        }

        var testDescription: String { text }
    }

    static let devices = [
        Device(
            0x04F9, 0x2061,
            "MFG:Brother;CMD:PT-CBP;MDL:PT-P700;CLS:PRINTER;CID:Brother LabelPrinter TypeA1;", nil,
            is: .tapePrinter),
        Device(
            0x04F9, 0x20AF, "MFG:Brother;CMD:PT-CBP;MDL:PT-P710BT;CLS:PRINTER;", nil,
            is: .tapePrinter),
        Device(
            0x04F9, 0x209B,
            "MFG:Brother;CMD:PT-CBP;MDL:QL-800;CLS:PRINTER;CID:Brother LabelPrinter TypeE1;",
            "brother", 300, head: 732),
        Device(
            0x04F9, 0x20A7, "MFG:Brother;CMD:PT-CBP;MDL:QL-1100;CLS:PRINTER;CID:Brother QL Type1;",
            "brother", 300, head: 1_224),
        Device(
            0x0A5F, 0x0120,
            "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZT230-200dpi ZPL;CLASS:PRINTER;OPTIONS:XML;",
            "zpl", 203),
        Device(
            0x0A5F, 0x0121,
            "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZT220-200dpi ZPL;CLASS:PRINTER;OPTIONS:XML;",
            "zpl", 203),
        Device(
            0x0A5F, 0x008C,
            "MANUFACTURER:Zebra Technologies ;COMMAND SET:EPL;MODEL:ZTC ZP 450-200dpi;CLASS:PRINTER;",
            "epl2", 203),
        Device(
            0x0A5F, 0x00D1,
            "MANUFACTURER:Zebra Technologies ;COMMAND SET:EPL;MODEL:ZTC GC420d (EPL);CLASS:PRINTER;",
            "epl2", 203, head: 832),
        Device(
            0x0A5F, 0x0164,
            "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZD220-203dpi ZPL;", "zpl",
            203, head: 832),
        Device(
            0x0A5F, 0x0069,
            "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZM600-300dpi ZPL;CLASS:PRINTER;PROTOCOLS:IEEE1284.4;",
            "zpl", 300),
        Device(
            0x0A5F, 0x000E,
            "MANUFACTURER:Zebra Technologies;COMMAND SET:ZPL;MODEL:ZTC 140XiII-600dpi;CLASS:PRINTER; ",
            "zpl", 600),
        Device(0x2D84, 0xB806, "MFG:Munbyn;CMD:TSPL;MDL:RW403B;CMT:Label Printer;", "tspl", 203),
        Device(0x09C6, 0x0426, "MFG:Munbyn ;CMD:XPP,XL;MDL:ITPP941", "tspl", 203, head: 832),
        Device(0x09C6, 0x0426, "MFG:BEEPRT ;CMD:XPP,XL;MDL:BY-480BT;CLS:PRINTER;", "tspl", 203),
        Device(0x2D37, 0x3041, "MFG:4BARCODE;CMD:TSPL2;MDL:3B-363B;CLS:PRINTER;", "tspl", 203),
        Device(
            0x0FE6, 0x811E, "MFG:XMDY ;CMD:XPP,XL;MDL:A4RJ;CLS:PRINTER;", nil, 203, head: 1_680,
            is: .languageUnknown),
        Device(
            0x0483, 0x5740, "CMD:XPP,XL; MDL:TP88; CLS:PRINTER; DES:LABEL PRINTER", nil,
            is: .languageUnknown),
        Device(0x1234, 0x0001, "CMD:XPP,XL;MDL:TP88", nil, is: .languageUnknown),
        Device(0x09C5, 0x0588, "MFG:Printer;MDL:Thermal Printer;CMD:XPP,XL;", "tspl", 203),
        Device(0x1234, 0x0001, "MFG:Rollo;CMD:XPP,XL;MDL:X1038", "tspl"),
        Device(0x0418, 0x5011, "MFG:Printer;CMD:EPSON;MDL:POS-80;CLS:PRINTER;1", "escpos", 203),
        Device(0x0416, 0x5011, "MFG:PrinterCMD:ESCPO", "escpos", 203),
        Device(0x04B8, 0x0E01, "MFG:EPSON;CMD:ESC/POS;MDL:TM-U220;CLS:PRINTER;", "escpos"),
        Device(
            0x03F0, 0xE111, "MFG:HP;MDL:DeskJet 3630;CMD:DW-PCL,DESKJET,DYN;", nil,
            is: .officePrinter),
        Device(
            0x04B8, 0x0202,
            "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;DES:EPSON TM-T88V;CID:EpsonTM00000001;",
            "escpos", 180, head: 512),
        Device(
            0x04B8, 0x0E28, "MFG:EPSON;CMD:ESCPOS;MDL:TM-T88VII;CLS:PRINTER;DES:EPSON TM-T88VII;",
            "escpos", 180, head: 512),
        Device(
            0x04B8, 0x0E15,
            "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DESCRIPTION:Receipt Printer;", "escpos",
            203, head: 576),
        Device(
            0x04B8, 0x114A,
            "MFG:EPSON;CMD:ESCPL2,BDC,D4,D4PX,ESCPR7,END4,GENEP,URF;MDL:XP-6000 Series;CLS:PRINTER;DES:EPSON XP-6000 Series;CID:EpsonRGB;",
            nil, is: .officePrinter),
        Device(
            0x03F0, 0x0317,
            "MFG:Hewlett-Packard;MDL:HP LaserJet 1200;CMD:MLC,PCL,PML,POSTSCRIPT;CLS:PRINTER;DES:Hewlett-Packard LaserJet 1200;",
            nil, is: .officePrinter),
        Device(
            0x0519, 0x0003, "MFG:Star;CMD:STAR;MDL:TSP143 (STR_T-001);CLS:PRINTER;", nil,
            is: .starPrinter),
        Device(
            0x0519, 0x0001, "MFG:Star;CMD:STAR;MDL:TSP600 (STR_T-U001);CLS:PRINTER;", nil,
            is: .starPrinter),
        Device(
            0x0922, 0x0021,
            "MFG:DYMO;CMD: ;MDL:LabelWriter 450 Turbo;CLASS:PRINTER;DESCRIPTION:DYMO LabelWriter 450 Turbo;SERN:10000000000000;",
            "dymo", 300, head: 672),
        Device(
            0x0922, 0x0018,
            "MFG:DYMO;CMD: ;MDL:LabelWriter Twin Turbo;CLASS:PRINTER;DESCRIPTION:DYMO LabelWriter Twin Turbo;",
            "dymo", 300, head: 672),
        Device(
            0x0922, 0x0028,
            "MFG:DYMO;MDL:LabelWriter 550;CID:DYMOLabelWriter_550B;CLS:PRINTER;DES:DYMO LabelWriter 550;",
            nil, 300, head: 672, is: .languageUnknown),
        Device(
            0x0922, 0x001D,
            "MFG:DYMO;CMD: ;MDL:LabelWriter DUO Label;CLASS:PRINTER;DESCRIPTION:DYMO LabelWriter DUO Label;SERN:10000000000002;",
            "dymo", 300, head: 672),
        Device(
            0x0922, 0x001D, "MFG:DYMO;CMD: ;MDL:LabelWriter DUO Tape;CLASS:PRINTER;", nil,
            is: .tapePrinter),
        Device(
            0x0922, 0x0022, "MFG:DYMO;CMD: ;MDL:LabelWriter 450 Twin Turbo;CLASS:PRINTER;", "dymo",
            300, head: 672),
        Device(
            0x0922, 0x0023, "MFG:DYMO;CMD: ;MDL:LabelWriter 450 DUO Label;CLASS:PRINTER;", "dymo",
            300, head: 672),
        Device(
            0x0922, 0x0023, "MFG:DYMO;CMD: ;MDL:LabelWriter 450 DUO Tape;CLASS:PRINTER;", nil,
            is: .tapePrinter),
        Device(
            0x0922, 0x0029, "MFG:DYMO;MDL:LabelWriter 550 Turbo;CLS:PRINTER;", nil, 300, head: 672,
            is: .languageUnknown),
        Device(
            0x0922, 0x0031, "MFG:DYMO;MDL:LabelWriter Wireless;CLS:PRINTER;", nil, 300, head: 672,
            is: .languageUnknown),
        Device(0x0922, 0x0400, "MFG:DYMO;CMD: ;MDL:LabelWriter SE450;CLASS:PRINTER;", nil),
        Device(
            0x0519, 0x0017, "MFG:Star;CMD:StarPRNT;MDL:mC-Print3;CLS:PRINTER;", nil,
            is: .starPrinter),
        Device(
            0x0519, 0x0003, "MFG:Star;CMD:STARLINE;MDL:TSP654;CLS:PRINTER;", nil,
            is: .starPrinter),
        Device(
            0x04A9, 0x26EC, "MFG:Canon;MDL:LBP3010;CMD:LIPSLX,CPCA;CLS:PRINTER;", nil,
            is: .officePrinter),
        Device(
            0x04A9, 0x2759, "MFG:Canon;MDL:MF3010;CMD:UFRII LT;CLS:PRINTER;", nil,
            is: .officePrinter),
        Device(
            0x132B, 0x2001, "MFG:KONICA;MDL:1200W;CMD:ACL;CLS:PRINTER;", nil, is: .officePrinter),
        Device(
            0x05CA, 0x0401, "MFG:RICOH;MDL:SP 200;CMD:DDST;CLS:PRINTER;", nil, is: .officePrinter),
        Device(
            0x05CA, 0x0402, "MFG:RICOH;MDL:Aficio;CMD:RPCS;CLS:PRINTER;", nil, is: .officePrinter),
        Device(
            0x04B8, 0x0005, "MFG:EPSON;MDL:LQ-690;CMD:ESC/P-R;CLS:PRINTER;", nil,
            is: .officePrinter),
        Device(
            0x0A5F, 0x0085, "MFG:Zebra Technologies ;CMD:ZPL;MDL:ZTC GX430t;", "zpl", 300),
        Device(0x1203, 0x0330, "MFG:TSC;CMD:TSPL2;MDL:DA210;CLS:PRINTER;", "tspl", 203),
        Device(0x0483, 0x5720, "MFG:VEVOR ;CMD: ;MODEL:Y428BT;DES:LabelPrinter;", "tspl", 300),
        Device(0x1FC9, 0x2016, "MFG:Xprinter;CMD:TSPL,ESC/POS;MDL:XP-350B;", "tspl", 203),
        Device(
            0x0482, 0x0015,
            "MFG:Kyocera Mita;Model:Kyocera Mita Ci-1100;COMMAND SET: POSTSCRIPT,PJL,PCL", nil,
            is: .officePrinter),
        Device(0x20D1, 0x0001, "MFG:HPRT;CMD:CPCL;MDL:HM-A300;", nil, is: .cpclPrinter),
        Device(0x1203, 0x0001, "MFG:TSC;CMD:CPCL,TSPL;MDL:X;", "tspl"),
    ]

    @Test(arguments: devices)
    func `each is recognised for what it is, or honestly not`(device: Device) {
        let id = DeviceID(device.text)
        let seen = Recognition(
            id: id, vendor: device.vendor, product: device.product, model: id.model)
        #expect(seen.language == device.language)
        #expect(seen.obstacle == device.obstacle)
        #expect(seen.dpi == device.dpi)
        #expect(seen.head == device.head)
    }
}
