/// Who may see which page and send which form.
enum PageRoles {
    static let all: [String: String] = [
        "GET /assets/{name}": "anyone"
    ]
}
