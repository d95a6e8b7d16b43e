import SeededRandom
import Testing

@testable import Stock

/// A place stands where the last of its moves put it that was not taken back, whatever was told first.
struct PlaceMovesTests {
    private let places: [PlaceID] = {
        var random = SeededGenerator(seed: 4)
        return (0..<4).map { _ in PlaceID(milliseconds: 1, using: &random) }
    }()

    private func moment(_ second: Int64) -> Moment { Moment(microseconds: second * 1_000_000) }

    private func move(
        _ second: Int64, toldBy seq: Int64, to place: Int?, undone: Int64? = nil
    ) -> PlaceMove {
        PlaceMove(
            moment: moment(second), seq: seq, parent: place.map { places[$0] }, undone: undone)
    }

    @Test func `the last move by its moment counts, and of one moment the one told last`() {
        let moves = PlaceMoves(
            from: places[0], [move(2, toldBy: 5, to: 2), move(1, toldBy: 6, to: 1)])
        #expect(moves.parent() == places[2])
        #expect(moves.parent(at: moment(1)) == places[1])
        #expect(moves.parent(at: moment(0)) == places[0])
        #expect(moves.adding(places[3], at: moment(2)).parent() == places[3])
        #expect(moves.adding(nil, at: moment(3)).parent() == nil)
        #expect(moves.adding(places[3], at: moment(1)).parent() == places[2])
    }

    @Test func `what was taken back never happened, but was so until then`() {
        let later = move(2, toldBy: 5, to: 2, undone: 7)
        let moves = PlaceMoves(from: places[0], [later, move(1, toldBy: 6, to: 1, undone: 8)])
        #expect(moves.parent() == places[0])
        #expect(moves.parent(asOf: 7) == places[1])
        #expect(moves.parent(asOf: 6) == places[2])
        #expect(moves.parent(asOf: 4) == places[0])
        let one = PlaceMoves(from: nil, [move(2, toldBy: 5, to: 2), move(1, toldBy: 6, to: 1)])
        #expect(one.without(6).parent() == places[2] && one.without(6).parent(at: moment(1)) == nil)
        #expect(one.without(5).parent() == places[1])
        #expect(PlaceMoves(from: places[3]).parent() == places[3])
    }
}
