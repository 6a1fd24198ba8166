import Domain
import Testing

@Suite("How many more of a part a place wants")
struct ReplenishmentTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let (free, coming, used): (Int64, Int64, Int64)
        let (minimum, point): (Int64, Int64)
        let (threshold, proposal): (Int64, Int64)
        var testDescription: String { "\(free)+\(coming), used \(used), \(minimum)/\(point) → \(proposal)" }
    }

    @Test(
        "it is asked for at the order point, or at the minimum with what is used meanwhile, and filled up for as long again",
        arguments: [
            // Nothing is known of it.
            Case(free: 0, coming: 0, used: 0, minimum: 0, point: 0, threshold: 0, proposal: 0),
            // By its order point alone.
            Case(free: 5, coming: 0, used: 0, minimum: 0, point: 5, threshold: 5, proposal: 0),
            Case(free: 4, coming: 0, used: 0, minimum: 0, point: 5, threshold: 5, proposal: 1),
            Case(free: 0, coming: 3, used: 0, minimum: 0, point: 5, threshold: 5, proposal: 2),
            // By use alone: 90 in 90 days are 7 in the week until more come.
            Case(free: 8, coming: 0, used: 90, minimum: 0, point: 0, threshold: 7, proposal: 0),
            Case(free: 7, coming: 0, used: 90, minimum: 0, point: 0, threshold: 7, proposal: 7),
            Case(free: 0, coming: 14, used: 90, minimum: 0, point: 0, threshold: 7, proposal: 0),
            // What is used now and then is rounded up.
            Case(free: 0, coming: 0, used: 1, minimum: 0, point: 0, threshold: 1, proposal: 2),
            // The minimum stands under what is used meanwhile; the order point holds where it is more.
            Case(free: 9, coming: 0, used: 90, minimum: 3, point: 5, threshold: 10, proposal: 8),
            Case(free: 9, coming: 0, used: 90, minimum: 3, point: 12, threshold: 12, proposal: 10),
            Case(free: 11, coming: 0, used: 90, minimum: 3, point: 5, threshold: 10, proposal: 0),
        ])
    func proposal(_ known: Case) {
        var need = Replenishment(days: 90, lead: 7)
        (need.free, need.coming, need.used) = (known.free, known.coming, known.used)
        (need.minimum, need.orderPoint) = (known.minimum, known.point)
        #expect(need.threshold == known.threshold && need.proposal == known.proposal)
    }

    @Test("where more come at once, only the minimum and the order point are kept")
    func noLead() {
        var need = Replenishment(days: 30, lead: 0)
        (need.used, need.minimum) = (300, 2)
        #expect(need.leadUse == 0 && need.threshold == 2 && need.proposal == 2)
    }

    @Test("the fill rate is rounded down, so that 100 means all of it, and says nothing where nothing was asked for")
    func rate() {
        #expect(FillRate(asked: 0, full: 0).percent == nil)
        #expect(FillRate(asked: 3, full: 2).percent == 66)
        #expect(FillRate(asked: 1_000, full: 999).percent == 99)
        #expect(FillRate(asked: 7, full: 7).percent == 100)
    }
}
