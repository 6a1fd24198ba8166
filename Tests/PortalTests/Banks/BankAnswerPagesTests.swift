import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

@testable import Ground
@testable import Post
@testable import Treasury

@Suite("The bank's answer to a payout's files")
struct BankAnswerPagesTests {
    private static let header = "شناسه واریز,وضعیت,مبلغ (ریال),تاریخ,شماره پیگیری,علت برگشت\r\n"

    /// A payout that the bank has got: two dealers, the first one's sum in three orders.
    private func sent(_ world: World, _ client: any TestClientProtocol) async throws -> (String, Browser) {
        try await world.addApproved([4_500_000_000])
        try await world.addApproved([100_000], dealer: "D200")
        let format = try await world.addFormat {
            $0.methods = [.paya]
            ($0.answer.reference, $0.answer.state, $0.answer.amount) = ("شناسه واریز", "وضعیت", "مبلغ (ریال)")
            ($0.answer.day, $0.answer.tracking, $0.answer.text) = ("تاریخ", "شماره پیگیری", "علت برگشت")
            ($0.answer.paidWords, $0.answer.returnedWords) = (["موفق"], ["برگشتی"])
        }
        let number = try await world.makePayout()
        let here = "/arman/payouts/\(number)"
        try await world.bring(number, to: .approved)
        let officer = try await world.browser(client, as: .financeOfficer)
        let made = try await officer.makeFiles(of: here, format: format)
        try #require(made.status == .seeOther)
        let approver = try await world.actor(.financeApprover)
        try await world.arman.write { tx in
            let version = try PayoutStore.find(number, .irr, tx).version
            try SendPayout(number: number, version: version).run(by: approver, in: world.arman, tx)
        }
        return (here, officer)
    }

    private func take(_ answer: String, _ officer: Browser) async throws -> Browser.Answer {
        let page = try await officer.get(answer)
        let mark = page.text.firstMatch(of: #/name="mark" value="([^"]*)"/#).map { String($0.output.1) } ?? ""
        return try await officer.post(
            answer, [("do", "take"), ("mark", mark), ("day", "1405/09/02")])
    }

    @Test("is read from whichever sheet of a workbook is chosen, and never by the columns of another one")
    func sheets() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let rows = [
                ["14050000010002", "موفق", "100000", "1405/09/02", "B1", ""]
            ]
            let header = Self.header.split(separator: "\r\n")[0].split(separator: ",").map(String.init)
            let bytes = try Workbook.bytes(
                sheet: "خلاصه", rightToLeft: true, header: ["بانک", "تعداد"],
                notes: Workbook.Notes("ریز", header: header, rows: rows)
            ) { add in add([.text("ملی"), .number(1)]) }
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "b.xlsx", bytes)])
            let answer = try #require(sent.location)
            let first = try await officer.get(answer).text
            #expect(first.contains("name=\"sheet\"") && first.contains(">ریز<"))
            // As the page sends it: another sheet, with the columns of the one before.
            let chosen = try await officer.post(
                answer,
                [
                    ("do", "take"), ("mark", ""), ("day", "1405/09/02"), ("sheet", "1"), ("columns_of", "0"),
                    ("column.reference", "1"),
                ])
            #expect(chosen.status == .ok && chosen.text.contains("name=\"columns_of\" value=\"1\""))
            #expect(try await world.balance("D200") == 100_000, "nobody has seen its columns yet")
            let mark = chosen.text.firstMatch(of: #/name="mark" value="([^"]*)"/#).map { String($0.output.1) } ?? ""
            let sheet = [("day", "1405/09/02"), ("sheet", "1"), ("columns_of", "1"), ("mark", mark)]
            let taken = try await officer.post(answer, [("do", "take")] + sheet)
            #expect(taken.location == answer, "\(taken.text)")
            #expect(try await world.balance("D200") == 0)
            #expect(try await officer.get(answer).status == .ok)
            let next = try Workbook.bytes(
                sheet: "خلاصه", rightToLeft: true, header: ["بانک", "تعداد"],
                notes: Workbook.Notes("ریز", header: header, rows: rows)
            ) { add in add([.text("ملت"), .number(2)]) }
            let none = try await officer.upload("\(here)/answers", [], files: [("file", "c.xlsx", next)])
            let other = try #require(none.location)
            let absent = try await officer.post(
                other, [("do", "look"), ("day", "1405/09/02"), ("sheet", "7"), ("columns_of", "7")])
            #expect(absent.text.contains("name=\"columns_of\" value=\"0\""), "no such sheet: the first one")
        }
    }

    @Test("is handed over, looked at and taken; rows are settled once all of their orders are")
    func whole() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let first =
                Self.header + """
                    ۱۴۰۵۰۰۰۰۰۱۰۰۰۱۰۱,موفق,2000000000,1405/09/02,A1,\r
                    1405000001000102,موفق,"۲٬۰۰۰٬۰۰۰٬۰۰۰",2026-11-23,A2,\r
                    14050000010002,برگشتی,100000,,,حساب مسدود\r
                    99,موفق,5,,,\r

                    """
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "پاسخ.csv", Array(first.utf8))])
            let answer = try #require(sent.location)
            let preview = try await officer.get(answer)
            #expect(preview.text.contains("شناسه در این تسویه نیست") && preview.text.contains("حساب مسدود"))
            #expect(try await world.balance("D200") == 100_000)
            let taken = try await take(answer, officer)
            #expect(taken.status == .seeOther)
            // Two of three orders are paid: the row waits, the other one has come back.
            #expect(try await world.balance("D100") == 4_500_000_000)
            #expect(try await world.itemStates() == ["waiting", "returned"])
            let rest = try await officer.get("\(answer)/rest")
            #expect(rest.text.contains("99,موفق,5,,,,شناسه در این تسویه نیست"))
            let second = Self.header + "1405000001000103,موفق,500000000,1405/09/02,A3,\r\n"
            let bytes = try workbook(DelimitedText.read(Array(second.utf8)))
            let later = try await officer.upload("\(here)/answers", [], files: [("file", "b.xlsx", bytes)])
            _ = try await take(try #require(later.location), officer)
            #expect(try await world.balance("D100") == 0)
            #expect(try await world.itemStates() == ["paid", "returned"])
            #expect(try await world.payoutState("P1405-000001") == .paid)
        }
    }

    @Test("changes nothing when it comes again, as the same file, as another one or by two people at once")
    func again() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let line = "14050000010002,موفق,100000,1405/09/02,A9,\r\n"
            let bytes = Array((Self.header + line).utf8)
            let first = try await officer.upload("\(here)/answers", [], files: [("file", "a.csv", bytes)])
            let answer = try #require(first.location)
            async let one = take(answer, officer)
            async let two = take(answer, officer)
            for answer in try await [one, two] { #expect([.seeOther, .conflict].contains(answer.status)) }
            let same = try await officer.upload("\(here)/answers", [], files: [("file", "copy.csv", bytes)])
            #expect(same.location == answer)
            let before = try await world.everything(of: "arman")["ledger_entry"]
            _ = try await take(answer, officer)
            let longer = Array((Self.header + line + line).utf8)
            let other = try await officer.upload("\(here)/answers", [], files: [("file", "c.csv", longer)])
            let page = try await officer.get(try #require(other.location))
            #expect(page.text.contains("پیش‌تر ثبت شده") && !page.text.contains("value=\"take\""))
            let after = try await world.everything(of: "arman")["ledger_entry"]
            #expect(after == before)
            #expect(try await world.balance("D200") == 0)
        }
    }

    @Test("is told to the rest of finance once it is taken, by bell and message, and not again")
    func told() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        try await world.arman.write { _ = try $0.execute("UPDATE message_template SET is_on = 1") }
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let text =
                Self.header + """
                    1405000001000101,موفق,2000000000,1405/09/02,A1,\r
                    1405000001000102,موفق,2000000000,1405/09/02,A2,\r
                    14050000010002,برگشتی,100000,,,حساب مسدود\r

                    """
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "a.csv", Array(text.utf8))])
            let answer = try #require(sent.location)
            let early = try await bells(world)
            #expect(early.isEmpty, "a file that lies there is no answer yet")
            for _ in 0..<2 { _ = try await take(answer, officer) }
            let (approver, taker) = (try await world.person(.financeApprover), try await world.person(.financeOfficer))
            let bells = try await bells(world)
            #expect(bells.map(\.person) == [approver] && approver != taker)
            #expect(bells.map(\.values) == [["P1405-000001", "2", "1"]])
            let messages: [String] = try await world.arman.read {
                try $0.list("SELECT body FROM message WHERE event = 'bank_answered'")
            }
            #expect(messages.count == 1 && messages[0].contains("P1405-000001"))
        }
    }

    private func bells(_ world: World) async throws -> [(person: ID<Person>, values: [String])] {
        try await world.arman.read { tx in
            try tx.rows("SELECT person_id, detail FROM outbox WHERE kind = 'bank_answered' ORDER BY id").map { row in
                (person: try row("person_id"), values: try JSONText.read(row("detail")))
            }
        }
    }

    @Test("is read by what banks call their columns, and shows our amount beside one that differs")
    func otherWords() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let text = "شناسه پرداخت,وضعیت تراکنش,مبلغ,علت\r\n14050000010002,برگشتی,100010,حساب مسدود\r\n"
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "a.csv", Array(text.utf8))])
            let answer = try #require(sent.location)
            let page = try await officer.get(answer)
            #expect(page.text.contains("۱۰۰٬۰۱۰") && page.text.contains("دستور پرداخت ما: ۱۰۰٬۰۰۰"))
            #expect(!page.text.contains("without_amounts"))
            let rest = try await officer.get("\(answer)/rest")
            #expect(rest.text.contains("مبلغ فرق دارد: دستور پرداخت ما"))
        }
    }

    @Test("is taken only as it was seen, whatever else gives the same count")
    func seen() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let text = Self.header + "14050000010002,موفق,100000,1405/09/02,A9,\r\n"
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "a.csv", Array(text.utf8))])
            let answer = try #require(sent.location)
            let mark = try await officer.get(answer).text.value(of: "mark")
            let other = try await officer.post(
                answer, [("do", "take"), ("mark", mark), ("column.tracking", ""), ("day", "1405/09/02")])
            #expect(other.status == .conflict, "the same count, without the bank's number")
        }
    }

    @Test("that is no answer is refused with the reason, and columns it calls otherwise are chosen by hand")
    func wrong() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let files: [(String, [UInt8])] = [
                ("فایل خالی", []), ("header", Array(Self.header.utf8)), ("xlsx", [0x50, 0x4B, 3, 4]),
                ("zero", [0, 1, 2]),
            ]
            for (name, bytes) in files {
                let answer = try await officer.upload("\(here)/answers", [], files: [("file", name, bytes)])
                #expect(answer.status == .unprocessableContent, "\(name)")
            }
            let strange = Array("ref;what\r\n14050000010002;موفق\r\n".utf8)
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "s.csv", strange)])
            let answer = try #require(sent.location)
            let page = try await officer.get(answer)
            #expect(page.text.contains("ستون شناسه واریز را مشخص کنید"))
            let fields = [("column.reference", "0"), ("column.state", "1"), ("day", "1405/09/02")]
            let looked = try await officer.post(answer, fields + [("do", "look"), ("mark", "")])
            #expect(looked.status == .ok)
            let mark = looked.text.value(of: "mark")
            #expect(looked.text.contains("هیچ مبلغی با دستورهای پرداخت سنجیده نشده است"))
            let early = try await officer.post(answer, [("day", "1404/09/02"), ("mark", mark), ("do", "take")])
            #expect(early.status == .unprocessableContent && early.text.contains("پیش از ساخت تسویه"))
            let future = try await officer.post(answer, [("day", "1405/09/03"), ("mark", mark), ("do", "take")])
            #expect(future.status == .unprocessableContent)
            let other = try await officer.post(
                answer, fields + [("do", "take"), ("mark", "2.0"), ("without_amounts", "yes")])
            #expect(other.status == .conflict)
            #expect(try await world.itemStates() == ["waiting", "waiting"])
            let unsure = try await officer.post(answer, fields + [("do", "take"), ("mark", mark)])
            #expect(unsure.status == .unprocessableContent && unsure.text.contains("name=\"without_amounts\""))
            #expect(try await world.itemStates() == ["waiting", "waiting"], "no amount was compared")
            let taken = try await officer.post(
                answer, fields + [("do", "take"), ("mark", mark), ("without_amounts", "yes")])
            #expect(taken.status == .seeOther)
            #expect(try await world.itemStates() == ["waiting", "paid"])
            let remade = try await officer.makeFiles(of: here)
            #expect(remade.status == .conflict)
        }
    }

    @Test("of half a row leaves it to a person: its orders contradict each other")
    func mixed() async throws {
        let world = try await World()
        try await world.serve { client in
            let (here, officer) = try await sent(world, client)
            let text =
                Self.header + """
                    1405000001000101,موفق,,,,\r
                    1405000001000102,موفق,,,,\r
                    1405000001000103,برگشتی,,,,حساب مسدود\r

                    """
            let sent = try await officer.upload("\(here)/answers", [], files: [("file", "m.csv", Array(text.utf8))])
            let answer = try #require(sent.location)
            let preview = try await officer.get(answer)
            #expect(preview.text.contains("14050000010001"))
            #expect(preview.text.contains("هیچ مبلغی با دستورهای پرداخت سنجیده نشده است") == false)
            _ = try await take(answer, officer)
            #expect(try await world.itemStates() == ["waiting", "waiting"])
            let page = try await officer.get(answer)
            #expect(page.text.contains("بخشی پرداخت شده و بخشی برگشت خورده"))
            let item = try await world.arman.read { try $0.value("SELECT min(id) FROM payout_item", as: Int64.self) }
            let byHand = [("item", String(try #require(item))), ("day", "1405/09/02"), ("text", "مسدود")]
            let returned = try await officer.post("\(here)/payment", byHand + [("outcome", "returned")])
            #expect(returned.status == .conflict && returned.text.contains("بخشی از ردیف ۱۴۰۵۰۰۰۰۰۱۰۰۰۱"))
            #expect(try await world.balance("D100") == 4_500_000_000)
            let early = try await officer.post(
                "\(here)/payment",
                [("item", byHand[0].1), ("day", "1404/09/02"), ("reference", "A"), ("outcome", "paid")])
            #expect(early.status == .unprocessableContent && early.text.contains("پیش از ساخت تسویه"))
            let paid = try await officer.post(
                "\(here)/payment",
                [("item", byHand[0].1), ("day", "1405/09/02"), ("reference", "A"), ("outcome", "paid")])
            #expect(paid.status == .seeOther)
            #expect(try await world.balance("D100") == 0)
        }
    }
}

extension World {
    /// Of the payout's rows, in their order.
    func itemStates() async throws -> [String] {
        try await arman.read { try $0.list("SELECT state FROM payout_item ORDER BY position", as: String.self) }
    }
}
