import Domain
import Testing

@Suite("Complaints in figures")
struct ComplaintFiguresTests {
    @Test(
        "the middle of days is the middle one, of two their mean",
        arguments: [([], nil), ([4], 40), ([9, 1, 4], 40), ([1, 2], 15), ([10, 0, 3, 4], 35)] as [([Int64], Int64?)])
    func median(days: [Int64], tenths: Int64?) {
        #expect(ComplaintFigures.medianTenths(days) == tenths)
    }

    @Test("each is counted once, under its key or under none; open ones tell nothing of days")
    func groups() {
        func day(_ number: Int32) -> CalendarDay { CalendarDay(number: number) }
        func one(_ kind: ContactKind, _ cause: String?, _ made: Int32, _ closed: Int32?) -> ComplaintCase {
            ComplaintCase(kind, madeOn: day(made), closedOn: closed.map(day), severity: nil, cause: cause, unit: nil)
        }
        let figures = ComplaintFigures.by(
            \.cause,
            [
                one(.complaint, "late", 10, 13), one(.suggestion, nil, 10, nil), one(.complaint, "late", 20, nil),
                one(.criticism, "late", 20, 20), one(.complaint, "late", 30, 32),
            ])
        #expect(figures.map(\.key) == ["late", nil])
        #expect(figures[0].complaints == 3 && figures[0].criticisms == 1 && figures[0].all == 4)
        #expect(figures[0].open == 1 && figures[0].medianTenths == 20)
        #expect(figures[1].suggestions == 1 && figures[1].open == 1 && figures[1].medianTenths == nil)
    }
}
