import Printing
public import Rendering

/// What is wrong with how a text is read as each kind of file that labels are drawn from, whatever
/// it says; empty where nothing is.
public func layoutFaults(reading yaml: String, in shipped: LayoutCatalogue) -> [String] {
    ["shelf.yaml", "media.yaml", "sheets.yaml", "icons.yaml", "words.yaml"].flatMap {
        faults(reading: yaml, file: $0, in: shipped)
    }
}

private func faults(reading yaml: String, file: String, in shipped: LayoutCatalogue) -> [String] {
    var catalogue = shipped
    do {
        try catalogue.read(yaml, file: file)
        return catalogue.media.flatMap(faults(of:)) + catalogue.sheets.flatMap(faults(of:))
            + catalogue.iconNames.flatMap(faultsOfIcon(named:))
    } catch {
        return faults(of: error, file: file, lines: yaml.utf8.count(where: isBreak) + 1)
    }
}

private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

private func faults(of media: Media) -> [String] {
    let sides = [
        media.width - 2 * media.edgeAcross, media.feed - 2 * media.edgeAlong,
    ]
    return sides.filter { !($0 > 0) }.map { "\(media.name) has \($0) mm to print on" }
}

private func faults(of sheet: Sheet) -> [String] {
    // A tenth of a millimetre is the makers' own rounding.
    let right = sheet.left + Double(sheet.columns - 1) * sheet.across + sheet.width
    let bottom = sheet.top + Double(sheet.rows - 1) * sheet.down + sheet.height
    let isOnPage = right <= sheet.pageWidth + 0.1 && bottom <= sheet.pageHeight + 0.1
    let isApart = sheet.across >= sheet.width && sheet.down >= sheet.height
    return isOnPage && isApart ? [] : ["\(sheet.name) reaches \(right) x \(bottom) mm: \(sheet)"]
}

/// A field lists icons by their names, parted by commas, semicolons or blanks, whatever their case.
private func faultsOfIcon(named name: String) -> [String] {
    let isListable =
        !name.isEmpty && name == name.lowercased()
        && name.allSatisfy { !$0.isWhitespace && !",;".contains($0) }
    return isListable ? [] : ["no field can list the icon \(name.debugDescription)"]
}

/// Each refusal names the file and a line in it.
private func faults(of fault: LayoutFault, file: String, lines: Int) -> [String] {
    switch fault {
    case .notYAML(let spot, _), .keyMissing(let spot, _), .keyUnknown(let spot, _, _),
        .nameUnknown(let spot, _, _, _), .valueWrong(let spot, _, _, _):
        // What is missing at the end is found on the line after it.
        let isThere = spot.file == file && (1...lines + 1).contains(spot.line)
        return isThere ? [] : ["\(spot) of \(lines) lines: \(fault)"]
    case .folderUnreadable, .fileUnreadable, .fileTooLong:
        return ["\(file) was only to be read: \(fault)"]
    }
}
