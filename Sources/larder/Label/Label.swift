import ArgumentParser

struct Label: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw labels without a hub.",
        subcommands: [LabelRender.self, LabelSheet.self, LabelLayouts.self])
}
