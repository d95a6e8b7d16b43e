/// A printer of the test bed; the fields are those of Tests/VirtualPrinter/descriptors.py, in its
/// spelling there, and nil is its default.
struct VirtualPrinter: Encodable, Sendable {
    var vendor: Int?
    var product: Int?
    var model: String?
    var serial: String?
    var deviceID: String?
    var idLength: String?
    var isPrinter: Bool?
    var shows: Int?
    var tty: String?
    var interface: Int?
    var alternates: [Int]?
    var configuration: Int?
    var bulkOut: Int?
    var bulkIn: Int?
    var composite: Bool?
    var twin: Int?
    var twinID: String?
    var driver: String?
    var held: Bool?
    var permission: Bool?
    var portStatus: Int?
    var answers: [String: String]?
    /// What it prints in, one of Tests/VirtualPrinter/firmware.
    var language: String?
    var behaviour: Behaviour?
    var faults: [Fault] = []
    var lyingCancel: Bool?
    var plugged: Bool?
    var replug: Double?
    /// Where the bytes go that it takes; the bed fills it in.
    var out: String?

    /// How its inside behaves, as Tests/VirtualPrinter/firmware/press.py lists.
    struct Behaviour: Encodable, Sendable {
        var labelMs: Int?
        var paper: Int?
        var reloadMs: Int?
        var opensAt: Int?
        var closesMs: Int?
        var room: Int?
        var mute: Bool?
        var silentLabels: Bool?
        var roll: [Int]?
        var red: Bool?
        var phase: Int?
    }

    /// What befalls it, as Tests/VirtualPrinter/printer.py lists.
    struct Fault: Encodable, Sendable {
        var at: Int?
        var `in`: String?
        var control: Int?
        var kind: String?
        var ms: Int?
        var n: Int?

        static func out(_ kind: String, at: Int, ms: Int? = nil) -> Fault {
            Fault(at: at, kind: kind, ms: ms)
        }
        static func `in`(_ kind: String, times: Int = 1) -> Fault { Fault(in: kind, n: times) }
        static func control(_ request: Int, _ kind: String) -> Fault {
            Fault(control: request, kind: kind)
        }
    }
}
