import Testing

@testable import Domain

@Suite("What is searched by")
struct SearchWordsTests {
    @Test(
        "is a number in one piece, however it was written",
        arguments: [
            "0936 676 4525", "۰۹۳۶ ۶۷۶ ۴۵۲۵", "+98 936 676 4525", "00989366764525", "9366764525", "0936-676-4525",
        ])
    func whole(typed: String) { #expect(SearchWords.of(typed) == ["09366764525"]) }

    @Test("is the beginning of a number in one piece, and else the folded words")
    func others() {
        #expect(SearchWords.of("0936 676") == ["0936676"])
        #expect(SearchWords.of("+98936") == ["0936"])
        #expect(SearchWords.of("4525") == ["4525"])
        #expect(SearchWords.of("1405-000123") == ["1405-000123"])
        #expect(SearchWords.of("علي‌پور 0935") == ["علیپور", "0935"])
        #expect(SearchWords.of("1405 123") == ["1405", "123"])
        #expect(SearchWords.of(" ") == [])
    }

    @Test("finds a serial by each of its ends of four characters or more")
    func serial() {
        #expect(SerialParts.of("FR-900") == ["R-900", "-900"])
        #expect(SerialParts.of("ABCD") == [])
    }
}
