import Testing

@testable import Domain

@Suite("Pay that waits for a removed part")
struct PartHoldTests {
    private static let born = CalendarDay(number: 100)
    private static let due = CalendarDay(number: 114)

    @Test(
        "begins with the visit, or once its day is over, or never",
        arguments: [
            (PartHold.always, 99, false), (.always, 100, true), (.always, 200, true), (.overdue, 100, false),
            (.overdue, 114, false), (.overdue, 115, true), (.never, 1_000, false),
        ])
    func begins(_ hold: PartHold, _ day: Int32, _ isHeld: Bool) {
        let today = CalendarDay(number: day)
        #expect(hold.holds(.owed, bornOn: Self.born, dueOn: Self.due, on: today) == isHeld)
        #expect(hold.holds(.sent, bornOn: Self.born, dueOn: Self.due, on: today) == isHeld)
    }

    @Test("is free once the part has come, whatever is found of it", arguments: PartDebtState.allCases)
    func ends(_ state: PartDebtState) {
        let isHeld = PartHold.always.holds(state, bornOn: Self.born, dueOn: Self.due, on: CalendarDay(number: 500))
        #expect(isHeld == (state == .owed || state == .sent))
    }

    @Test(
        "A dealer is charged for a part that is overdue, that was in no box, or in whose place another came",
        arguments: [
            (PartDebtState.owed, false, nil, 114, false), (.owed, false, nil, 115, true), (.owed, true, nil, 101, true),
            (.sent, false, nil, 200, false), (.received, false, nil, 200, false),
            (.inspected, false, PartFinding.notOurs, 101, true), (.inspected, false, .failed, 200, false),
            (.settled, false, .notOurs, 200, true), (.waived, false, nil, 200, false),
        ] as [(PartDebtState, Bool, PartFinding?, Int32, Bool)])
    func charge(_ state: PartDebtState, _ isMissed: Bool, _ finding: PartFinding?, _ day: Int32, _ may: Bool) {
        let permit = try? MayChargePart(
            state, isMissed: isMissed, finding: finding, dueOn: Self.due, on: CalendarDay(number: day))
        #expect((permit != nil) == may)
    }
}

@Suite("The share of removed parts without a fault")
struct FindingShareTests {
    @Test(
        "says nothing of few parts, and is rounded half up",
        arguments: [(9, 9, nil), (10, 0, 0), (10, 3, 300), (16, 1, 63), (3_000, 1, 0), (2_000, 1, 1)]
            as [(Int, Int, Int?)])
    func share(_ inspected: Int, _ whole: Int, _ permille: Int?) {
        #expect(FindingShare(inspected: inspected, withoutFault: whole).permille == permille)
    }

    private static func shares(_ permilles: [Int]) -> [FindingShare] {
        permilles.map { FindingShare(inspected: 1_000, withoutFault: $0) }
    }

    @Test(
        "has a middle among three and more who have parts enough",
        arguments: [([], nil), ([100, 200], nil), ([300, 100, 200], 200), ([100, 200, 301, 400], 251)]
            as [([Int], Int?)])
    func median(_ permilles: [Int], _ median: Int?) {
        let few = FindingShare(inspected: 2, withoutFault: 2)
        #expect(FindingShare.median(Self.shares(permilles) + [few]) == median)
    }

    @Test("is a question from twice the middle on", arguments: [(199, false), (200, true), (900, true)])
    func question(_ permille: Int, _ isAsked: Bool) {
        #expect(Self.shares([permille])[0].isQuestion(beside: 100) == isAsked)
        #expect(!Self.shares([permille])[0].isQuestion(beside: nil))
        #expect(!FindingShare(inspected: 3, withoutFault: 3).isQuestion(beside: 100))
        #expect(!FindingShare(inspected: 1_000, withoutFault: 0).isQuestion(beside: 0))
    }
}
