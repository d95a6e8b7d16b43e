import Foundation
import ParserChecks
import SeededRandom
import Stock
import Storage
import TestSupport
import Testing

@testable import Journal

/// Entries that are read without Foundation's decoder are what it reads, or it reads them.
@Suite struct JSONReaderTests {
    @Test(arguments: seeds)
    func `both readers agree on entries, whole and damaged`(_ seed: UInt64) async throws {
        let pantry = try await SamplePantry()
        var day = RandomDay(seed: seed)
        for _ in 0..<300 { try await day.step(in: pantry) }
        try await pantry.recorded(
            .scan(.intake, "beans", 2) { scan in
                scan.say(at: "2026-11-21T10:00:00.25-05:00")
                scan.facts.donation = fresh()
                (scan.facts.station, scan.facts.reason) = ("table-1", "torn")
                (scan.facts.lotNumber, scan.facts.programme) = ("L 1", .tefap)
            })
        let entries = try await pantry.store.read { try $0.journal(after: 0, limit: 1_000) }
        var odds = SeededGenerator(seed: seed)
        var (plain, damaged) = (Set<String>(), 0)
        for entry in entries {
            guard let read = EntryKinds.plain[entry.kind] else { continue }
            let value = try #require(read(entry.body))
            plain.insert(entry.kind)
            #expect(try isSame(value, EntryKinds.decode(entry.kind, entry.body)))
            for _ in 0..<20 {
                let body = Self.damaged(entry.body, &odds)
                guard let value = read(body) else { continue }
                damaged += 1
                let decoded = try? EntryKinds.decode(entry.kind, body)
                #expect(
                    decoded.map { isSame(value, $0) } == true,
                    "\(String(decoding: body, as: UTF8.self))")
            }
        }
        #expect(plain.isSuperset(of: ["movement", "reversal", "scanUnresolved", "scanResolved"]))
        #expect(damaged > 20, "few changes that leave a text that is read")
    }

    @Test func `both readers know every member of each kind`() throws {
        let bodies = try samples(of: "entry")
        for (kind, read) in EntryKinds.plain {
            let values = bodies.compactMap { read(Data($0)) }
            #expect(values.contains { membersLeftOut(of: $0).isEmpty }, "\(kind)")
        }
        let texts = bodies.map { String(decoding: $0, as: UTF8.self) }
        for text in texts.flatMap({ leavingOutEachMember(of: $0) }) {
            let body = Data(text.utf8)
            for (kind, read) in EntryKinds.plain {
                let decoded = try? EntryKinds.decode(kind, body)
                // What holds other members is for the decoder, which passes over them.
                let isOfKind = try decoded.map { try $0.encoded() == body } ?? false
                #expect(isSame(read(body), isOfKind ? decoded : nil), "\(kind): \(text)")
            }
        }
    }

    @Test(arguments: [runSeed])
    func `both readers agree on bodies that are cut, doubled and run together`(
        _ seed: UInt64
    ) throws {
        let bodies = try samples(of: "entry")
        for body in bodies {
            let readers = EntryKinds.plain.values.count { $0(Data(body)) != nil }
            #expect(readers > 0, "\(String(decoding: body, as: UTF8.self))")
        }
        for body in bodies + Mutations(of: bodies, seed: seed).prefix(3_000) {
            #expect(entryFaults(reading: body) == [], "\(String(decoding: body, as: UTF8.self))")
        }
    }

    @Test(arguments: [
        "0", "-0", "00", "01", "-1", "--1", "-", "", "1.0", "1e3", " 1", "1 ", "+1", "null",
        "\"1\"",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809", "99999999999999999999999999",
    ])
    func `both readers agree on numbers`(_ text: String) throws {
        try expectAgreement(Self.movement.replacing("\"balance\":0", with: "\"balance\":\(text)"))
    }

    @Test(arguments: [
        ("2026-11-21", "2026-02-29"), ("2026-11-21", "2026-11-2"), ("2026-11-21", "2026-11"),
        ("shortfall", "Shortfall"), ("shortfall", "short\\u0066all"),
        ("-00000000000a", "-00000000000A"),
        ("-00000000000a", "-00000000000g"), ("\"lots\":[]", "\"lots\":[],\"more\":1"),
        ("\"lots\":[],", ""), ("\"lots\":[],\"lines\":[]", "\"lines\":[],\"lots\":[]"),
        ("\"lots\":[]", "\"lots\": []"), ("\"lots\":[]", "\"lots\":[],\"lots\":[]"),
        ("[\"shortfall\"]", "[\"shortfall\",]"),
        ("[\"shortfall\"]", "[\"shortfall\",\"recalled\"]"),
        ("{\"lots\"", "{\"item\":null,\"lots\""), ("]}", "]}}"), ("]}", "]"), ("]}", "]} "),
        ("{\"lots\"", "{,\"lots\""), ("{\"lots\"", "\u{FEFF}{\"lots\""),
    ])
    func `both readers agree on what nobody wrote`(_ change: (from: String, to: String)) throws {
        try expectAgreement(Self.movement.replacing(change.from, with: change.to))
    }

    @Test func `a line that may not be written down is read as it was decoded before`() throws {
        let place = "0198c1f2-0000-7000-8000-00000000000a"
        let line =
            #"{"item":"\#(place)","lot":"\#(place)","from":"\#(place)","to":"\#(place)","quantity":0}"#
        let body = Data(Self.movement.replacing("\"lines\":[]", with: "\"lines\":[\(line)]").utf8)
        #expect(EntryKinds.plain["movement"]?(body) == nil)
        #expect(try EntryKinds.read("movement", body)?.lines.count == 1)
    }

    private static let movement = #"""
        {"lots":[],"lines":[],"day":"2026-11-21","place":"0198c1f2-0000-7000-8000-00000000000a","balance":0,\#
        "warnings":["shortfall"]}
        """#

    private func expectAgreement(_ text: String) throws {
        let body = Data(text.utf8)
        let decoded = try? EntryKinds.decode("movement", body)
        let read = try? EntryKinds.read("movement", body)
        #expect(isSame(read, decoded))
        if let plain = EntryKinds.plain["movement"]?(body) { #expect(isSame(plain, decoded)) }
    }

    private func isSame(_ a: (any EntryKind)?, _ b: (any EntryKind)?) -> Bool {
        a.map { AnyHashable($0) } == b.map { AnyHashable($0) }
    }

    /// The same bytes but for one place.
    private static func damaged(_ body: Data, _ odds: inout SeededGenerator) -> Data {
        var bytes = [UInt8](body)
        let place = Int.random(in: bytes.indices, using: &odds)
        let signs = Array("0123456789abcdefgA-\"\\,:{}[] \u{7F}é".utf8)
        let sign = signs[Int.random(in: signs.indices, using: &odds)]
        switch Int.random(in: 0..<5, using: &odds) {
        case 0: bytes.insert(sign, at: place)
        case 1: bytes.remove(at: place)
        case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &odds)
        case 3: bytes.removeLast(bytes.count - place)
        default: bytes[place] = sign
        }
        return Data(bytes)
    }
}
