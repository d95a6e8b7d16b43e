import Printing
import Synchronization

/// A printer that keeps what it is sent, and behaves as its model says.
final class CapturedPrinter: PrinterTransport, PrinterConnection {
    struct Model: Sendable {
        /// Why it cannot be opened.
        var away: TransportFault?
        /// Thrown once it is closed, however well all went.
        var closingFault: TransportFault?
        /// Bytes of jobs that it takes altogether, before it holds back.
        var room = Int.max
        /// Bytes of jobs after which the connection breaks, once.
        var breaksAt: Int?
        var fault = TransportFault.unplugged(bytesSent: 0)
        /// What it says to a question; nil is silence.
        var answer: UInt8? = PlainLanguage.idle
        /// What it says to the second question; nil is silence.
        var secondAnswer: UInt8?
        var canAnswer = true
        var port: PrinterStatus?
        /// Whether its port speaks for it, as SNMP does.
        var isPortTrusted = false
        /// What it says elsewhere while it cannot be opened.
        var elsewhere: PrinterStatus?
        var isFile = false
        /// Counts of taken bytes that may have been wrong.
        var doubts = 0
        /// Bytes that turn out to have gone when they are taken back.
        var underWay = 0
        /// What came in, without the questions.
        var received: [UInt8] = []
        var sends: [Int] = []
        var openings = 0
        var questions = 0
        var secondQuestions = 0
        /// How often it was given what ends an unfinished job.
        var fillings = 0
        /// Answers that lie ready to be read.
        var unread: [UInt8] = []
        /// What a person does when the printer holds bytes back.
        var held: @Sendable (inout Model) -> Void = { _ in }
        /// What happens when it has taken some bytes of a job.
        var took: @Sendable (inout Model) -> Void = { _ in }
        /// What happens when it is asked, before it answers.
        var asked: @Sendable (inout Model) -> Void = { _ in }
        /// What happens when someone tries to open it.
        var opened: @Sendable (inout Model) -> Void = { _ in }
    }

    private let model: Mutex<Model>
    /// Where the next job's bytes wait, if there is one.
    let gate: Gate?
    /// Where a question waits, if there is one.
    let questionGate: Gate?

    init(gate: Gate? = nil, questionGate: Gate? = nil, _ set: (inout Model) -> Void = { _ in }) {
        var model = Model()
        set(&model)
        self.model = Mutex(model)
        self.gate = gate
        self.questionGate = questionGate
    }

    func change(_ set: (inout Model) -> Void) { model.withLock { set(&$0) } }
    func read<Value: Sendable>(_ get: (Model) -> Value) -> Value { model.withLock { get($0) } }
    var received: [UInt8] { read(\.received) }

    func withConnection<Result: Sendable>(
        _ body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result {
        let fault = model.withLock { model in
            model.openings += 1
            model.opened(&model)
            return model.away
        }
        if let fault { throw fault }
        let result = try await body(self)
        if let fault = read(\.closingFault) { throw fault }
        return result
    }

    func send(_ bytes: ArraySlice<UInt8>, within limit: Duration) async throws(TransportFault)
        -> Int
    {
        if Array(bytes) == PlainLanguage.question {
            await questionGate?.pass()
            return ask()
        }
        if Array(bytes) == PlainLanguage.secondQuestion { return askAgain() }
        if Array(bytes) == PlainLanguage.filling {
            model.withLock { $0.fillings += 1 }
            return bytes.count
        }
        await gate?.pass()
        let (went, fault) = model.withLock { model in
            model.sends.append(bytes.count)
            let rest = bytes.prefix(max(0, model.room - model.received.count))
            if let end = model.breaksAt, model.received.count + rest.count >= end {
                let last = rest.prefix(end - model.received.count)
                model.received += last
                model.breaksAt = nil
                return (last.count, TransportFault?.some(model.fault.after(last.count)))
            }
            model.received += rest
            if rest.isEmpty { model.held(&model) } else { model.took(&model) }
            return (rest.count, nil)
        }
        if let fault { throw fault }
        return went
    }

    private func ask() -> Int {
        model.withLock { model in
            model.questions += 1
            model.asked(&model)
            if let answer = model.answer { model.unread.append(answer) }
        }
        return PlainLanguage.question.count
    }

    private func askAgain() -> Int {
        model.withLock { model in
            model.secondQuestions += 1
            if let answer = model.secondAnswer { model.unread.append(answer) }
        }
        return PlainLanguage.secondQuestion.count
    }

    func receive(_ count: Int, within limit: Duration) async throws(TransportFault) -> [UInt8] {
        model.withLock { model in
            defer { model.unread.removeFirst(min(count, model.unread.count)) }
            return Array(model.unread.prefix(count))
        }
    }

    func portStatus() async -> PrinterStatus? { read(\.port) }
    var isPortTrusted: Bool { read(\.isPortTrusted) }
    func statusElsewhere() async -> PrinterStatus? { read(\.elsewhere) }
    func takeBack() async -> Int {
        model.withLock { model in
            defer { model.underWay = 0 }
            return model.underWay
        }
    }
    var doubtfulCounts: Int { get async { read(\.doubts) } }
    var deliveryIsProof: Bool { read(\.isFile) }
    var canAnswer: Bool { read(\.canAnswer) }
}

extension TransportFault {
    fileprivate func after(_ bytes: Int) -> TransportFault {
        switch self {
        case .unplugged: .unplugged(bytesSent: bytes)
        case .broken(_, let code): .broken(bytesSent: bytes, code: code)
        case .notFound, .permissionMissing, .busy, .ambiguous, .notAPrinter: self
        }
    }
}

/// Where a task waits until a test lets it go on.
final class Gate: Sendable {
    private let (arrivals, arrival) = AsyncStream<Void>.makeStream()
    private let (releases, release) = AsyncStream<Void>.makeStream()

    /// The task's side; a task that is cancelled goes on as well.
    func pass() async {
        arrival.yield()
        var iterator = releases.makeAsyncIterator()
        await iterator.next()
    }

    /// Returns when a task has come to the gate.
    func reached() async {
        var iterator = arrivals.makeAsyncIterator()
        await iterator.next()
    }

    func letOneGoOn() { release.yield() }
    func letAllGoOn() { release.finish() }
}
