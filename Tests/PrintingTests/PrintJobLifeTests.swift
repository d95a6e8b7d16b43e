import Printing
import Testing

/// What leads a print job from one state to the next, by all that can be said to a job of three
/// labels.
@Suite struct PrintJobLifeTests {
    private static let copies = 3
    private static let numbers = -1...copies + 1

    /// Everything that can happen, with numbers beyond what can be.
    private static let events: [PrintJobEvent] = {
        var events: [PrintJobEvent] = [.cancel, .interrupt, .restore, .removePrinter, .move]
        for isGone in [false, true] {
            let seen = [Sighting.all, .none, .printedAgain] + numbers.map { .upTo($0) }
            events += seen.map { .settle($0, printerIsGone: isGone) }
        }
        for labels in numbers {
            events.append(.begin(labels: labels))
            events.append(.giveBack(reason: .printer(.paperOut), labelsSent: labels))
            for bytes in [0, 9] {
                events.append(
                    .progress(reason: .printer(.held), bytesSent: bytes, labelsOut: labels))
                events.append(.goOn(bytesSent: bytes, labelsOut: labels))
                for state in JobState.allCases where state.isFinal {
                    events += [nil, 0, 1, 4].map { sent in
                        .end(
                            state, reason: .printer(.silent), bytesSent: bytes, labelsOut: labels,
                            labelsSent: sent)
                    }
                }
            }
        }
        return events
    }()

    /// A job, and what a hidden eye at the printer knows of it.
    private struct Scene: Hashable {
        var life = PrintJobLife(copies: copies)
        /// Labels that may be out, each by its bit.
        var mayBeOut = 0
        /// `labelsSent` before the labels that were begun last, while these are under way.
        var began: Int?
        /// Whether bytes of them went, which the hub may not have noted yet.
        var bytesWent = false

        static func bits(_ labels: Range<Int>) -> Int { labels.reduce(0) { $0 | 1 << $1 } }
    }

    /// Calls `visit` with each step that any sequence of events can come to, from a job that was
    /// just asked for.
    private func explore(
        _ visit: (_ before: Scene, _ event: PrintJobEvent, _ after: Scene) -> Void
    ) {
        var seen: Set<Scene> = [Scene()]
        var open = [Scene()]
        while let scene = open.popLast() {
            var next: [Scene] = []
            if scene.began != nil, !scene.bytesWent {
                var sent = scene
                (sent.bytesWent, sent.mayBeOut) =
                    (true, scene.mayBeOut | Scene.bits((scene.began ?? 0)..<scene.life.labelsSent))
                next.append(sent)
            }
            for event in Self.events where isHonest(event, in: scene) {
                guard let life = try? scene.life.after(event) else { continue }
                let after = step(scene, event, life)
                visit(scene, event, after)
                next.append(after)
            }
            open += next.filter { seen.insert($0).inserted }
        }
    }

    /// A worker says only what it saw: that nothing went, and where it began; a person sees what is
    /// there, and nobody takes a paper for out that cannot be.
    private func isHonest(_ event: PrintJobEvent, in scene: Scene) -> Bool {
        switch event {
        case .giveBack(_, let sent):
            scene.began == nil || scene.life.bytesSent > 0
                || !scene.bytesWent && sent == scene.began
        case .end(_, _, let bytes, _, let sent?):
            bytes > 0 || scene.life.bytesSent > 0 || scene.began == nil
                || !scene.bytesWent && sent == scene.began
        default: true
        }
    }

    private func step(_ scene: Scene, _ event: PrintJobEvent, _ life: PrintJobLife) -> Scene {
        var after = scene
        after.life = life
        switch event {
        case .begin: (after.began, after.bytesWent) = (scene.life.labelsSent, false)
        case .progress(_, let bytes, _) where bytes > 0: after.bytesWent = true
        case .progress: break
        case .settle:
            // The person said which are out, and so which are not.
            after.mayBeOut &= Scene.bits(0..<life.labelsOut)
            after.began = nil
        default: after.began = nil
        }
        if after.bytesWent, let began = scene.began ?? after.began {
            after.mayBeOut |= Scene.bits(began..<max(began, life.labelsSent))
        }
        if after.began == nil { after.bytesWent = false }
        return after
    }

    @Test func `no more labels are out than were sent, or sent than were asked for`() {
        var steps = 0
        explore { before, event, after in
            let life = after.life
            let holds =
                0 <= life.labelsOut && life.labelsOut <= life.labelsSent
                && life.labelsSent <= Self.copies && life.bytesSent >= 0
            if !holds { Issue.record("\(before.life) \(event) \(life)") }
            steps += 1
        }
        #expect(steps > 1_000)
    }

    @Test func `all labels of a printed job are out, and what came out stays out`() {
        explore { before, event, after in
            let life = after.life
            let holds =
                (life.state != .printed || life.labelsOut == Self.copies)
                && life.labelsOut >= before.life.labelsOut
            if !holds { Issue.record("\(before.life) \(event) \(life)") }
        }
    }

    @Test func `a job that has ended goes on by what a person saw, and by nothing else`() {
        explore { before, event, after in
            guard before.life.state.isFinal else { return }
            switch (before.life.state, event, after.life.state) {
            case (.unknown, .settle, _), (.failed, .cancel, .cancelled),
                (.failed, .settle(.printedAgain, _), .cancelled):
                break
            default: Issue.record("\(before.life) \(event) \(after.life)")
            }
        }
    }

    @Test func `no label is sent again that may be out`() {
        var begun = 0
        explore { before, event, after in
            guard case .begin = event else { return }
            let labels = Scene.bits(before.life.labelsSent..<after.life.labelsSent)
            if before.mayBeOut & labels != 0 { Issue.record("\(before) \(event)") }
            begun += 1
        }
        #expect(begun > 0)
    }

    @Test func `each state can be come to, and a queued job has labels left`() {
        var states: Set<JobState> = []
        explore { _, event, after in
            states.insert(after.life.state)
            if after.life.state == .queued, after.life.labelsLeft == 0 {
                Issue.record("\(event) \(after.life)")
            }
        }
        #expect(states == Set(JobState.allCases))
    }

    @Test func `an event beyond all numbers is taken for the nearest that can be`() throws {
        let job = PrintJobLife(copies: 9_999)
        let begun = try job.after(.begin(labels: .max))
        #expect(begun.labelsSent == 9_999 && begun.labelsLeft == 0)
        let noted = try begun.after(.progress(reason: nil, bytesSent: .min, labelsOut: .max))
        #expect(noted.labelsOut == 9_999 && noted.bytesSent == 0)
        #expect(try noted.after(.end(.unknown, reason: nil, bytesSent: .min)).bytesSent == 0)
        #expect(throws: PrintJobRefusal.labelsWent) {
            try noted.after(.giveBack(reason: nil, labelsSent: .min))
        }
    }

    @Test(arguments: [
        (PrintJobEvent.begin(labels: 0), PrintJobRefusal.eventMeaningless),
        (.progress(reason: nil, bytesSent: 1, labelsOut: 0), .state(.queued)),
        (.end(.printing, reason: nil, bytesSent: 0), .eventMeaningless),
        (.settle(.all), .state(.queued)),
    ])
    func `what cannot happen to a job that waits is refused`(
        _ event: PrintJobEvent, _ refusal: PrintJobRefusal
    ) {
        #expect(throws: refusal) { try PrintJobLife(copies: 2).after(event) }
    }

    @Test func `labels are not given back once bytes of them went`() throws {
        let job = try PrintJobLife(copies: 2).after(.begin(labels: 1))
            .after(.progress(reason: nil, bytesSent: 7, labelsOut: 0))
        #expect(throws: PrintJobRefusal.labelsWent) {
            try job.after(.giveBack(reason: nil, labelsSent: 0))
        }
        let ended = try job.after(.end(.unknown, reason: nil, bytesSent: 0, labelsSent: 0))
        #expect(ended.labelsSent == 1)
        #expect(throws: PrintJobRefusal.labelNotInDoubt(labelsOut: 0, labelsSent: 1)) {
            try ended.after(.settle(.upTo(2)))
        }
    }

    @Test func `a reason is the word that was stored, also one that this release does not know`() {
        let words = JobEnd.Reason.allCases.map(\.rawValue) + HubReason.allCases.map(\.rawValue)
        #expect(Set(words).count == words.count)
        for word in words {
            #expect(JobReason(word: word).word == word)
            #expect(JobReason(word: word) != .unlisted(word))
        }
        #expect(JobReason(word: "fromTheFuture") == .unlisted("fromTheFuture"))
        #expect(JobReason(word: "fromTheFuture").word == "fromTheFuture")
    }
}
