import Domain
import Testing

@Suite("A text message that comes in")
struct ReceivedTextTests {
    @Test(
        "one digit is a rating, the operators' word ends advertising, and the rest is for a person",
        arguments: [
            ("5", ReceivedText.rating(5)), (" ۱ ", .rating(1)), ("٣.", .rating(3)), ("0", .other), ("6", .other),
            ("55", .other), ("5 ستاره", .other), ("لغو11", .optOut), ("لغو ۱۱", .optOut), ("«لغو‌۱۱»", .optOut),
            ("لغو", .optOut), ("STOP", .optOut), ("کار را لغو کنید", .other), ("سلام، کی می‌آیید؟", .other),
            ("", .other),
        ])
    func meaning(text: String, meaning: ReceivedText) { #expect(ReceivedText(text) == meaning) }
}
