import Domain
import Testing

@Suite("Check lists and kits of services")
struct CheckListTests {
    @Test("a star asks for an answer, a unit in brackets for a number, and a line that stands twice is one")
    func items() {
        let items = CheckList.items("کندانسور\n* لاستیک در \r\n*فشار گاز [bar]\nدما []\n\nکندانسور\n[x]")
        #expect(items.map(\.text) == ["کندانسور", "لاستیک در", "فشار گاز", "دما"])
        #expect(items.map(\.isRequired) == [false, true, true, false])
        #expect(items.map(\.kind) == [.choice, .choice, .number(unit: "bar"), .number(unit: "")])
        #expect(CheckList.items((1...90).map(String.init).joined(separator: "\n")).count == CheckList.most)
    }

    @Test(
        "a choice is yes, no or not applicable; a number has three decimals at most, or cannot be read",
        arguments: [
            (VisitQuestionKind.choice, "yes", VisitAnswer.yes), (.choice, "absent", .absent), (.choice, "maybe", nil),
            (.number(unit: "bar"), "۲٫۱۵", .number(2_150)), (.number(unit: ""), "-0.005", .number(-5)),
            (.number(unit: ""), "1,200", .number(1_200_000)), (.number(unit: ""), "-", .absent),
            (.number(unit: ""), "1.2345", nil), (.number(unit: ""), "2 bar", nil),
            (.number(unit: ""), "9999999999", nil), (.choice, "2", nil),
        ] as [(VisitQuestionKind, String, VisitAnswer?)])
    func answers(kind: VisitQuestionKind, typed: String, expected: VisitAnswer?) {
        let answer = try? kind.answer(typed)
        #expect(answer == expected)
        guard let answer else { return }
        #expect(VisitAnswer(code: answer.code, number: answer.number) == answer)
    }

    @Test("a kit is a part a line, with how many behind the sign")
    func kit() throws {
        let kit = try KitPart.parse("فیلتر آب × ۲\n F-100 \r\n\nپیچ M4×12 × 8")
        #expect(kit.map(\.name) == ["فیلتر آب", "F-100", "پیچ M4×12"])
        #expect(kit.map(\.quantity) == [2, 1, 8])
        #expect(try KitPart.parse(kit.map(\.text).joined(separator: "\n")) == kit)
    }

    @Test(
        "too many lines, too long a name and what is no number are refused",
        arguments: [
            "فیلتر × 0", "فیلتر × 1000", "فیلتر × دو", "× 2", String(repeating: "x", count: 101),
            Array(repeating: "x", count: 21).joined(separator: "\n"),
        ])
    func refused(text: String) {
        #expect(throws: Complaint("plans.denied.kit", "20", "100", "999")) { try KitPart.parse(text) }
    }
}
