import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Ground
@testable import House
@testable import Treasury

@Suite("The bell")
struct BellTests {
    @Test("rings at the managers of the dealer who is offered a job, and at nobody else, nor at who offered it")
    func offered() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offer([number])
        let manager = try await world.person(.dealerManager)
        #expect(try await world.bells() == ["\(manager) job_offered \(number)"])
        try await world.serve { client in
            let own = try await world.browser(client, as: .dealerManager)
            #expect(try await own.get("/arman/bell").text.contains("به شما ارجاع شد"))
            #expect(try await own.get("/arman/today").text.contains(#"class="unread" aria-hidden="true">۱<"#))
            for (role, dealer) in [(Role.dealerManager, 2), (.dispatcher, 1), (.dealerTechnician, 1)] {
                let other = try await world.browser(client, as: role, dealer: dealer)
                #expect(!(try await other.get("/arman/bell").text.contains("به شما ارجاع شد")), "\(role)")
            }
        }
    }

    @Test("hangs at everybody's door but the auditor's, who is told nothing", arguments: Role.allCases)
    func door(_ role: Role) async throws {
        let world = try await World()
        try await world.browse(as: role) { browser in
            let page = try await browser.get(role == .surveyAgent ? "/arman/surveys" : "/arman/jobs").text
            #expect(page.contains("href=\"/arman/bell\"") == (role != .auditor))
            let list = try await browser.get("/arman/bell")
            #expect(list.status == (role == .auditor ? .notFound : .ok))
        }
    }

    @Test("is written in a few statements for many jobs, one notice each")
    func many() async throws {
        let world = try await World()
        var numbers: [String] = []
        for _ in 1...120 { numbers.append(try await world.addJob()) }
        try await world.change("D100", "daily_capacity = 500")
        try await world.offer(numbers)
        #expect(try await world.bells().count == 120)
    }

    @Test("sent twice, a form writes one notice")
    func twice() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let (tehran, dealer) = (try await world.city("تهران"), try await world.dealer("D100"))
        let form = [("job", try await world.pick(number)), ("dealer", dealer), ("key", "same")]
        try await world.browse(as: .dispatcher) { browser in
            for _ in 1...2 {
                let answer = try await browser.post("/arman/board/\(tehran)/assignments", form)
                #expect(answer.status == .seeOther)
            }
        }
        #expect(try await world.bells().count == 1)
    }

    @Test("a notice that is opened leads to its page, and is read from then on")
    func opened() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offer([number])
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/bell").text
            let action = try #require(page.firstMatch(of: #/action="(\/arman\/bell\/\d+\/opening)"/#)).output.1
            #expect(page.contains("<li class=\"new\">"))
            let answer = try await browser.post(String(action))
            #expect(answer.location == "/arman/jobs/\(number)")
            let after = try await browser.get("/arman/bell").text
            #expect(!after.contains("<li class=\"new\">"))
            #expect(!after.contains("class=\"unread\""))
        }
    }

    @Test("of a job that was taken back leads to the list, and says nothing of where it went")
    func withdrawn() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offer([number])
        try await world.offer([number], to: "D200", from: "offered")
        let manager = try await world.person(.dealerManager)
        #expect(try await world.bells().contains("\(manager) job_withdrawn \(number)"))
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/bell").text
            #expect(page.contains("از شما پس گرفته شد"))
            #expect(!page.contains("کرج") && !page.contains("D200"))
            for match in page.matches(of: #/action="(\/arman\/bell\/\d+\/opening)"/#) {
                #expect(try await browser.post(String(match.output.1)).location == "/arman/bell")
            }
        }
    }

    @Test("another person's notice is not there, and stays unread")
    func another() async throws {
        let world = try await World()
        try await world.offer([try await world.addJob()])
        let notice = try await world.arman.read { try $0.value("SELECT id FROM outbox", as: Int64.self) }
        let id = try #require(notice)
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            #expect(try await browser.post("/arman/bell/\(id)/opening").status == .notFound)
            _ = try await browser.post("/arman/bell/reading", [("last", String(id))])
        }
        #expect(try await world.answer("SELECT count(*) FROM outbox WHERE delivered_at IS NULL") == 1)
    }

    @Test("all are read at once, up to the one that was seen")
    func all() async throws {
        let world = try await World()
        let numbers = [try await world.addJob(), try await world.addJob()]
        try await world.offer(numbers)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/bell").text
            let last = try #require(page.firstMatch(of: #/name="last" value="(\d+)"/#)).output.1
            try await world.offer([try await world.addJob()])
            #expect(try await browser.post("/arman/bell/reading", [("last", String(last))]).status == .seeOther)
        }
        #expect(try await world.answer("SELECT count(*) FROM outbox WHERE delivered_at IS NULL") == 1)
    }

    @Test("rings at dispatch when a job is declined, and tells by whom")
    func declined() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offer([number])
        let version = try await world.version(of: number)
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/decline", [("reason", "capacity"), ("version", version)])
            #expect(answer.status == .seeOther, "\(answer.text.prefix(300))")
        }
        let dispatcher = try await world.person(.dispatcher)
        #expect(try await world.bells().contains { $0.hasPrefix("\(dispatcher) job_declined \(number)") })
    }

    @Test("rings at finance for a Sheba that waits, and not at who asked for it")
    func sheba() async throws {
        let world = try await World()
        let officer = try await world.person(.financeOfficer)
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            try ShebaChangeStore.ask(
                Sheba("IR550570022080013447370101"), of: dealer, from: .form, by: officer, tx)
        }
        let approver = try await world.person(.financeApprover)
        let rung = try await world.bells()
        #expect(rung.count == 1 && rung[0].hasPrefix("\(approver) sheba_waiting"))
        try await world.browse(as: .financeApprover) { browser in
            let page = try await browser.get("/arman/bell").text
            let action = try #require(page.firstMatch(of: #/action="(\/arman\/bell\/\d+\/opening)"/#)).output.1
            #expect(try await browser.post(String(action)).location == "/arman/sheba-changes")
        }
    }

    @Test("rings at each dealer's manager when his share of a payout is paid, at the approver when one waits for him")
    func payout() async throws {
        let world = try await World()
        try await world.addApproved([400_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "1"))
        let (approver, manager) = (try await world.person(.financeApprover), try await world.person(.dealerManager))
        let rung = try await world.bells()
        #expect(rung.contains("\(approver) payout_made \(number)"))
        #expect(rung.contains("\(manager) payout_paid \(number)"))
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/bell").text
            for match in page.matches(of: #/action="(\/arman\/bell\/\d+\/opening)"/#) {
                _ = try await browser.post(String(match.output.1))
            }
            let action = try #require(page.firstMatch(of: #/action="(\/arman\/bell\/\d+\/opening)"/#)).output.1
            #expect(try await browser.post(String(action)).location == "/arman/dealers/mine/account")
        }
    }

    @Test("rings at who brought a file when it was read")
    func imported() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let file = String(decoding: try sample("dealers.csv"), as: UTF8.self)
            let place = try await browser.uploaded("dealers", file)
            _ = try await browser.post(place + "/start", [("do", "start")])
            _ = try await browser.whenDone(place, in: world)
            let page = try await browser.get("/arman/bell").text
            let action = try #require(page.firstMatch(of: #/action="(\/arman\/bell\/\d+\/opening)"/#)).output.1
            #expect(try await browser.post(String(action)).location == place)
        }
    }
}

extension World {
    /// As the dispatcher does, from the page of Tehran.
    func offer(_ numbers: [String], to dealer: String = "D100", from tab: String = "waiting") async throws {
        let (tehran, id) = (try await city("تهران"), try await self.dealer(dealer))
        var form = [("dealer", id), ("tab", tab), ("override", "آزمایش")]
        if tab != "waiting" { form.append(("reason", "delay")) }
        for number in numbers { form.append(("job", try await pick(number))) }
        let fields = form
        try await browse(as: .dispatcher) { browser in
            let answer = try await browser.post("/arman/board/\(tehran)/assignments", fields)
            try #require(answer.status == .seeOther, "\(answer.text)")
        }
    }

    /// Each notice: whose, of which kind, its values.
    func bells() async throws -> [String] {
        try await arman.read { tx in
            try tx.rows("SELECT person_id, kind, detail FROM outbox ORDER BY id").map { row in
                let (person, values): (ID<Person>, [String]) = (try row("person_id"), try JSONText.read(row("detail")))
                return try "\(person) \(row("kind") as String) \(values.joined(separator: " "))"
            }
        }
    }
}
