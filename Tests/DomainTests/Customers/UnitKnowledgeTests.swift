import Testing

@testable import Domain

@Suite("What is known of two units that are one")
struct UnitKnowledgeTests {
    private static let (day, other) = (CalendarDay(number: 20_000), CalendarDay(number: 20_100))
    private static let whole = UnitKnowledge(
        dates: UnitDates(sale: day, installation: day, activation: day, production: day), void: CoverVoid(on: day, "a"),
        quarantine: CoverVoid(on: day, "b"), cover: ID(7), city: ID(9))

    @Test("the one that stays learns all that it did not know, and nothing else")
    func fill() {
        var empty = UnitKnowledge()
        #expect(empty.fill(from: Self.whole) == UnitKnowledge.Part.allCases)
        #expect(empty == Self.whole)
        var known = UnitKnowledge(dates: UnitDates(sale: Self.other), void: CoverVoid(on: Self.other, "x"), city: ID(8))
        #expect(
            known.fill(from: Self.whole) == [.installation, .activation, .production, .quarantine, .cover])
        #expect(known.dates.sale == Self.other && known.void?.reason == "x" && known.city == ID(8))
        var again = Self.whole
        #expect(again.fill(from: UnitKnowledge()).isEmpty && again == Self.whole)
    }

    @Test("what came with a merge goes with it", arguments: UnitKnowledge.Part.allCases)
    func back(part: UnitKnowledge.Part) {
        var (kept, gone) = (Self.whole, Self.whole)
        UnitKnowledge.part(&kept, from: &gone, filled: [part])
        #expect(gone == Self.whole && kept.fill(from: Self.whole) == [part])
    }

    @Test("what was put right meanwhile stays, and an exchange that was undone is undone for both")
    func meanwhile() {
        var (kept, gone) = (Self.whole, Self.whole)
        (kept.dates.sale, kept.void, kept.cover, kept.quarantine) = (Self.other, nil, nil, nil)
        UnitKnowledge.part(&kept, from: &gone, filled: UnitKnowledge.Part.allCases)
        #expect(kept.dates.sale == Self.other && gone.dates.sale == Self.day && gone.void != nil)
        #expect(gone.cover == nil && gone.quarantine == nil && gone.city == ID(9) && kept.city == nil)
    }
}
