import Database
import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Ground
@testable import Treasury

@Suite("A payout's files for the bank")
struct PayoutFileTests {
    @Test("are made once in a format, and stay what they were though the format, the dealer and the clock go on")
    func frozen() async throws {
        let world = try await World()
        let format = try await world.addFormat()
        try await world.serve { client in
            let here = try await world.approvedPayout(client)
            let officer = try await world.browser(client, as: .financeOfficer)
            let made = try await officer.makeFiles(of: here, format: format)
            #expect(made.status == .seeOther)
            let first = try await officer.get("\(here)/bank-files/1")
            #expect(first.text.contains("1,IR820540102680020817909002,675000,14050000010001"))
            try await world.arman.write { tx in
                try tx.execute("UPDATE dealer SET sheba = 'IR550570022080013447370101', national_id = '1'")
                try BankFormatStore.change(format, from: 1, "دیگر", BankFormat(), by: ID(1), tx)
            }
            world.time.move(seconds: 86_400)
            let nextDay = try await world.browser(client, as: .financeOfficer)
            let later = try await nextDay.get("\(here)/bank-files/1")
            #expect(later.text == first.text)
            let page = try await nextDay.get(here)
            #expect(page.text.contains("بانک آزمایشی، نسخه ۱"))
            #expect(page.text.contains("آخرین تغییر قالب") && page.text.contains("finance_approver 0 · ۱۴۰۵"))
            #expect(page.text.contains("هنوز فایلی با این نسخه از قالب به بانک داده نشده است"))
            for part in ["0", "2", "x", "1;"] {
                let none = try await nextDay.get("\(here)/bank-files/\(part)")
                #expect(none.status == .notFound)
            }
        }
    }

    @Test("are handed out only to a person who has lately said who he is, and he is led to them")
    func confirmed() async throws {
        let world = try await World()
        let format = try await world.addFormat()
        try await world.serve { client in
            let here = try await world.approvedPayout(client)
            let officer = try await world.browser(client, as: .financeOfficer)
            #expect(try await officer.makeFiles(of: here, format: format).status == .seeOther)
            let file = "\(here)/bank-files/1"
            world.time.move(seconds: 600)
            let asked = try await officer.get(file)
            #expect(asked.status == .preconditionRequired && asked.text.contains("kardan_proof"))
            #expect(asked.text.contains("name=\"back\" value=\"\(file)\""))
            #expect(asked.text.contains("href=\"\(here)\""), "the way back")
            #expect(!asked.text.contains("IR820540102680020817909002"))
            let wrong = try await officer.post("/account/proof", [("kardan_proof", "wrong"), ("back", file)])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("name=\"back\" value=\"\(file)\""))
            #expect(try await officer.get(file).status == .preconditionRequired)
            let right = try await officer.post("/account/proof", [("kardan_proof", World.password), ("back", file)])
            #expect(right.location == file)
            #expect(try await officer.get(file).text.contains("IR820540102680020817909002"))
            for back in ["https://evil.example/", "//evil.example", "javascript:alert(1)"] {
                let led = try await officer.post("/account/proof", [("kardan_proof", World.password), ("back", back)])
                #expect(led.location == "/companies", "\(back)")
            }
            let guest = try await world.guest(client)
            let sent = try await guest.post("/account/proof", [("kardan_proof", World.password), ("back", file)])
            #expect(sent.location?.hasPrefix("/sign-in") == true)
            let auditor = try await world.browser(client, as: .auditor)
            #expect(try await auditor.get(file).status == .ok)
        }
        let taken: Int? = try await world.arman.read {
            try $0.value("SELECT count(*) FROM event WHERE kind = 'file_taken'")
        }
        #expect(taken == 2)
    }

    @Test("are split at the limit, with sums for each file and together")
    func split() async throws {
        let world = try await World()
        let format = try await world.addFormat { ($0.methods, $0.mostOrders) = ([.paya], 2) }
        try await world.serve { client in
            let here = try await world.approvedPayout(client, [4_500_000_000])
            let officer = try await world.browser(client, as: .financeOfficer)
            _ = try await officer.makeFiles(of: here, format: format)
            let files = [
                try await officer.get("\(here)/bank-files/1"), try await officer.get("\(here)/bank-files/2"),
            ]
            let amounts = files.flatMap { file in
                file.text.split(separator: "\r\n").dropFirst().compactMap { Int64($0.split(separator: ",")[2]) }
            }
            #expect(amounts == [2_000_000_000, 2_000_000_000, 500_000_000])
            let page = try await officer.get(here)
            #expect(page.text.contains("۴٬۵۰۰٬۰۰۰٬۰۰۰") && page.text.contains("جمع همه فایل‌ها"))
        }
        let orders = try await world.arman.read {
            try $0.list("SELECT reference FROM bank_order ORDER BY id", as: String.self)
        }
        #expect(orders == ["1405000001000101", "1405000001000102", "1405000001000103"])
    }

    @Test("made again put the earlier ones aside; a form that is sent twice makes them once")
    func again() async throws {
        let world = try await World()
        let format = try await world.addFormat()
        try await world.serve { client in
            let here = try await world.approvedPayout(client)
            let officer = try await world.browser(client, as: .financeOfficer)
            let fields = [("version", "3"), ("format", format.description), ("key", "once")]
            for _ in 1...2 {
                let made = try await officer.post("\(here)/bank-files", fields)
                #expect(made.status == .seeOther)
            }
            #expect(try await world.count("bank_batch") == 1)
            _ = try await officer.makeFiles(of: here)
            #expect(try await world.count("bank_batch") == 2)
            let file = try await officer.get("\(here)/bank-files/1")
            #expect(file.text.contains("تسویه کارمزد"))
            async let first = officer.makeFiles(of: here, format: format)
            async let second = officer.makeFiles(of: here)
            for answer in try await [first, second] { #expect([.seeOther, .conflict].contains(answer.status)) }
            let open = try await world.arman.read {
                try $0.value("SELECT count(*) FROM bank_batch WHERE replaced_at IS NULL", as: Int.self)
            }
            #expect(open == 1)
        }
    }

    @Test("are not made where the format cannot, and the page says why")
    func refused() async throws {
        let world = try await World()
        _ = try await world.arman.write { try $0.execute("UPDATE dealer SET manager = 'علی 漢'") }
        let windows = try await world.addFormat { format in
            format.encoding = .windows1256
            format.columns.append(BankColumn(.payee, header: "نام"))
        }
        let satna = try await world.addFormat("ساتنا") { $0.methods = [.satna] }
        try await world.serve { client in
            let here = try await world.approvedPayout(client)
            let officer = try await world.browser(client, as: .financeOfficer)
            let letter = try await officer.makeFiles(of: here, format: windows)
            #expect(letter.status == .unprocessableContent && letter.text.contains("漢"))
            let small = try await officer.makeFiles(of: here, format: satna)
            #expect(small.status == .unprocessableContent && small.text.contains("با هیچ‌یک از روش‌های"))
            let pain = try await officer.makeFiles(of: here, format: ID(3))
            #expect(pain.status == .unprocessableContent && pain.text.contains("نام شرکت نزد بانک"))
            let unknown = try await officer.makeFiles(of: here, format: ID(99))
            #expect(unknown.status == .notFound)
            let stale = try await officer.makeFiles(of: here, version: 1)
            #expect(stale.status == .conflict)
            let approver = try await world.browser(client, as: .financeApprover)
            _ = try await approver.post("/arman/banks/1/state", [("version", "1")])
            let closed = try await officer.makeFiles(of: here)
            #expect(closed.status == .unprocessableContent && closed.text.contains("این قالب غیرفعال است"))
        }
        #expect(try await world.count("bank_batch") == 0)
    }

    @Test("come again as the same bytes after a crash, whether it struck before or after they were entered")
    func crash() async throws {
        let world = try await World()
        let format = try await world.addFormat("اکسل") { $0.kind = .workbook }
        try await world.serve { client in
            let here = try await world.approvedPayout(client)
            let officer = try await world.browser(client, as: .financeOfficer)
            let now = world.time.now
            // The process died between the blob and the row: bytes lie there that nothing names.
            let payable = try await world.arman.read { tx in
                try PayableList.rows(of: PayoutStore.find("P1405-000001", .irr, tx).id, tx)
            }
            let limits = try await world.arman.read {
                try BankFormatList.limits(on: world.arman.clock.day(of: now), $0)
            }
            let layout = try await world.arman.read { try BankFormatStore.find(format, $0).format }
            let facts = BankFileFacts(
                payout: "P1405-000001", period: "", day: world.arman.clock.day(of: now), madeAt: now, currency: .irr)
            let lost = try MadeFiles(payable, format: layout, limits: limits, facts: facts, in: world.arman.blobs)
            let before = try await officer.get("\(here)/bank-files/1")
            #expect(before.status == .notFound)
            _ = try await officer.makeFiles(of: here, format: format)
            let hash = try await world.arman.read { try $0.value("SELECT sha256 FROM bank_file", as: String.self) }
            #expect(hash == lost.files[0].sha256)
            // Another process over the same folder, before anything was marked as sent.
            let companies = try await Companies(
                data: world.portal.companies.data, root: World.root, storePlaces: world.portal.companies.storePlaces,
                stores: world.portal.companies.stores
            ) { now }
            let arman = try #require(try await companies.find("arman"))
            let bytes = try arman.blobs.get(try #require(hash))
            #expect(Blobs.hash(of: bytes) == hash)
            let named = try await arman.read { try BlobList.named(.house, $0) }
            #expect(named.contains(try #require(hash)))
        }
    }

    @Test("are handed out only while they are what they were")
    func damaged() async throws {
        let world = try await World()
        try await world.serve { client in
            let here = try await world.approvedPayout(client)
            let officer = try await world.browser(client, as: .financeOfficer)
            _ = try await officer.makeFiles(of: here)
            let hash = try await world.arman.read { try $0.value("SELECT sha256 FROM bank_file", as: String.self) }
            let name = try #require(hash)
            let place = world.arman.blobs.folder.appendingPathComponent("\(name.prefix(2))/\(name)")
            try Data("IR00".utf8).write(to: place)
            let answer = try await officer.get("\(here)/bank-files/1")
            #expect(answer.status == .serviceUnavailable)
        }
    }
}
