import Base
import Database
import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Ground
@testable import House
@testable import Treasury

@Suite("The history of a company")
struct HistoryTests {
    @Test("shows what a file has changed of a dealer: who, before and after; and so does his page")
    func fileChangesDealer() async throws {
        let world = try await World()
        let file = String(decoding: try sample("dealers.csv"), as: UTF8.self)
        try await world.browse(as: .serviceManager) { browser in
            for text in [file, file.replacing("6529413073,الف,", with: "6529413073,ب,")] {
                let place = try await browser.uploaded("dealers", text)
                #expect(try await browser.post(place + "/start", [("do", "start")]).status == .seeOther)
                _ = try await browser.whenDone(place, in: world)
            }
        }
        let changed = try await world.events("changed")
        #expect(changed.map(\.before) == [["grade": "A"]])
        #expect(changed.map(\.after) == [["grade": "B"]])
        try await world.browse(as: .auditor) { browser in
            for page in ["/arman/history?room=dealers", "/arman/dealers/AR100"] {
                let text = try await browser.get(page).text
                #expect(text.contains("درجه: الف ← ب"), "\(page)")
                #expect(text.contains("service_manager 0"), "\(page)")
            }
        }
    }

    @Test("writes nothing where a file says what is known already, and of the console that nobody did it")
    func unchanged() async throws {
        let world = try await World()
        for _ in 1...2 { _ = try await world.load(.dealers, "dealers.csv", try sample("dealers.csv")) }
        #expect(try await world.events("changed").isEmpty)
        let added = try await world.events("added")
        #expect(!added.isEmpty)
        #expect(added.allSatisfy { $0.who == nil })
    }

    @Test("shows what a file has changed of a model")
    func fileChangesProduct() async throws {
        let world = try await World()
        for months in ["24", "36"] {
            let file = "model,name,group,warranty_months,warranty_from\nA1,one,Refrigerator,\(months),sale\n"
            _ = try await world.load(.products, "models.csv", Array(file.utf8))
        }
        try await world.browse(as: .administrator) { browser in
            let page = try await browser.get("/arman/products/A1").text
            #expect(page.contains("ماه‌های گارانتی: ۲۴ ← ۳۶"))
            #expect(try await browser.get("/arman/products/NONE").status == .notFound)
        }
    }

    @Test("tells that a unit went to another owner, on its page and on both customers'")
    func owner() async throws {
        let world = try await World()
        try await world.addJob(mobile: "09121110001", serial: "ZX1")
        try await world.addJob(mobile: "09121110002", serial: "ZX1")
        #expect(try await world.events("changed").map(\.room) == ["units"])
        let customers = try await world.arman.read {
            try $0.list("SELECT id FROM customer ORDER BY id", as: Int64.self)
        }
        try await world.browse(as: .reception) { browser in
            for (path, words) in [
                ("units/ZX1", "مالک دستگاه"), ("customers/\(customers[0])", "دستگاه به مالک دیگری رسید"),
                ("customers/\(customers[1])", "مالک دستگاه شد"),
            ] {
                let page = try await browser.get("/arman/\(path)").text
                #expect(page.contains(words), "\(path)")
            }
        }
    }

    @Test(
        "knows who took a list out, and with which filter",
        arguments: [
            ("jobs", "jobs/export?format=csv&city=1"), ("jobs", "jobs/export?format=xlsx"), ("claims", "claims/export"),
            ("accounts", "accrual/export?format=csv"), ("accounts", "dealers/D100/statements/1405-9/export"),
            ("history", "history/export?format=csv"), ("products", "products/export?q=x"), ("people", "people/export"),
            ("payouts", "payouts/export"), ("claims", "claims/appeals/export?state=open"),
            ("tariffs", "tariffs/export"),
            ("accounts", "dealers/D100/account/export?format=csv"), ("jobs", "jobs/visits/export"),
            ("jobs", "jobs/parts/export"),
        ])
    func exports(_ room: String, _ path: String) async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            #expect(try await browser.get("/arman/\(path)").status == .ok)
            let page = try await browser.get("/arman/history?room=\(room)").text
            #expect(page.contains("خروجی گرفت"))
            #expect(page.contains("auditor 0"))
        }
        let taken = try await world.events("exported")
        #expect(taken.count == 1)
        #expect(taken[0].detail["filter"] == path.split(separator: "?").dropFirst().joined())
    }

    @Test("knows who changed a setting, and writes nothing where it stays as it was")
    func settings() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .administrator)
            let approver = try await world.browser(client, as: .financeApprover)
            let form = [("open_claims", "dealer")]
            _ = try await browser.post("/arman/payouts/rules/open-claims", form)
            try await approver.confirmProposal()
            _ = try await browser.post("/arman/payouts/rules/open-claims", form)
            #expect(!(try await approver.get("/arman/proposals").text).contains("/confirmation\""))
            let page = try await browser.get("/arman/history?room=settings").text
            #expect(page.contains("administrator 0"))
            #expect(page.contains("href=\"/arman/payouts/rules\""))
        }
        #expect(try await world.events("open_claims").map(\.after) == [["open_claims": "dealer"]])
    }

    @Test("knows who fetched a bank's file and opened a paper of a dealer's")
    func reads() async throws {
        let (world, things) = try await World.withBelongings()
        let payout = try #require(things[.own]?.parts["payout"])
        try await world.browse(as: .auditor) { browser in
            #expect(try await browser.get("/arman/payouts/\(payout)/bank-files/1").status == .ok)
            #expect(try await browser.get("/arman/dealers/D100/statements/1405-9").status == .ok)
            let page = try await browser.get("/arman/history").text
            #expect(page.contains("فایل بانک دریافت شد"))
            #expect(page.contains("صورت گردش حساب برای چاپ باز شد"))
        }
    }

    @Test("is filtered by day, by person and by room; a day that cannot be read is said so")
    func filters() async throws {
        let world = try await World()
        let (reception, admin) = (try await world.person(.reception), try await world.person(.administrator))
        try await world.happen("early", by: reception)
        world.time.move(seconds: 86_400)
        try await world.happen("late", by: admin, in: "settings")
        try await world.browse(as: .auditor) { browser in
            for (query, shown, hidden) in [
                ("from=1405/09/03", "late", "early"), ("to=1405/09/02", "early", "late"),
                ("from=1405/09/02&to=1405/09/02", "early", "late"), ("person=\(admin)", "late", "early"),
                ("person=\(reception)", "early", "late"), ("room=settings", "late", "early"),
            ] {
                let page = try await browser.get("/arman/history?\(query)").text
                #expect(page.contains("<td>\(shown)</td>"), "\(query)")
                #expect(!page.contains("<td>\(hidden)</td>"), "\(query)")
                let file = try await browser.get("/arman/history/export?format=csv&\(query)").text
                #expect(file.contains(shown) && !file.contains(",\(hidden),"), "\(query)")
            }
            let refused = try await browser.get("/arman/history?from=never")
            #expect(refused.status == .unprocessableContent)
        }
    }

    @Test("goes on by a mark without losing or doubling a row, of one second and over all tables")
    func pages() async throws {
        let world = try await World()
        try await world.addJob()
        let admin = try await world.person(.administrator)
        try await world.arman.write { tx in
            for number in 1...40 {
                try EventStore.add(Event("e\(number)", of: EventSubject("list"), in: "lists"), by: admin, tx)
                try tx.execute("INSERT INTO job_event (job_id, at, kind) SELECT id, \(tx.now), 'note' FROM job")
            }
        }
        let (all, paged) = try await world.arman.read { tx in
            let all = try HistoryList.page(HistoryQuestion(), limit: 10_000, tx).map(\.mark)
            var (paged, question) = ([HistoryKey](), HistoryQuestion())
            while true {
                let page = try HistoryList.page(question, limit: 7, tx).map(\.mark)
                paged += page
                guard let last = page.last, page.count == 7 else { break }
                question.before = last
            }
            return (all, paged)
        }
        #expect(all.count > 80)
        #expect(paged == all)
        #expect(Set(all).count == all.count)
        #expect(Set(all.map(\.source)).isSuperset(of: ["event", "job_event", "person_event"]))
    }

    @Test("is on several pages, each leading to the next")
    func pager() async throws {
        let world = try await World()
        let admin = try await world.person(.administrator)
        for number in 1...120 { try await world.happen("turn\(number)x", by: admin) }
        try await world.browse(as: .auditor) { browser in
            let first = try await browser.get("/arman/history?person=\(admin)").text
            let next = try #require(first.firstMatch(of: #/href="(\/arman\/history\?before=[^"]+)"/#)).output.1
            let second = try await browser.get(String(next).replacing("&amp;", with: "&")).text
            for number in 1...120 {
                let mark = "<td>turn\(number)x</td>"
                #expect(first.contains(mark) != second.contains(mark), "\(number)")
            }
        }
    }

    @Test("can be narrowed to every room that writes into it")
    func rooms() throws {
        let words = try FileManager.default.contentsOfDirectory(
            at: World.root("Templates/words/en"), includingPropertiesForKeys: nil)
        let keys = try words.flatMap {
            try JSONDecoder().decode([String: String].self, from: Data(contentsOf: $0)).keys
        }
        let named = keys.filter { $0.hasPrefix("history.room.") }.map { String($0.dropFirst("history.room.".count)) }
        #expect(Set(named) == Set(HistoryPage.rooms))
    }

    @Test("opens to the auditor and the administrator alone", arguments: Role.allCases)
    func access(_ role: Role) async throws {
        let world = try await World()
        let mayRead = [.auditor, .administrator].contains(role)
        try await world.browse(as: role) { browser in
            for path in ["/arman/history", "/arman/history/export"] {
                let answer = try await browser.get(path)
                #expect(answer.status == (mayRead ? .ok : .notFound), "\(role) \(path)")
            }
            let bell = try await browser.get("/arman/jobs").text
            #expect(bell.contains("href=\"/arman/history\"") == mayRead)
        }
    }

    @Test("tells nothing of another company")
    func otherCompany() async throws {
        let world = try await World()
        let reception = try await world.person(.reception, company: "pars")
        try await world.happen("secret-of-pars", by: reception, company: "pars")
        try await world.happen("known-to-arman", by: nil)
        try await world.browse(as: .auditor) { browser in
            for path in ["/arman/history", "/arman/history/export"] {
                let text = try await browser.get(path).text
                #expect(text.contains("known-to-arman"))
                #expect(!text.contains("secret-of-pars"))
            }
            #expect(try await browser.get("/pars/history").status == .notFound)
        }
    }

    @Test("has words in both languages for all that is done to a job, a claim, a payout and a dealer")
    func words() async throws {
        let (world, _) = try await World.withBelongings()
        try await world.browse(as: .auditor) { browser in
            for language in ["fa", "en"] {
                _ = try await browser.post("/language", [("language", language)])
                let text = try await browser.get("/arman/history/export?format=csv").text
                let table = try DelimitedText.read(Array(text.utf8))
                #expect(table.records.count > 20)
                for record in table.records {
                    #expect(!record[4].contains("_") && !record[2].contains("_"), "\(language): \(record)")
                }
            }
        }
    }
}

extension World {
    /// One event, written by the store alone.
    func happen(
        _ kind: String, by person: ID<Person>?, in room: String = "lists", company: String = "arman"
    ) async throws {
        try await self.company(company).write {
            try EventStore.add(Event(kind, of: EventSubject("list"), in: room), by: person, $0)
        }
    }

    /// The events of a kind, oldest first, as they are read back.
    func events(_ kind: String) async throws -> [Happening] {
        try await arman.read { try HistoryList.page(HistoryQuestion(), limit: 10_000, $0) }
            .filter { $0.kind == kind && $0.mark.source == "event" }.reversed()
    }
}
