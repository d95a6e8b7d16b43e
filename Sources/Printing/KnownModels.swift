// A row is a device that its USB numbers and its name tell apart from every other. Numbers of
// which nobody has said how the device names itself have no row, nor have numbers that devices of
// different languages share, unless the name settles it.
extension KnownModel {
    /// Every model known by its numbers and name.
    ///
    /// A QL prints across 62 mm paper (732 dots) or 103.6 mm paper (1,224 dots), a few dots wider
    /// than its 720 or 1,296 pins reach: its language leaves the paper's edges white.
    public static let all: [KnownModel] = [
        // Brother QL: 300 dpi.
        KnownModel(0x04F9, 0x2015, "QL-500", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2016, "QL-550", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2027, "QL-560", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2028, "QL-570", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2029, "QL-580N", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x20C0, "QL-600", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x201B, "QL-650TD", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2042, "QL-700", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2043, "QL-710W", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2044, "QL-720NW", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x209B, "QL-800", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x209C, "QL-810W", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x209D, "QL-820NWB", "brother", 300, 732, .brotherQL),
        KnownModel(0x04F9, 0x2020, "QL-1050", "brother", 300, 1_224, .brotherQL),
        KnownModel(0x04F9, 0x202A, "QL-1060N", "brother", 300, 1_224, .brotherQL),
        KnownModel(0x04F9, 0x20A7, "QL-1100", "brother", 300, 1_224, .brotherQL),
        KnownModel(0x04F9, 0x20A8, "QL-1110NWB", "brother", 300, 1_224, .brotherQL),
        KnownModel(0x04F9, 0x20AB, "QL-1115NWB", "brother", 300, 1_224, .brotherQL),

        // DYMO LabelWriter: 300 dpi. The 550 and 5XL speak a language of their own, and only to
        // rolls with the maker's chip.
        KnownModel(0x0922, 0x0007, "LabelWriter 330", "dymo", 300, nil, .usbIDs),
        KnownModel(0x0922, 0x0009, "LabelWriter 310", "dymo", 300, nil, .usbIDs),
        KnownModel(0x0922, 0x0019, "LabelWriter 400", "dymo", 300, 672, .cups),
        KnownModel(0x0922, 0x001A, "LabelWriter 400 Turbo", "dymo", 300, 672, .cups),
        KnownModel(0x0922, 0x0018, "LabelWriter Twin Turbo", "dymo", 300, 672, .cups),
        KnownModel(0x0922, 0x0020, "LabelWriter 450", "dymo", 300, 672, .cups),
        KnownModel(0x0922, 0x0021, "LabelWriter 450 Turbo", "dymo", 300, 672, .cups),
        KnownModel(0x0922, 0x001D, "LabelWriter DUO Label", "dymo", 300, 672, .reported),
        KnownModel(0x0922, 0x001F, "LabelWriter 4XL", "dymo", 300, 1_248, .cups),
        KnownModel(0x0922, 0x0028, "LabelWriter 550", nil, 300, 672, .reported),
        KnownModel(0x0922, 0x002A, "LabelWriter 5XL", nil, 300, 1_248, .reported),

        // Zebra: most name their language in the id as well.
        KnownModel(0x0A5F, 0x0009, "LP2844", "epl2", 203, 832, .maker),
        KnownModel(0x0A5F, 0x0027, "LP2844-Z", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x0062, "GK420d", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x0080, "GK420d", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x0081, "GK420t", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x0084, "GX420d", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x008C, "ZP450", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x00A1, "TLP2824 Plus", "zpl", 203, 448, .maker),
        KnownModel(0x0A5F, 0x00D1, "GC420d", "zpl", 203, 832, .maker),
        KnownModel(0x0A5F, 0x0110, "ZD500", "zpl", nil, nil, .usbIDs),
        KnownModel(0x0A5F, 0x011C, "ZD410", "zpl", nil, nil, .usbIDs),
        KnownModel(0x0A5F, 0x0141, "ZD620", "zpl", nil, nil, .usbIDs),
        KnownModel(0x0A5F, 0x0164, "ZD220", "zpl", 203, 832, .maker),

        // Label printers that speak TSPL under many names. 0fe6:811e is an ESC/POS printer under
        // others.
        KnownModel(0x09C6, 0x0426, "ITPP941", "tspl", 203, 832, .reported),
        KnownModel(0x20D1, 0x7008, "SK41", "tspl", 203, 832, .reported),
        KnownModel(0x20D1, 0x7008, "SP410", "tspl", 203, 832, .reported),
        KnownModel(0x20D1, 0x7008, "SP420", "tspl", 203, 832, .reported),
        KnownModel(0x2AAF, 0x9006, "SP410", "tspl", 203, 832, .reported),
        KnownModel(0x0FE6, 0x811E, "HZD950", "tspl", 203, 832, .reported),
        KnownModel(0x0FE6, 0x811E, "HZD950-PRO", "tspl", 203, 832, .reported),
        KnownModel(0x5958, 0x0041, "Y43BT", "tspl", 203, 832, .reported),
        KnownModel(0x2E3C, 0x5750, "PM-241-BT", "tspl", 203, 832, .reported),
        KnownModel(0x09C6, 0x0426, "BY-480BT", "tspl", 203, nil, .reported),
        KnownModel(0x2D84, 0xB806, "RW403B", "tspl", 203, nil, .reported),
        KnownModel(0x2D37, 0x3041, "3B-363B", "tspl", 203, nil, .reported),
        KnownModel(0x09C5, 0x0588, "Thermal Printer", "tspl", 203, nil, .reported),
        KnownModel(0x0483, 0x5720, "Y428BT", "tspl", 300, nil, .reported),
        KnownModel(0x1FC9, 0x2016, "XP-350B", "tspl", 203, nil, .reported),
        KnownModel(0x1203, 0x0330, "DA210", "tspl", 203, nil, .reported),
        // A head for A4 paper behind a preamble of its own.
        KnownModel(0x0FE6, 0x811E, "A4RJ", nil, 203, 1_680, .reported),
    ]
}
