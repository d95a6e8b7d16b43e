extension LabelCode {
    /// The label code at the end of a link, such as `HTTPS://PANTRY.EXAMPLE/7K2M9XRD`.
    ///
    /// Whose host it is does not matter: a hub may have changed its own since the label was printed.
    init?(link: Substring) {
        guard link.utf8.dropLast(8).last == UInt8(ascii: "/") else { return nil }
        let parts = link.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, ["http:", "https:"].contains(parts[0].lowercased()),
            parts[1].isEmpty, !parts[2].isEmpty, let last = parts.last,
            let code = try? LabelCode(String(last))
        else { return nil }
        self = code
    }
}
