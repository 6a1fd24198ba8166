import Testing

@testable import Domain

@Suite("A registered warranty card")
struct RegisteredCardTests {
    private func card(
        _ number: String = "", sale: String? = nil, production: String? = nil, file: String = ""
    ) throws -> RegisteredCard {
        let day = { (text: String?) in try text.map { try CalendarSystem.jalali.parse($0) } }
        return RegisteredCard(
            serial: "S-1", model: ID(1), number: number,
            dates: UnitDates(sale: try day(sale), production: try day(production)), file: file, record: 7)
    }

    @Test("is given by a later file what was not known of it, and keeps what was")
    func adds() throws {
        let sum = try card(production: "1404/01/01").adding(card("K-1", sale: "1405/02/03", production: "1404/01/01"))
        #expect(sum == (try card("K-1", sale: "1405/02/03", production: "1404/01/01")))
        #expect(try sum.adding(card()) == sum)
    }

    @Test("is not told otherwise, neither by number nor by day")
    func refuses() throws {
        let known = try card("K-1", sale: "1405/02/03")
        let (other, later) = (try card("K-2"), try card("K-1", sale: "1405/02/04"))
        #expect(throws: RegisteredCard.DoubleWord(column: "card", Complaint("units.card.other", "S-1", "K-1"))) {
            try known.adding(other)
        }
        #expect(throws: RegisteredCard.DoubleWord(column: "purchased_on", Complaint("units.card.day_other", "S-1"))) {
            try known.adding(later)
        }
    }

    @Test("says who has its number: the row of the file, or the serial alone")
    func taken() throws {
        #expect(try card("K-1", file: "a.csv").taken == Complaint("units.card.taken", "K-1", "S-1", "a.csv", "7"))
        #expect(try card("K-1").taken == Complaint("units.card.taken_by_hand", "K-1", "S-1"))
    }
}
