import Domain
import Testing

@Suite("The text of the contract with dealers") struct AgencyTextTests {
    @Test("knows its fields, and no other")
    func fields() throws {
        _ = try AgencyText(AgencyText.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: " "))
        #expect(throws: Complaint("agency.field", "{price}")) { try AgencyText("{dealer} {price}") }
        #expect(throws: Complaint("form.missing")) { try AgencyText("") }
        #expect(throws: Complaint("form.too_long", "20000")) {
            try AgencyText(String(repeating: "x", count: AgencyText.longest + 1))
        }
    }

    @Test("is filled line by line; what is not known is written by hand, and what a value holds is no field")
    func filled() throws {
        let text = try AgencyText("{dealer}، {city}\n\n{securities}")
        #expect(
            text.filled([.dealer: "{city} و پسران", .city: "زاهدان", .securities: ""])
                == ["{city} و پسران، زاهدان", AgencyText.blank])
    }
}
