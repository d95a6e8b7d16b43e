/// Who may see which page and send which form.
enum PageRoles {
    static let all: [String: String] = [
        "GET /assets/{name}": "anyone",
        "GET /join": "anyone",
        "POST /join": "anyone",

        "GET /": "viewer",
        "GET /close": "viewer",
        "GET /days/{date}": "viewer",
        "GET /entries/{seq}": "viewer",
        "GET /items/{id}": "viewer",
        "GET /places/{id}": "viewer",
        "GET /printers": "viewer",
        "GET /settings": "viewer",
        "GET /stock": "viewer",
        "POST /settings": "viewer",

        "GET /count": "volunteer",
        "GET /count/{id}": "volunteer",
        "GET /hand-out": "volunteer",
        "GET /labels": "volunteer",
        "GET /take-in": "volunteer",
        "GET /unresolved": "volunteer",
        "POST /count": "volunteer",
        "POST /count/{id}": "volunteer",
        "POST /entries/{seq}": "volunteer",
        "POST /hand-out": "volunteer",
        "POST /labels": "volunteer",
        "POST /printers": "volunteer",
        "POST /take-in": "volunteer",
        "POST /unresolved": "volunteer",

        "GET /printers/new": "coordinator",
        "POST /close": "coordinator",
        "POST /printers/new": "coordinator",
        "POST /settings/hub": "coordinator",
        "POST /settings/pairings": "coordinator",
        "POST /settings/removals": "coordinator",
    ]
}
