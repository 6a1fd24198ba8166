import Testing

@testable import Domain

@Suite("Deciding a claim line by line")
struct LineDecisionTests {
    private func line(_ claimed: Int64, _ approved: Int64, _ reason: String? = nil) throws -> LineDecision {
        try LineDecision(line: ID(1), claimed: Money(claimed), approved: Money(approved), reason: reason)
    }

    @Test("A line can be approved, approved less or rejected, never more")
    func range() throws {
        #expect(try line(100, 100).isWhole)
        #expect(try line(100, 40, "other").approved == Money(40))
        #expect(try line(100, 0, "not_done").approved == .zero)
        for approved in [101, -1] as [Int64] {
            #expect(throws: Complaint("claims.line.more", "100")) { try self.line(100, approved, "other") }
        }
    }

    @Test("A penalty can be lessened or waived, never raised or turned into pay")
    func penalty() throws {
        #expect(try line(-100, -100).isWhole)
        #expect(try line(-100, -30, "other").approved == Money(-30))
        for approved in [-101, 1] as [Int64] {
            #expect(throws: Complaint("claims.line.more", "-100")) { try self.line(-100, approved, "other") }
        }
    }

    @Test("Whoever approves less says why; a whole line keeps no reason")
    func reason() throws {
        #expect(throws: Complaint("form.choose")) { try self.line(100, 40) }
        #expect(try line(100, 100, "other").reason == nil)
    }

    @Test("All lines whole approve the claim, all at zero reject it, anything between is a part")
    func whole() throws {
        let cases: [([LineDecision], ClaimDeed, Int64)] = [
            ([try line(100, 100), try line(-20, -20)], .approve, 80),
            ([try line(100, 0, "not_done"), try line(0, 0)], .reject, 0),
            ([try line(100, 0, "not_done"), try line(-20, -20)], .approvePart, -20),
            ([try line(100, 60, "other"), try line(50, 50)], .approvePart, 110),
            ([], .approve, 0),
        ]
        for (lines, deed, approved) in cases {
            let decision = try ClaimDecision(lines, currency: .irr)
            #expect(decision.deed == deed)
            #expect(decision.approved == Money(approved))
            #expect((decision.reason == nil) == (deed == .approve))
        }
    }

    @Test("A sum beyond what can be recorded is refused, not wrapped")
    func overflow() throws {
        let lines = [try line(.max, .max), try line(1, 1)]
        #expect(throws: Complaint("kernel.money.overflow")) { try ClaimDecision(lines, currency: .irr) }
    }

    @Test("A month is read from an address and from nothing looser")
    func period() {
        #expect(Period("1405-7") == Period(year: 1405, month: 7))
        #expect(Period("1405-07")?.text == "1405-7")
        for text in ["", "1405", "1405-13", "1405-0", "405-7", "1405-7-1", "1405-+7", "۱۴۰۵-۷"] {
            #expect(Period(text) == nil)
        }
        #expect(Period(year: 1404, month: 12) < Period(year: 1405, month: 1))
        #expect(Period(year: 1405, month: 1).previous == Period(year: 1404, month: 12))
        #expect(Period(year: 1405, month: 7).previous == Period(year: 1405, month: 6))
    }
}
