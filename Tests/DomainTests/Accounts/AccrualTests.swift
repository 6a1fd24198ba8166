import Domain
import Testing

@Suite("What is owed to dealers") struct AccrualTests {
    private func day(_ number: Int32) -> CalendarDay { CalendarDay(number: number) }

    @Test(
        "is as old as the days since the work",
        arguments: [
            (100, AccrualAge.to30), (70, .to30), (69, .to60), (40, .to60), (39, .to90), (10, .to90), (9, .over90),
            (-500, .over90), (101, .to30),
        ] as [(Int32, AccrualAge)])
    func age(done: Int32, expected: AccrualAge) {
        #expect(AccrualAge(from: day(done), to: day(100)) == expected)
    }

    @Test("adds up to the same by stage and by age, whatever the amounts")
    func sums() throws {
        var dice = Dice(seed: 4)
        var accrual = Accrual(.irr)
        for _ in 0..<500 {
            let amount = Money(dice.roll(-1_000_000...1_000_000), .irr)
            try accrual.add(amount, dice.pick(AccrualStage.allCases), dice.pick(AccrualAge.allCases))
        }
        #expect(try Money.sum(AccrualStage.allCases.map { accrual[$0] }, .irr) == accrual.total)
        #expect(try Money.sum(AccrualAge.allCases.map { accrual[$0] }, .irr) == accrual.total)
        let open = try accrual[.draft].adding(accrual[.open])
        #expect(try open.adding(accrual.approved) == accrual.total)
    }

    @Test("says so when a sum leaves the 64-bit range, instead of a wrong sum")
    func overflow() throws {
        var accrual = Accrual(.irr)
        try accrual.add(Money(.max, .irr), .open, .to30)
        #expect(throws: Complaint.self) { try accrual.add(Money(1, .irr), .open, .to30) }
    }
}
