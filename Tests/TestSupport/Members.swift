import Stock

/// The JSON text of an object, once without each of its members and without each member of the objects in it.
public func leavingOutEachMember(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return members(of: bytes).map { member in
        var (start, end) = (member.lowerBound, member.upperBound)
        if end < bytes.count, bytes[end] == UInt8(ascii: ",") {
            end += 1
        } else if start > 0, bytes[start - 1] == UInt8(ascii: ",") {
            start -= 1
        }
        return String(decoding: bytes[..<start] + bytes[end...], as: UTF8.self)
    }
}

/// Where each member stands, from its name to the end of its value; there are no spaces around it.
private func members(of bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    // Where the member that is being read begins, for each bracket that is open; nil in an array.
    var starts: [Int?] = []
    var place = 0
    func end() {
        if case .some(let start?) = starts.last { found.append(start..<place) }
    }
    while place < bytes.count {
        switch bytes[place] {
        case UInt8(ascii: "\""):
            place += 1
            while bytes[place] != UInt8(ascii: "\"") {
                place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
            }
        case UInt8(ascii: "{"): starts.append(place + 1)
        case UInt8(ascii: "["): starts.append(nil)
        case UInt8(ascii: ","):
            end()
            starts.append(starts.removeLast().map { _ in place + 1 })
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            end()
            starts.removeLast()
        default: break
        }
        place += 1
    }
    return found
}

/// The names of members of a value, and of what it holds, that are nil or hold nothing.
public func membersLeftOut(of value: Any) -> [String] {
    Mirror(reflecting: value).children.flatMap { child -> [String] in
        let mirror = Mirror(reflecting: child.value)
        let holdsNothing = mirror.displayStyle == .optional || mirror.displayStyle == .collection
        if holdsNothing, mirror.children.isEmpty { return [child.label ?? "?"] }
        return child.value is PartialDate ? [] : membersLeftOut(of: child.value)
    }
}
