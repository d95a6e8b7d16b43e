import Printing

extension [UInt8] {
    mutating func append(text: String) { append(contentsOf: text.utf8) }
}

extension JobSettings {
    /// ``PrinterOptions/darkness`` within a language's scale; nil where the printer keeps its own.
    func darkness(within scale: ClosedRange<Int>) -> Int? {
        options.darkness.map { min(max($0, scale.lowerBound), scale.upperBound) }
    }

    /// ``PrinterOptions/speed`` within a language's scale; nil where the printer keeps its own.
    func speed(within scale: ClosedRange<Int>) -> Int? {
        options.speed.map { min(max($0, scale.lowerBound), scale.upperBound) }
    }
}
