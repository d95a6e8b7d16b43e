import ArgumentParser

struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Draw labels without a hub.",
        subcommands: [LabelRender.self, LabelSheet.self, LabelLayouts.self])
}
