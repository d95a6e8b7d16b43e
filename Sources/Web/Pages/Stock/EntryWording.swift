import Journal
import Localization
import Stock
import Storage

// What each kind of entry is called, and the facts that a page links from it.

extension HubFounded: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.founded"))
    }
}

extension ItemDefined: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let known = codes.map { localizer.code($0.code) }.joined(separator: ", ")
        return .init(
            localizer.text("story.changed"),
            [.init(item, localizer)]
                + (codes.isEmpty ? [] : [.init(localizer.text("story.codes"), known)]))
    }
}

extension PlaceMade: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.made"), [.init(place, localizer)])
    }
}

extension PlaceMoved: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let places = [place, parent].compactMap { $0 }.compactMap { story.places[$0] }
        return .init(localizer.text("story.placeMoved"), places.map { .init($0, localizer) })
    }
}

extension Movement: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let mode = scan?.mode ?? .move
        let why = scan?.reason.map { reason in
            let key = "scan.why_\(reason)"
            return StoryModel.Fact(
                localizer.text("scan.why"),
                localizer.messages.has(key) ? localizer.text(key) : reason)
        }
        return .init(
            localizer.text("scan.taken_\(mode.rawValue)"),
            (scan.map { [.init(scanned: $0, localizer)] } ?? []) + (why.map { [$0] } ?? []))
    }
}

extension Reversal: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("scan.takenBack"))
    }
}

extension UnresolvedScan: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("scan.newCode"), [.init(scanned: scan, localizer)])
    }
}

extension ScanResolved: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        guard let known = item.flatMap({ story.items[$0] }) else {
            return .init(localizer.text("unresolved.dismissed"))
        }
        return .init(localizer.text("scan.settled"), [.init(known, localizer)])
    }
}

extension LabelIssued: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.labelIssued", ["code": localizer.code(code)]))
    }
}

extension LabelCodesIssued: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.labelCodesIssued", n: codes.count))
    }
}

extension LabelBound: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let known: StoryModel.Fact? =
            switch bearer {
            case .place(let id): story.places[id].map { .init($0, localizer) }
            case .lot(let lot): story.items[lot.key.item].map { .init($0, localizer) }
            case .item(let id): story.items[id].map { .init($0, localizer) }
            case nil: nil
            }
        let codes = ["code": localizer.code(code), "old": localizer.code(replaces ?? "")]
        return .init(localizer.text("story.\(key)", codes), known.map { [$0] } ?? [])
    }

    private var key: String {
        if replaces != nil { return "labelReplaced" }
        if bearer == nil { return "labelBlank" }
        return corrects == nil ? "labelBound" : "labelCorrected"
    }
}

extension DonationLabelled: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text("story.labelIssued", ["code": localizer.code(code)]),
            [.init(donation, localizer)])
    }
}

extension CountOpened: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(counted: story.places[place], localizer)
    }
}

extension CountObservation: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let known = story.items[item]
        let seen = localizer.amount(seen.value, known?.measure ?? .each)
        return .init(
            localizer.text("scan.taken_count"),
            [.init(localizer.text("count.seen"), seen)]
                + (known.map { [.init($0, localizer)] } ?? []))
    }
}

extension CountCompleted: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(counted: story.countedPlace, localizer)
    }
}

extension RecountAsked: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text(
                "story.recountAsked",
                ["place": story.countedPlace.map { localizer.name(of: $0) } ?? ""]),
            [item].compactMap { story.items[$0] }.map { .init($0, localizer) })
    }
}

extension CountTakenBack: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(counted: story.countedPlace, localizer, as: "story.countTakenBack")
    }
}

extension CountLineTakenBack: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let counted = story.countedPlace?.name ?? ""
        return .init(
            localizer.text("story.countLineTakenBack", ["place": counted]),
            [item].compactMap { story.items[$0] }.map { .init($0, localizer) })
    }
}

extension CountDropped: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(counted: story.countedPlace, localizer, as: "story.countDropped")
    }
}

extension DayClosed: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(of: day, localizer, as: "story.dayClosed")
    }
}

extension CodeGiven: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let items = [item, from].compactMap { $0.flatMap { story.items[$0] } }
        return .init(
            localizer.text(
                item == nil ? "story.codeUnlearned" : "story.codeGiven",
                ["code": localizer.code(code)]), items.map { .init($0, localizer) })
    }
}

extension ScansReopened: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.reopened", n: scans.count))
    }
}

extension ItemsJoined: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text("story.joined"),
            [item, into].compactMap { story.items[$0] }.map { .init($0, localizer) })
    }
}

extension ItemsParted: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text("story.parted"),
            [item, into].compactMap { story.items[$0] }.map { .init($0, localizer) })
    }
}

extension LotCorrected: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let items = lots.compactMap { story.items[$0.to.key.item] }
        let dates = lots.map { localizer.dateLabel($0.to.key.dateLabel) }
        return .init(
            localizer.text("story.lotCorrected", ["date": dates.first ?? ""]),
            items.map { .init($0, localizer) })
    }
}

extension ItemConverted: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text("story.converted_\(conversion.measure.rawValue)"),
            [
                .init(item, localizer),
                .init(
                    localizer.text("story.weightOfOne"),
                    localizer.weight(conversion.gramsPerPiece)),
            ])
    }
}

extension MinimumSet: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let known = story.items[item]
        let title =
            minimum.map {
                localizer.text(
                    "story.minimumSet",
                    ["amount": localizer.amount($0.value, known?.measure ?? .each)])
            } ?? localizer.text("story.minimumGone")
        return .init(title, known.map { [.init($0, localizer)] } ?? [])
    }
}

extension PictureSet: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text(picture == nil ? "story.pictureGone" : "story.pictureSet"),
            story.items[item].map { [.init($0, localizer)] } ?? [])
    }
}

extension DonorCorrected: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        let givenBy = StoryModel.Fact(givenBy: story.sourceName, localizer)
        guard let donation else {
            return .init(localizer.text("story.donorsJoined"), [givenBy])
        }
        return .init(
            localizer.text("story.donorCorrected"), [.init(donation, localizer), givenBy])
    }
}

extension PlaceRetired: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text(reverses == nil ? "story.placeRetired" : "story.placeUsedAgain"),
            story.places[place].map { [.init($0, localizer)] } ?? [])
    }
}

extension PlaceRenamed: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(
            localizer.text("story.placeRenamed", ["name": name]),
            story.places[place].map { [.init($0, localizer)] } ?? [])
    }
}

extension DayReopened: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(of: day, localizer, as: "story.dayReopened")
    }
}

extension ClockConfirmed: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.clockConfirmed"))
    }
}

extension EpochBegun: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        switch reason {
        case .restored: .init(localizer.text("story.hubRestored"))
        case .entriesGone: .init(localizer.text("story.entriesGone"))
        case .noteGone: .init(localizer.text("story.noteGone"))
        }
    }
}

extension TimeZoneSet: EntryWording {
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription {
        .init(localizer.text("story.timeZoneSet", ["zone": timeZone]))
    }
}

extension EntryDescription {
    /// What was done with a day.
    fileprivate init(of day: CivilDate, _ localizer: Localizer, as key: String) {
        let date = localizer.day(day)
        self.init(
            localizer.text(key, ["date": date]),
            [.init(localizer.text("home.day"), date, href: "/days/\(day)")])
    }

    /// A count of a place.
    fileprivate init(
        counted place: Place?, _ localizer: Localizer, as key: String = "story.counted"
    ) {
        self.init(
            localizer.text(key, ["place": place.map { localizer.name(of: $0) } ?? ""]))
    }
}
