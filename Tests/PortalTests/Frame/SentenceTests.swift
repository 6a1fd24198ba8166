import Testing

@testable import Web

@Suite("A sentence")
struct SentenceTests {
    @Test(
        "takes the word that goes with its number",
        arguments: [
            ("0", "0 claims wait"), ("1", "1 claim waits"), ("2", "2 claims wait"), ("1,000+", "1,000+ claims wait"),
        ])
    func plural(number: String, expected: String) {
        let sentence = Sentence("{0} {0|claim waits|claims wait}")
        #expect(sentence.filled(with: [number]) == expected)
    }

    @Test("knows an isolated number, and fills its other places")
    func places() {
        let sentence = Sentence("{1}: {0} {0|row|rows}, {2}")
        #expect(sentence.filled(with: ["1".isolated, "a"]) == "a: \("1".isolated) row, {2}")
    }

    @Test(
        "keeps a brace that opens no place as it was written",
        arguments: ["{", "{}", "a } b {", "{a}", "{10}", "{0|one}", "{0|a|b|c}", "{|a|b}", "{۱}"])
    func braces(text: String) {
        #expect(Sentence(text).filled(with: ["1"]) == text)
        #expect(Sentence(text + " {0}").filled(with: ["1"]) == text + " 1")
    }
}
