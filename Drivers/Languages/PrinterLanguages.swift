public import Printing

/// Every language Larder can print in.
///
/// A new one is a folder beside this file and a line below.
public enum PrinterLanguages {
    /// In the order in which a person is asked to choose.
    public static let all: [any PrinterLanguage] = [
        ZPL(), TSPL(), ESCPOS(), BrotherQL(), DymoLabel(), EPL2(),
    ]

    /// The language of that exact name, such as `zpl`; nil where there is none.
    public static func named(_ name: String) -> (any PrinterLanguage)? {
        all.first { $0.name == name }
    }
}
