import Foundation
public import Glibc
import Printing

/// Who may open printers on this machine.
public enum PrinterPermission {
    /// Whether the rule of `larder printer setup` is there and this process is not in the group that it
    /// lets in.
    ///
    /// - Parameters:
    ///   - root: Of the file system that the rule and the groups are looked for in.
    ///   - groups: Those that this process has.
    /// - Returns: False where there is no rule, or no such group.
    public static func isGroupMissing(root: String = "/", groups: [gid_t] = ownGroups) -> Bool {
        let folder = URL(fileURLWithPath: root)
        let rule = folder.appendingPathComponent(UdevRule.path)
        guard FileManager.default.fileExists(atPath: rule.path),
            let table = try? String(
                contentsOf: folder.appendingPathComponent("etc/group"), encoding: .utf8)
        else { return false }
        // name:password:number:members
        let numbers = table.split(separator: "\n").compactMap { line -> gid_t? in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            return fields.count > 2 && fields[0] == "lp" ? gid_t(fields[2]) : nil
        }
        return numbers.first.map { !groups.contains($0) } ?? false
    }

    /// The process's own and supplementary groups.
    public static var ownGroups: [gid_t] {
        var groups = [gid_t](repeating: 0, count: 1_024)
        // Safety: the kernel writes at most `groups.count` numbers, during the call.
        let count = unsafe getgroups(Int32(groups.count), &groups)
        return [getegid()] + groups.prefix(Int(max(count, 0)))
    }
}
