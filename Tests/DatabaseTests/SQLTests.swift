import Domain
import Testing

@testable import Database

@Suite("A statement")
struct SQLTests {
    @Test("binds what is interpolated and never pastes it")
    func binds() {
        let typed = "x'); DROP TABLE job; --"
        let sql: SQL = "SELECT id FROM job WHERE number = \(typed) AND city_id = \(ID<String>(7))"
        #expect(sql.text == "SELECT id FROM job WHERE number = ? AND city_id = ?")
        #expect(sql.values == [.text(typed), .integer(7)])
    }

    @Test("binds nothing as NULL")
    func null() {
        let day: CalendarDay? = nil
        let sql: SQL = "UPDATE unit SET purchased_on = \(day)"
        #expect(sql.values == [.null])
    }

    @Test("takes a list as so many parameters, an empty one as what matches nothing")
    func lists() {
        #expect(("IN (\(["a", "b"]))" as SQL).text == "IN (?,?)")
        #expect(("IN (\([String]()))" as SQL).text == "IN (NULL)")
    }

    @Test("keeps the values of its parts in their order")
    func parts() {
        let parts: [SQL] = ["a = \(1)", "b = \("x")", "c = 3"]
        let sql = ("WHERE" as SQL) + parts.joinedByAnd()
        #expect(sql.text == "WHERE a = ? AND b = ? AND c = 3")
        #expect(sql.values == [.integer(1), .text("x")])
        #expect([SQL]().joinedByAnd().text == "1 = 1")
    }
}
