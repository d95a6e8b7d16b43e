import Printing

extension [UInt8] {
    mutating func append(text: String) { append(contentsOf: text.utf8) }
}

extension JobSettings {
    /// ``darkness`` on a scale from 0 to `greatest`; nil where the printer keeps its own.
    func darkness(upTo greatest: Int) -> Int? {
        darkness.map { (min(max($0, 0), 100) * greatest + 50) / 100 }
    }

    /// ``speed`` in whole inches a second within a range; nil where the printer keeps its own.
    func inchesPerSecond(within range: ClosedRange<Int>) -> Int? {
        speed.map { millimetres in
            let inches = (Double(millimetres) / 25.4).rounded()
            return Int(min(max(inches, Double(range.lowerBound)), Double(range.upperBound)))
        }
    }
}
