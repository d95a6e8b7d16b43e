import ArgumentParser
import Foundation

/// Where the hub's data are.
struct DataOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The hub's data directory.", valueName: "dir"))
    var data: String?

    var folder: HubFolder {
        let environment = ProcessInfo.processInfo.environment
        if let path = data ?? environment["LARDER_DATA"], !path.isEmpty {
            return HubFolder(URL(fileURLWithPath: (path as NSString).expandingTildeInPath))
        }
        let share =
            environment["XDG_DATA_HOME"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(
                ".local/share")
        return HubFolder(share.appendingPathComponent("larder", isDirectory: true))
    }
}

/// Whether a script reads what is printed.
struct OutputOption: ParsableArguments {
    @Flag(name: .long, help: "Print JSON.")
    var json = false
}
