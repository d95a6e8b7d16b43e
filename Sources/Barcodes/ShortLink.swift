extension LabelCode {
    /// The label code at the end of a link, such as `HTTPS://PANTRY.EXAMPLE/7K2M9XRD`.
    ///
    /// Whose host it is does not matter: a hub may have changed its own since the label was printed.
    init?(link: Substring) {
        let parts = link.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, ["http:", "https:"].contains(parts[0].lowercased()),
            parts[1].isEmpty,
            !parts[2].isEmpty, let last = parts.last, last.utf8.count == 8,
            let code = try? LabelCode(String(last))
        else { return nil }
        self = code
    }
}
