import Domain
import Testing

@Suite("What a company asks of its own when a job is taken down")
struct AskedFieldTests {
    @Test(
        "is kept in one form however it is typed",
        arguments: [
            (IntakeKind.text, " رنگ سفید", " رنگ سفید"), (.number, "۱۲٬۵۰۰", "12500"), (.number, "۱۲٫۵", "12.5"),
            (.number, "-3", "-3"), (.date, "۱۴۰۵/۰۹/۰۲", "2026-11-23"), (.list, "دوفاز", "دو فاز"),
        ])
    func kept(kind: IntakeKind, typed: String, stored: String) throws {
        let field = try AskedField(kind, isRequired: true, lines: "تک فاز\nدو فاز\n\n")
        #expect(try field.stored(typed, .jalali) == stored)
    }

    @Test(
        "is refused where it cannot be meant",
        arguments: [
            (IntakeKind.text, String(repeating: "ن", count: 201)), (.number, "دوازده"), (.number, "1.25"),
            (.number, "9999999999999999"), (.date, "1404/12/30"), (.date, "فردا"), (.list, "سه فاز"), (.list, ""),
        ])
    func refused(kind: IntakeKind, typed: String) throws {
        let field = try AskedField(kind, isRequired: false, lines: "تک فاز\nدو فاز")
        #expect(throws: Complaint.self) { try field.stored(typed, .jalali) }
    }

    @Test("keeps a choice that is offered no more where it was chosen before")
    func retired() throws {
        let field = try AskedField(.list, isRequired: false, lines: "تک فاز")
        #expect(try field.stored("سه فاز", known: "سه فاز", .jalali) == "سه فاز")
    }

    @Test("of a list needs choices, each once and not too many; a fault is never required")
    func choices() throws {
        for lines in ["", " \n", "الف\nالف", (1...51).map(String.init).joined(separator: "\n")] {
            #expect(throws: Complaint.self) { try AskedField(.list, isRequired: false, lines: lines) }
        }
        #expect(try AskedField(.list, isRequired: true, lines: "الف\r\nب").choices == ["الف", "ب"])
        #expect(try !AskedField(.fault, isRequired: true, lines: "").isRequired)
        #expect(try AskedField(.text, isRequired: true, lines: "x").choices.isEmpty)
    }

    @Test("comes into the house unless somebody goes there", arguments: JobWay.allCases)
    func ways(way: JobWay) { #expect(way.isInHouse == (way != .onSite)) }
}
