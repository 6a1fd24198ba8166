import Testing

@testable import Domain

@Suite("The rules of appeals and of taking back")
struct AppealRuleTests {
    private let day = CalendarDay(iso: "2026-11-23")!

    private func line(
        _ claimed: Int64, _ approved: Int64?, hasAppeal: Bool = false, isReversed: Bool = false
    ) -> AppealedLine {
        AppealedLine(
            claimed: Money(claimed), approved: approved.map { Money($0) }, decidedOn: approved == nil ? nil : day,
            hasAppeal: hasAppeal, isReversed: isReversed)
    }

    @Test("A line that was cut may be appealed against once, up to the last day")
    func check() throws {
        #expect(try line(100, 40).check(today: day.adding(days: 15), days: 15) == Money(40))
        let refused: [(AppealedLine, Int, String)] = [
            (line(100, 40), 16, "appeals.late"), (line(100, 100), 0, "appeals.nothing"),
            (line(100, nil), 0, "appeals.nothing"), (line(-50, -20), 0, "appeals.nothing"),
            (line(100, 40, hasAppeal: true), 0, "appeals.once"),
            (line(100, 40, isReversed: true), 0, "appeals.reversed"),
        ]
        for (line, days, key) in refused {
            let complaint = #expect(throws: Complaint.self) { try line.check(today: day.adding(days: days), days: 15) }
            #expect(complaint?.key == key)
        }
    }

    @Test("Granted is more than before, up to what was claimed; the difference is what is posted")
    func decision() throws {
        let granted = try AppealDecision(before: Money(40), claimed: Money(100), granted: Money(100))
        #expect((granted.state, granted.difference) == (.granted, Money(60)))
        let upheld = try AppealDecision(before: Money(40), claimed: Money(100), granted: nil)
        #expect((upheld.state, upheld.approved, upheld.difference) == (.upheld, Money(40), Money(0)))
        for amount in [40, 39, 101, -1] as [Int64] {
            #expect(throws: Complaint("appeals.range", "40", "100")) {
                try AppealDecision(before: Money(40), claimed: Money(100), granted: Money(amount))
            }
        }
    }

    @Test("Whoever decided the line does not decide its appeal; a rule's decision anybody of finance does")
    func another() throws {
        let actor = try Actor(person: ID(5), name: "", roles: Roles([.financeOfficer]), dealer: nil)
        #expect(throws: Complaint("appeals.denied.same")) {
            try MayDecideAppeal(actor, decidedBy: ID(5), workers: [])
        }
        #expect(throws: Complaint("claims.denied.own")) { try MayDecideAppeal(actor, decidedBy: nil, workers: [ID(5)]) }
        #expect(try MayDecideAppeal(actor, decidedBy: ID(5), workers: [], isEased: true).actor == actor)
        #expect(throws: Complaint("claims.denied.own")) {
            try MayDecideAppeal(actor, decidedBy: nil, workers: [ID(5)], isEased: true)
        }
        #expect(try MayDecideAppeal(actor, decidedBy: ID(6), workers: []).actor == actor)
        #expect(try MayDecideAppeal(actor, decidedBy: nil, workers: []).actor == actor)
    }

    @Test("The state of a claim follows its lines")
    func state() {
        #expect(ClaimState([(10, 10), (-5, -5)]) == .approved)
        #expect(ClaimState([(10, 0), (5, 0)]) == .rejected)
        #expect(ClaimState([(10, 4), (5, 5)]) == .partApproved)
    }

    @Test("Only what was granted is taken back, and by two people, the second an approver")
    func reversal() throws {
        let officer = try Actor(person: ID(5), name: "", roles: Roles([.financeOfficer]), dealer: nil)
        let approver = try Actor(person: ID(6), name: "", roles: Roles([.financeApprover]), dealer: nil)
        for state in ClaimState.allCases {
            let may = try? MayProposeReversal(officer, state: state, isReversed: false, workers: [])
            #expect((may != nil) == (state == .approved || state == .partApproved))
        }
        #expect(throws: Complaint("reversals.impossible")) {
            try MayProposeReversal(officer, state: .approved, isReversed: true, workers: [])
        }
        #expect(try MayConfirmReversal(approver, proposedBy: ID(5), workers: []).actor == approver)
        #expect(throws: Complaint("reversals.denied.same")) {
            try MayConfirmReversal(approver, proposedBy: ID(6), workers: [])
        }
        #expect(try MayConfirmReversal(approver, proposedBy: ID(6), workers: [], isEased: true).actor == approver)
        #expect(throws: Complaint("reversals.denied.role")) {
            try MayConfirmReversal(officer, proposedBy: ID(6), workers: [])
        }
    }

    @Test("A dealer asks for a kind of work and an amount above nothing")
    func asked() throws {
        #expect(try AskedLine(component: .travel, amount: Money(1), text: "x").amount == Money(1))
        #expect(throws: Complaint("form.choose")) { try AskedLine(component: .bonus, amount: Money(1), text: "x") }
        for amount in [0, -1, AskedLine.range.upperBound + 1] {
            #expect(throws: Complaint.self) { try AskedLine(component: .travel, amount: Money(amount), text: "x") }
        }
    }
}
