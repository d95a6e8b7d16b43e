package import API
import Stock
package import Storage

/// What is to be let in, by which secret, and as what.
package struct NewAccess: Sendable {
    let use: CredentialUse
    let role: Role
    /// What it is called; may be empty for a pairing, whose device says it itself.
    let name: String

    init(_ use: CredentialUse, role: Role, name: String) {
        (self.use, self.role, self.name) = (use, role, name)
    }

    /// - Parameters:
    ///   - use: The secret's.
    ///   - role: A role's word.
    ///   - name: Nil for that word.
    /// - Throws: `role_unknown`, `text_out_of_range`.
    package init(_ use: CredentialUse, role: String, name: String?) throws {
        guard let known = Role(rawValue: role) else { throw Problem.roleUnknown }
        let lengths = use == .pairing ? 0...60 : 1...60
        self.init(
            use, role: known, name: try InputParsing.text(name ?? known.rawValue, "name", lengths))
    }
}

extension DeviceRequest {
    /// - Throws: `role_unknown`, `text_out_of_range`.
    package func access(by use: CredentialUse) throws -> NewAccess {
        try NewAccess(use, role: role.rawValue, name: name)
    }
}
