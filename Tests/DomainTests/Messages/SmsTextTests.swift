import Domain
import Testing

@Suite("The length of a text message")
struct SmsTextTests {
    @Test(
        "is counted in the letters that it is sent in, and charged by its parts",
        arguments: [
            ("", SmsText.Letters.latin, 0, 0), ("a", .latin, 1, 1),
            (String(repeating: "a", count: 160), .latin, 160, 1), (String(repeating: "a", count: 161), .latin, 161, 2),
            (String(repeating: "a", count: 306), .latin, 306, 2), (String(repeating: "a", count: 307), .latin, 307, 3),
            (String(repeating: "a", count: 612), .latin, 612, 4),
            (String(repeating: "س", count: 70), .wide, 70, 1), (String(repeating: "س", count: 71), .wide, 71, 2),
            (String(repeating: "س", count: 134), .wide, 134, 2), (String(repeating: "س", count: 135), .wide, 135, 3),
            (String(repeating: "س", count: 268), .wide, 268, 4),
            // One letter of another script, and all of them are wide.
            (String(repeating: "a", count: 70) + "ی", .wide, 71, 2),
            // A joiner is a letter too.
            ("می‌رود", .wide, 6, 1),
        ])
    func counted(text: String, letters: SmsText.Letters, length: Int, parts: Int) {
        let sms = SmsText(text)
        #expect(sms.letters == letters)
        #expect(sms.length == length)
        #expect(sms.parts == parts)
    }

    @Test("a sign of two places counts twice, and is never cut in two")
    func doubled() {
        #expect(SmsText("€").length == 2)
        #expect(SmsText(String(repeating: "€", count: 80)).parts == 1)
        // 76 of two places fill 152 of 153.
        #expect(SmsText(String(repeating: "€", count: 153)).parts == 3)
        #expect(SmsText("😀").length == 2)
        // 33 of two places fill 66 of 67.
        #expect(SmsText(String(repeating: "😀", count: 67)).parts == 3)
    }
}
