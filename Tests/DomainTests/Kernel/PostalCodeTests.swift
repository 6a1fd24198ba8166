import Domain
import Testing

@Suite("A postal code")
struct PostalCodeTests {
    @Test("is ten digits of any script, however broken up", arguments: ["۱۴۵۸۸۸۹۶۹۴", "14588-89694", " 14588 89694 "])
    func good(typed: String) throws {
        #expect(try PostalCode(typed).text == "1458889694")
    }

    @Test("is refused for fewer, more, or what is no digit", arguments: ["", "145888969", "14588896941", "1458889۶9X"])
    func bad(typed: String) {
        #expect(throws: Complaint.self) { try PostalCode(typed) }
    }
}
