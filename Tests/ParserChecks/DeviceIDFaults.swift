import Languages
import Printing

/// What is wrong with how a device id is read and recognised, whatever it says; empty where nothing
/// is.
public func deviceIDFaults(reading text: String) -> [String] {
    let id = DeviceID(text)
    var faults: [String] = []
    let values = [id.maker, id.model, id.serial, id.deviceClass, id.description].compactMap(\.self)
    for value in values + id.commandSets
    where value.isEmpty || value.first?.isWhitespace == true || value.last?.isWhitespace == true {
        faults.append("blanks in \"\(value)\"")
    }
    if let name = id.languageName, PrinterLanguages.named(name) == nil {
        faults.append("nobody speaks \(name)")
    }
    // Every row has its turn, and the id of one text always meets the same.
    let row = KnownModel.all[text.utf8.count % KnownModel.all.count]
    let seen = Recognition(
        id: id, vendor: row.vendor, product: row.product, model: id.model)
    if let dpi = seen.dpi, !(100...1_200).contains(dpi) { faults.append("\(dpi) dpi") }
    if (seen.language == nil) != (seen.basis == nil) { faults.append("decided without a reason") }
    if seen.isForeign && seen.language != nil { faults.append("foreign, and understood") }
    return faults
}
