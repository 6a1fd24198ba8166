import Domain
import Testing

@Suite("Contacts")
struct ContactTests {
    @Test(
        "a caller's number is read however he says it",
        arguments: [
            ("0912 345 6789", "+989123456789", ""), ("۰۹۱۲۳۴۵۶۷۸۹", "+989123456789", ""),
            ("+98 912 345 6789", "+989123456789", ""), ("02188776655", "02188776655", ""),
            ("021-8877 6655", "02188776655", ""), ("+98 21 88776655", "02188776655", ""),
            ("0098 21 88776655", "02188776655", ""), ("۰۲۱ ۸۸۷۷۶۶۵۵ داخلی ۱۲", "02188776655", "12"),
            ("(021) 88776655 ext. 304", "02188776655", "304"), ("02188776655#7", "02188776655", "7"),
            ("88776655", "88776655", ""), ("110", "110", ""), ("+49 30 123456", "004930123456", ""),
        ])
    func numbers(typed: String, number: String, line: String) throws {
        let read = try CallerNumber(typed)
        #expect(read.number == number && read.line == line)
    }

    @Test(
        "what is no number is refused with what was typed",
        arguments: ["", "  ", "12", "علی", "0912 abc", "1234567890123456", "021 داخلی علی", "#5"])
    func noNumbers(typed: String) {
        #expect { _ = try CallerNumber(typed) } throws: { ($0 as? Complaint)?.key == "contacts.number.bad" }
    }

    @Test(
        "a contact is closed when nobody is asked any more and whoever complained was answered",
        arguments: [
            (ContactKind.question, ContactState.open, 0, "", "", nil), (.request, .open, 0, "x", "", nil),
            (.question, .open, 2, "", "", "contacts.denied.asked"),
            (.complaint, .open, 0, "", "y", "contacts.denied.done"),
            (.complaint, .open, 0, "x", "", "contacts.denied.answer"), (.complaint, .open, 0, "x", "y", nil),
            (.suggestion, .open, 0, "", "", "contacts.denied.done"), (.criticism, .open, 0, "x", "y", nil),
            (.criticism, .closed, 0, "x", "y", "contacts.denied.closed"),
        ] as [(ContactKind, ContactState, Int, String, String, String?)])
    func closing(
        kind: ContactKind, state: ContactState, asked: Int, done: String, answer: String, complaint: String?
    ) {
        var found: String?
        do { _ = try MayCloseContact(kind, state, asked: asked, done: done, answer: answer) } catch {
            found = error.key
        }
        #expect(found == complaint)
    }

    @Test("who is asked is a person or a unit of the head office, and nobody else")
    func addressees() throws {
        #expect(try Addressee(text: "unit:reception") == .unit(.reception))
        #expect(try Addressee(text: "person:12") == .person(ID(12)))
        for text in ["", "unit:", "unit:dealer_manager", "unit:x", "person:x", "person", "12"] {
            #expect(throws: Complaint("form.choose")) { try Addressee(text: text) }
        }
        let actor = try Actor(person: ID(12), name: "", roles: Roles([.reception]), dealer: nil)
        #expect(Addressee.person(ID(12)).includes(actor) && Addressee.unit(.reception).includes(actor))
        #expect(!Addressee.person(ID(13)).includes(actor) && !Addressee.unit(.dispatcher).includes(actor))
    }
}
