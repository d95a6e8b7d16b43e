import Printing

extension [UInt8] {
    mutating func append(text: String) { append(contentsOf: text.utf8) }

    /// The picture for a printer to which 0 is black; a row's padding turns to 1, white.
    mutating func append(inverted label: Bitmap) {
        let start = count
        append(contentsOf: label.bytes)
        var dots = mutableSpan
        for index in start..<dots.count { dots[index] = ~dots[index] }
    }
}

extension JobSettings {
    /// ``PrinterOptions/darkness`` within a language's scale; nil where the printer keeps its own.
    func darkness(within scale: ClosedRange<Int>) -> Int? {
        options.darkness.map { scale.nearest($0) }
    }

    /// ``PrinterOptions/speed`` within a language's scale; nil where the printer keeps its own.
    func speed(within scale: ClosedRange<Int>) -> Int? {
        options.speed.map { scale.nearest($0) }
    }
}
