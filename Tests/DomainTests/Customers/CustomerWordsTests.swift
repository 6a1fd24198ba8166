import Domain
import Testing

@Suite struct CustomerWordsTests {
    @Test("A customer is found by his names and his number, however they are written")
    func words() throws {
        let words = CustomerWords.of(name: "سمیه علی‌پور", mobile: try MobileNumber("۰۹۱۲۳۴۵۶۷۸۹"))
        #expect(words.isSuperset(of: ["سمیه", "علی", "پور", "09123456789", "9123456789", "989123456789"]))
        #expect(words.contains(SearchText.key("علي‌پور")))
        #expect(CustomerWords.of(name: "سميه علي پور", mobile: try MobileNumber("9123456789")) == words)
    }
}
