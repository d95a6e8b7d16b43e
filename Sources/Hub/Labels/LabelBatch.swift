import Spool
package import Stock
package import Storage

/// Something to print a label of, as a list names it.
package enum LabelReference: Sendable, Hashable {
    case place(PlaceID)
    case lot(LotID)
    case code(String)

    /// Reads `place.UUID`, `lot.UUID` or `code.7K2M9XRD`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map { String($0) }
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "place": if let id = PlaceID(parts[1]) { self = .place(id) } else { return nil }
        case "lot": if let id = LotID(parts[1]) { self = .lot(id) } else { return nil }
        case "code": self = .code(parts[1])
        default: return nil
        }
    }

    package var text: String {
        switch self {
        case .place(let id): "place.\(id)"
        case .lot(let id): "lot.\(id)"
        case .code(let code): "code.\(code)"
        }
    }
}

extension Hub {
    /// Puts a batch with a label of each thing in a printer's queue; what has no label code gets one.
    ///
    /// `layout` is nil for the one that suits each.
    ///
    /// - Returns: How many labels were asked for.
    @discardableResult
    package func print(
        _ id: EntryID, _ references: [LabelReference], layout: String?, copies: Int,
        to printer: String
    ) async throws -> Int {
        let batch = id.named(PrintBatch.Mark.self)
        if let known = try await store.read({ try $0.batch(batch) }) { return known.labels }
        var labels: [PrintRequest] = []
        for reference in references {
            let code = try await code(of: reference)
            labels.append(
                try await label(layout: layout, code: code, fields: [:], copies: copies))
        }
        return try await spool.submit(batch, to: printer, labels).batch.labels
    }

    /// Prints a roll, in the order of its numbers; sent again, once.
    package func printRoll(_ roll: EntryID, to printer: String) async throws {
        let batch = roll.named(PrintBatch.Mark.self)
        guard try await store.read({ try $0.batch(batch) }) == nil else { return }
        let codes = try await store.read {
            try $0.labels(onRoll: roll, blank: true, limit: Ledger.rollLimit).map(\.code)
        }
        let labels = codes.map { PrintRequest(layout: "roll", code: $0, fields: [:], copies: 1) }
        try await spool.submit(batch, to: printer, labels)
    }

    private func code(of reference: LabelReference) async throws -> String {
        switch reference {
        case .code(let code): code
        case .place(let id): try await issueLabel { try $0.issueLabel(for: id, freshCode: $1) }
        case .lot(let id): try await issueLabel { try $0.issueLabel(for: id, freshCode: $1) }
        }
    }
}

extension Hub {
    /// What a print job prints.
    ///
    /// What a code's label says is read now, and stays so for this job; `fields` take the place of
    /// it.
    ///
    /// - Throws: `label_code_unknown`.
    package func label(
        layout: String?, code: String?, fields: [String: String], copies: Int
    ) async throws -> PrintRequest {
        guard let code, !code.isEmpty else {
            var standard = ["name": "Larder", "detail": version]
            if layout == "badge" { standard = ["hub": try await labelLocalizer().hub] }
            return PrintRequest(
                layout: layout ?? "test", code: nil, fields: standard.merging(fields) { $1 },
                copies: copies)
        }
        let (key, content) = try await labelContent(of: code)
        let layout = layout ?? content.layout
        return PrintRequest(
            layout: layout, code: key,
            fields: try await spoken(content.fields(for: layout).merging(fields) { $1 }),
            copies: copies)
    }
}
