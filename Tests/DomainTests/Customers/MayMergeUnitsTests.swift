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
                keeping: ID(1), merging: ID(gone), models: (kept: "A", gone: model), isGone: isGone,
                exchange: .none, reason: reason)
        }
        #expect(error?.key == key)
        _ = try MayMergeUnits(
            keeping: ID(1), merging: ID(2), models: (kept: "A", gone: "A"), isGone: false, exchange: .none,
            reason: "x")
    }

    @Test("are not merged where one came for the other, nor where for both an exchange waits, nor with another's cover")
    func exchanged() {
        for (exchange, key) in [
            (ExchangeBetween.oneForTheOther, "exchanged"), (.coverOfAnother, "others_cover"), (.bothWait, "both_wait"),
        ] {
            #expect(throws: Complaint("units.merge.\(key)")) {
                try MayMergeUnits(
                    keeping: ID(1), merging: ID(2), models: (kept: "A", gone: "A"), isGone: false, exchange: exchange,
                    reason: "x")
            }
        }
    }

    @Test("are parted again within thirty days, once, and not before what came of them is parted")
    func undo() throws {
        let made = Instant(seconds: 1_000)
        let (last, late) = (made.adding(seconds: 30 * 86_400), made.adding(seconds: 30 * 86_400 + 1))
        try MayMergeUnits.checkUndo(madeAt: made, now: last, isUndone: false, isGone: false)
        for (now, isUndone, isGone) in [(late, false, false), (last, true, false), (last, false, true)] {
            #expect(throws: Complaint.self) {
                try MayMergeUnits.checkUndo(madeAt: made, now: now, isUndone: isUndone, isGone: isGone)
            }
        }
    }
}
