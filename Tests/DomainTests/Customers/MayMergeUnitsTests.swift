import Testing

@testable import Domain

@Suite("Two units that are one")
struct MayMergeUnitsTests {
    @Test(
        "are merged for a reason, of one model, never one with itself or with one that is no more",
        arguments: [
            (1, "A", false, "x", "units.merge.itself"), (2, "A", true, "x", "units.merge.no_more"),
            (2, "B", false, "x", "units.merge.model"), (2, "A", false, "", "units.merge.reason_missing"),
        ])
    func refused(gone: Int64, model: String, isGone: Bool, reason: String, key: String) throws {
        let error = #expect(throws: Complaint.self) {
            try MayMergeUnits(
                keeping: ID(1), merging: ID(gone), models: (kept: "A", gone: model), isGone: isGone, reason: reason)
        }
        #expect(error?.key == key)
        _ = try MayMergeUnits(
            keeping: ID(1), merging: ID(2), models: (kept: "A", gone: "A"), isGone: false, reason: "x")
    }

    @Test("are parted again within thirty days, once")
    func undo() throws {
        let made = Instant(seconds: 1_000)
        let (last, late) = (made.adding(seconds: 30 * 86_400), made.adding(seconds: 30 * 86_400 + 1))
        try MayMergeUnits.checkUndo(madeAt: made, now: last, isUndone: false)
        for (now, isUndone) in [(late, false), (last, true)] {
            #expect(throws: Complaint.self) {
                try MayMergeUnits.checkUndo(madeAt: made, now: now, isUndone: isUndone)
            }
        }
    }

    @Test("the one that stays gets the days that were known of the other alone")
    func filled() {
        let (day, other) = (CalendarDay(number: 20_000), CalendarDay(number: 20_100))
        let kept = UnitDates(sale: day)
        let gone = UnitDates(sale: other, installation: other)
        #expect(MayMergeUnits.filled(kept, from: gone) == [.installation: other])
        #expect(MayMergeUnits.filled(gone, from: kept).isEmpty)
    }
}
