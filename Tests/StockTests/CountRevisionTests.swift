import SeededRandom
import Testing

@testable import Stock

/// What counts say of what nobody saw, and what they say anew once more is known.
struct CountRevisionTests {
    @Test(
        arguments: [
            // What was said, a code nobody knows, whether someone said that it is gone, what was there; what is gone, and
            // whether it may be what someone saw.
            (.leave, false, false, true, false, false),
            (.leave, false, true, true, true, false),
            (.leave, true, true, true, true, false),
            // It came in since, and whoever named it had not seen it.
            (.leave, false, true, false, true, false),
            (.zero, false, false, true, true, false),
            (.zero, false, false, false, false, false),
            // The code may be of just this.
            (.zero, true, false, true, true, true),
            (.zero, true, true, true, true, false),
        ] as [(Uncounted, Bool, Bool, Bool, Bool, Bool)])
    func `what nobody saw is gone where someone said so and it was there`(
        said: Uncounted, hasUnexplained: Bool, isNamed: Bool, wasThere: Bool, isGone: Bool,
        isInDoubt: Bool
    ) {
        let items = ([1, 2] as [UInt64]).map { number in
            var random = SeededGenerator(seed: number)
            return ItemID(milliseconds: 1, using: &random)
        }
        let rule = UncountedRule(
            said, gone: isNamed ? Set(items) : [], hasUnexplained: hasUnexplained)
        // The second was seen.
        let gone = rule.gone(among: items, seen: [items[1]]) { _ in wasThere }
        #expect(gone == (isGone ? [items[0]] : []))
        #expect(gone.contains { rule.isInDoubt($0) } == isInDoubt)
        #expect(rule.isOfAll == (said == .zero))
    }

    @Test func `what was seen, or cannot be gone, is not looked up`() {
        var random = SeededGenerator(seed: 1)
        let item = ItemID(milliseconds: 1, using: &random)
        for (rule, seen) in [(UncountedRule(.leave), []), (UncountedRule(.zero), [item])] {
            let gone = rule.gone(among: [item], seen: Set(seen)) { _ in
                Issue.record("it was looked up")
                return true
            }
            #expect(gone.isEmpty)
        }
    }

    @Test func `a count says anew what differs, and asks again for what it cannot say`() {
        func revision(
            seen: Bool = true, moved: Bool = false, asked: Bool = false, spoken: Bool = true,
            said: Bool = true, differs: Bool = false
        ) -> CountRevision {
            CountRevision(
                isSeen: seen, isMoved: moved, isAsked: asked, hasSpoken: spoken, isSaid: said,
                hasDifference: differs)
        }
        #expect(revision() == .stands)
        #expect(revision(differs: true) == .posts)
        #expect(revision(said: false) == .posts)
        // It has a say again.
        #expect(revision(asked: true) == .posts)
        #expect(revision(moved: true) == .asks)
        #expect(revision(moved: true, said: false, differs: true) == .asks)
        #expect(revision(moved: true, asked: true) == .stands)
        // Nothing was seen of it after all.
        #expect(revision(seen: false) == .asks)
        #expect(revision(seen: false, moved: true, asked: true) == .asks)
        #expect(revision(seen: false, spoken: false) == .stands)
    }

    @Test(arguments: [[], [.holds], [.recount], [.holds, .recount]] as [Set<CountVerdict>])
    func `a movement tells what counts said of it, once`(_ verdicts: Set<CountVerdict>) {
        var random = SeededGenerator(seed: 1)
        let pantry = Pantry(using: &random)
        var movement = Movement(
            day: pantry.day, item: pantry.item.id, place: pantry.storage[0], balance: Quantity(-2),
            warnings: [.countedSince, .shortfall])
        movement.tell(verdicts, balance: Quantity(3), leaving: [Quantity(0)])
        #expect(movement.balance == Quantity(3))
        let again: [Warning] = verdicts.contains(.recount) ? [.countAgain] : []
        #expect(movement.warnings == [.countedSince] + again)
        movement.warnings = [.shortfall]
        movement.tell([.holds], balance: Quantity(3), leaving: [Quantity(1), Quantity(-1)])
        #expect(movement.warnings == [.shortfall, .countedSince])
        movement.tell([.holds], balance: Quantity(-1), leaving: [])
        #expect(movement.warnings.contains(.shortfall))
    }

    @Test func `a few grams may be pieces, until someone says how much there is`() {
        var random = SeededGenerator(seed: 1)
        let item = ItemID(milliseconds: 1, using: &random)
        func look(_ quantity: Int64?, _ minute: Int64, isWhole: Bool = false) -> CountLook {
            CountLook(
                item: item, part: nil, lot: nil, quantity: quantity.map { Quantity($0) },
                isWhole: isWhole, moment: Moment(microseconds: minute), asOf: 0, seq: minute)
        }
        #expect([look(3, 1), look(100, 2), look(nil, 3)].unlikelyAsGrams == [look(3, 1)])
        let looks = [look(3, 1), look(9, 2, isWhole: true), look(4, 3)]
        #expect(looks.unlikelyAsGrams == [look(4, 3)])
        #expect((looks + [look(500, 4, isWhole: true)]).unlikelyAsGrams.isEmpty)
    }
}
