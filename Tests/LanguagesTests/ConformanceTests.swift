import Languages
import Printing
import Testing

/// What holds for every language, tried on all of them.
@Suite struct ConformanceTests {
    @Test func `every language goes through this kit and is found by its name`() {
        #expect(Subject.all.map(\.language.name) == PrinterLanguages.all.map(\.name))
        for language in PrinterLanguages.all {
            #expect(PrinterLanguages.named(language.name)?.name == language.name)
        }
        #expect(PrinterLanguages.named("ZPL") == nil)
        #expect(PrinterLanguages.named("") == nil)
    }

    @Test(arguments: Subject.all, LabelSize.odd)
    func `every dot of an odd size comes out as drawn`(_ subject: Subject, _ size: LabelSize) throws
    {
        for picture in Picture.plain + Picture.chance {
            let label = picture.drawn(width: size.width, height: size.height)
            let job = try subject.printed(label, size.settings())
            #expect(job.picture.flaw(printing: label) == nil, "\(picture)")
        }
    }

    @Test(arguments: Subject.all, LabelSize.sold)
    func `every dot of a paper that is sold comes out as drawn`(
        _ subject: Subject, _ size: LabelSize
    ) throws {
        let edge = size.resolution.dots(subject.edge)
        for picture in Picture.chance {
            let label = picture.drawn(width: size.width - 2 * edge, height: size.height - 2 * edge)
                .window(x: -edge, y: -edge, width: size.width, height: size.height)
            let job = try subject.printed(label, size.settings())
            #expect(job.picture.flaw(printing: label) == nil, "\(picture)")
        }
    }

    @Test(arguments: Subject.all, [1, 2, 3, 100, 9_999])
    func `as many labels come out as were asked for`(_ subject: Subject, _ copies: Int) throws {
        let size = LabelSize(width: 16, height: 9)
        let label = Picture.checkerboard.drawn(width: 16, height: 9)
        #expect(try subject.printed(label, size.settings(copies: copies)).copies == copies)
    }

    @Test(arguments: Subject.all, Media.Tracking.allCases)
    func `no picture changes which commands are sent`(
        _ subject: Subject, _ tracking: Media.Tracking
    ) throws {
        let size = LabelSize(width: 813, height: 1_219)
        let settings = size.settings(tracking: tracking, copies: 2, darkness: 10, speed: 4)
        let commands = try (Picture.plain + Picture.chance).map {
            try subject.printed($0.drawn(width: 813, height: 1_219), settings).commands
        }
        #expect(Set(commands).count == 1, "\(Picture.chance)")
    }

    @Test(arguments: Subject.all)
    func `the same label makes the same bytes`(_ subject: Subject) throws {
        let size = LabelSize(width: 400, height: 240)
        let label = Picture.blocks(seed: 7).drawn(width: 400, height: 240)
        let language = subject.language
        let settings = size.settings(copies: 3)
        #expect(
            try language.encode(label, settings: settings)
                == language.encode(label, settings: settings))
    }

    @Test(arguments: Subject.all)
    func `a setting beyond its range is cut off and never traps`(_ subject: Subject) throws {
        let size = LabelSize(width: 8, height: 8)
        let label = Picture.black.drawn(width: 8, height: 8)
        for (darkness, speed) in [(Int.min, Int.min), (-1, 0), (101, 10_000), (Int.max, Int.max)] {
            let settings = size.settings(darkness: darkness, speed: speed)
            #expect(try subject.printed(label, settings).picture.flaw(printing: label) == nil)
        }
    }

    @Test(arguments: Subject.all, PrinterOptions.Cut.allCases)
    func `how a label is cut changes no dot and no count`(
        _ subject: Subject, _ cut: PrinterOptions.Cut
    ) throws {
        let size = LabelSize(width: 80, height: 9)
        let label = Picture.checkerboard.drawn(width: 80, height: 9)
        let left = try subject.printed(label, size.settings(copies: 3))
        let job = try subject.printed(label, size.settings(copies: 3, cut: cut))
        #expect(job.picture.flaw(printing: label) == nil)
        #expect(job.copies == 3)
        if !subject.language.optionRanges.cuts { #expect(job.commands == left.commands) }
    }

    @Test(arguments: Subject.all)
    func `each end of a range that a person can set is said as it is`(_ subject: Subject) throws {
        let ranges = subject.language.optionRanges
        func commands(_ darkness: Int?, _ speed: Int?) throws -> [String] {
            let size = LabelSize(width: 8, height: 8)
            let settings = size.settings(darkness: darkness, speed: speed)
            return try subject.printed(Bitmap(width: 8, height: 8), settings).commands
        }
        let none = try commands(nil, nil)
        for (range, said) in [
            (ranges.darkness, { try commands($0, nil) }), (ranges.speed, { try commands(nil, $0) }),
        ] {
            let range = range ?? 1...1
            let least = try said(range.lowerBound)
            let most = try said(range.upperBound)
            #expect(try said(range.lowerBound - 1) == least)
            #expect(try said(range.upperBound + 1) == most)
            #expect(range.count == 1 ? least == none : least != most && least != none)
        }
    }
}
