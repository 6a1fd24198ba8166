import Domain
import Testing

@Suite struct CustomerWordsTests {
    @Test("A customer is found by his names and his number, however they are written")
    func words() throws {
        let words = CustomerWords.of(name: "سمیه علی‌پور", numbers: [try CustomerNumber("۰۹۱۲۳۴۵۶۷۸۹")])
        #expect(words.isSuperset(of: ["سمیه", "علی", "پور", "09123456789", "9123456789", "989123456789"]))
        #expect(words.contains(SearchText.key("علي‌پور")))
        #expect(CustomerWords.of(name: "سميه علي پور", numbers: [try CustomerNumber("9123456789")]) == words)
    }
}
