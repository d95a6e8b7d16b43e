import Foundation
import Printing
import Testing
import Transports

/// Why a printer may not be opened: the rule is missing, or the group.
@Suite struct PrinterPermissionTests {
    private func isGroupMissing(
        rule: Bool, table: String? = "root:x:0:\nlp:x:7:ann\n", _ groups: [UInt32]
    ) async throws -> Bool {
        try await Folder.temporary { folder in
            for name in ["etc", "etc/udev", "etc/udev/rules.d"] {
                try FileManager.default.createDirectory(
                    atPath: folder.path(name), withIntermediateDirectories: false)
            }
            if rule { try folder.write(Array(UdevRule.text.utf8), to: UdevRule.path) }
            if let table { try folder.write(Array(table.utf8), to: "etc/group") }
            return PrinterPermission.isGroupMissing(root: folder.path(""), groups: groups)
        }
    }

    @Test func `the group is missing where the rule is there and lets another one in`() async throws
    {
        #expect(try await isGroupMissing(rule: true, [0, 1_000]))
        #expect(try await !isGroupMissing(rule: true, [1_000, 7]))
        #expect(try await !isGroupMissing(rule: false, [1_000]))
        #expect(try await !isGroupMissing(rule: true, table: "root:x:0:\nbroken\n", [1_000]))
        #expect(try await !isGroupMissing(rule: true, table: nil, [1_000]))
        #expect(!PrinterPermission.ownGroups.isEmpty)
    }
}
