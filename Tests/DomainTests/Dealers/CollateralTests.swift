import Domain
import Testing

@Suite("What a dealer leaves as security") struct CollateralTests {
    private let today = CalendarDay(iso: "2026-11-30")!

    private func collateral(_ kind: Collateral.Kind, due: CalendarDay?) throws -> Collateral {
        try Collateral(
            kind, amount: 5_000_000_000, number: "123", issuer: "ملت", due: due, place: "گاوصندوق", today: today)
    }

    @Test("is due on a day, or on demand; a bank's guarantee always on a day")
    func due() throws {
        for kind in Collateral.Kind.allCases {
            _ = try collateral(kind, due: today)
            if kind == .guarantee {
                #expect(throws: Complaint("collateral.due.missing")) { try collateral(kind, due: nil) }
            } else {
                _ = try collateral(kind, due: nil)
            }
        }
    }

    @Test("is not taken when its day is over")
    func past() {
        for kind in Collateral.Kind.allCases {
            #expect(throws: Complaint("collateral.due.past")) {
                try collateral(kind, due: today.adding(days: -1))
            }
        }
    }
}
