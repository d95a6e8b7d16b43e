import HTTPTypes

/// What a device does with its copy of a page, by which it opens the page where the hub cannot be reached
/// (`Assets/worker.js`).
///
/// That the header is there proves that the hub answers, and no wifi's login page.
enum PageCopy: String {
    /// This page is the newest.
    case keep
    /// There is to be none any more; without access to the hub, of no page.
    case drop

    static let header: HTTPField.Name = {
        guard let name = HTTPField.Name("Larder-Copy") else {
            preconditionFailure("a header's name")
        }
        return name
    }()
}
