import Database
import Domain
import NIOCore
import Testing
import Web

@testable import Base
@testable import Desk
@testable import Ground
@testable import House
@testable import Post
@testable import Treasury
@testable import Work

@Suite("What people are told of by the hour, and by deeds that nobody told of")
struct ReminderTests {
    private func remind(_ world: World) async throws {
        try await CompanyRuns(world.arman, World.root, kinds: [Remind()]).drain()
    }

    private func bells(_ world: World, _ kind: String) async throws -> Int {
        try await world.arman.read { try $0.value("SELECT count(*) FROM outbox WHERE kind = \(kind)") ?? 0 }
    }

    private func allOn(_ world: World) async throws {
        try await world.usePost("http://127.0.0.1:9")
        try await world.arman.write { _ = try $0.execute("UPDATE message_template SET is_on = 1") }
    }

    private func texts(_ world: World, _ event: MessageEvent) async throws -> [String] {
        try await world.arman.read {
            try $0.list("SELECT body FROM message WHERE event = \(event.rawValue) ORDER BY id")
        }
    }

    private func days(_ count: Int, _ world: World) { world.time.move(seconds: Int64(count) * 86_400) }

    @Test("a promise that is over while its job is open is told once to those who see to it, in the morning")
    func promise() async throws {
        let world = try await World()
        try await allOn(world)
        let (kept, missed) = (try await world.addJob(), try await world.addJob())
        let today = world.arman.clock.day(of: world.time.now)
        try await world.arman.write { tx in
            try tx.execute(
                """
                INSERT INTO job_intake (job_id, promised_on) SELECT id, \(today) FROM job WHERE NOT EXISTS
                    (SELECT 1 FROM job_intake i WHERE i.job_id = job.id)
                """)
            try tx.execute("UPDATE job_intake SET promised_on = \(today)")
            try tx.execute("UPDATE job SET state = 'cancelled' WHERE number = \(kept)")
        }
        try await remind(world)
        let early = try await bells(world, "promise_missed")
        #expect(early == 0)
        // Three at night, then ten in the morning.
        world.time.move(seconds: 17 * 3_600)
        try await remind(world)
        let night = try await bells(world, "promise_missed")
        #expect(night == 0)
        world.time.move(seconds: 7 * 3_600)
        for _ in 0..<2 {
            try await remind(world)
            days(1, world)
        }
        let told = try await bells(world, "promise_missed")
        #expect(told == 2)
        let texts = try await texts(world, .promiseMissed)
        #expect(texts.count == 2 && texts.allSatisfy { $0.contains(missed) })
    }

    @Test("a contract that ends is told to its dealer and to the office, so many days before as the company says")
    func contract() async throws {
        let world = try await World()
        try await allOn(world)
        let today = world.arman.clock.day(of: world.time.now)
        try await world.arman.write { tx in
            try tx.execute("UPDATE dealer SET contract_to = \(today.adding(days: 31)) WHERE code = 'D100'")
            try tx.execute("UPDATE dealer SET contract_to = \(today.adding(days: 300)) WHERE code <> 'D100'")
        }
        try await remind(world)
        let early = try await bells(world, "contract_ends")
        #expect(early == 0)
        for _ in 0..<3 {
            days(1, world)
            try await remind(world)
        }
        let (dealer, office) = (try await bells(world, "contract_ends"), try await bells(world, "contract_ends_of"))
        #expect(dealer == 1 && office == 1)
        let day = world.arman.clock.calendar.text(today.adding(days: 31))
        let texts = try await texts(world, .contractEnds)
        #expect(texts.count == 1 && texts[0].contains(Digits.persian(day)))
    }

    @Test("a job that waits is told to whoever has it, once, on the day when it is to be looked at again")
    func look() async throws {
        let world = try await World()
        try await allOn(world)
        let (given, waiting) = (try await world.addJob(), try await world.addJob())
        try await world.giveJob(given)
        let today = world.arman.clock.day(of: world.time.now)
        let (person, manager) = (try await world.person(.dispatcher), try await world.person(.dealerManager))
        try await world.arman.write { tx in
            for number in [given, waiting] {
                let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(number)")("id")
                try JobWaitingStore.wait(
                    for: .customer, id, lookOn: today.adding(days: 2), by: person, tx)
            }
        }
        try await remind(world)
        let early = try await bells(world, "look_again")
        #expect(early == 0)
        for _ in 0..<3 {
            days(1, world)
            try await remind(world)
        }
        let told: [ID<Person>] = try await world.arman.read {
            try $0.list("SELECT person_id FROM outbox WHERE kind = 'look_again'")
        }
        let office = [person, try await world.person(.serviceManager)]
        #expect(Set(told) == Set([manager] + office) && told.count == 3)
    }

    @Test("a security is told of once before its day, and one without a day never")
    func collateral() async throws {
        let world = try await World()
        try await allOn(world)
        let today = world.arman.clock.day(of: world.time.now)
        let officer = try await world.person(.financeOfficer)
        try await world.arman.write { tx in
            for (number, due) in [("1", today.adding(days: 31)), ("2", today.adding(days: 90)), ("3", nil)] {
                let paper = try Collateral(
                    .cheque, amount: 1, number: number, issuer: "ملت", due: due, place: "x", today: today)
                _ = try CollateralStore.take(paper, of: "D100", by: officer, tx)
            }
        }
        try await remind(world)
        let early = try await bells(world, "collateral_due")
        #expect(early == 0)
        for _ in 0..<3 {
            days(1, world)
            try await remind(world)
        }
        let told: [ID<Person>] = try await world.arman.read {
            try $0.list("SELECT person_id FROM outbox WHERE kind = 'collateral_due'")
        }
        #expect(told.contains(officer) && Set(told).count == told.count)
    }

    @Test("a customer is asked how it was some days after his job's end, with a link, and not where he has said it")
    func survey() async throws {
        let world = try await World()
        try await allOn(world)
        try await world.addTariff()
        let maker = try await world.person(.reception)
        let numbers = [try await world.addJob(), try await world.addJob(mobile: "09121112244")]
        try await world.arman.write { _ = try $0.execute("UPDATE job SET made_by = \(maker)") }
        for number in numbers {
            try await world.giveJob(number)
            _ = try await world.finishJob(number)
        }
        try await world.browse(as: .serviceManager) { browser in
            let wrong = try await browser.post("/arman/messages/reminders", [("survey", "91")])
            #expect(wrong.status == .unprocessableContent)
            let saved = try await browser.post("/arman/messages/reminders", [("survey", "۳"), ("contract", "")])
            #expect(saved.status == .seeOther)
            let page = try await browser.get("/arman/messages/reminders")
            #expect(page.text.contains("value=\"3\""))
        }
        days(2, world)
        try await remind(world)
        let early = try await texts(world, .survey)
        #expect(early.isEmpty)
        try await world.arman.write { tx in
            let job = try JobStore.find(numbers[1], .company, tx)
            _ = try JobLinkStore.path(.rate, of: job.id, by: maker, in: world.arman, tx)
            let isRated = try JobAnswerStore.rate(5, job.id, in: world.arman, tx)
            #expect(isRated)
        }
        for _ in 0..<3 {
            days(1, world)
            try await remind(world)
        }
        let texts = try await texts(world, .survey)
        #expect(texts.count == 1 && texts[0].contains(numbers[0]) && texts[0].contains("/rate/…"))
    }

    @Test("who sets out says so to his customer, once, on the day of the appointment alone")
    func onWay() async throws {
        let world = try await World()
        try await allOn(world)
        let number = try await world.addJob()
        try await world.giveJob(number)
        let today = world.arman.clock.day(of: world.time.now)
        try await world.arman.write { tx in
            _ = try tx.execute(
                """
                UPDATE job SET state = 'scheduled', appointment_on = \(today.adding(days: 1)), appointment_from = 600,
                    appointment_to = 720 WHERE number = \(number)
                """)
        }
        let version = try await world.number("SELECT version FROM job WHERE number = \(number)")
        let form = [("version", "\(version)"), ("back", "job")]
        try await world.browse(as: .dealerManager) { browser in
            let before = try await browser.get("/arman/jobs/\(number)")
            #expect(!before.text.contains("/way\""))
            let early = try await browser.post("/arman/jobs/\(number)/way", form)
            #expect(early.status == .conflict)
            days(1, world)
            let page = try await browser.get("/arman/jobs/\(number)")
            #expect(page.text.contains("/arman/jobs/\(number)/way"))
            for _ in 0..<2 {
                let sent = try await browser.post("/arman/jobs/\(number)/way", form)
                #expect(sent.location == "/arman/jobs/\(number)")
            }
        }
        let texts = try await texts(world, .technicianOnWay)
        #expect(texts.count == 1 && texts[0].contains(number))
        let end = try await world.number("SELECT ends_at - made_at FROM message WHERE event = 'technician_on_way'")
        #expect(end == 3_600)
    }

    @Test("who was told of an appointment is told that it is off, and of a cancelled job whoever was told of it")
    func off() async throws {
        let world = try await World()
        try await FakeProvider.serve { _, address in
            try await world.usePost(address)
            let number = try await world.addJob()
            try await world.giveJob(number)
            let today = world.arman.clock.day(of: world.time.now)
            try await world.arman.write { tx in
                let job = try JobStore.find(number, .company, tx)
                try tx.execute(
                    """
                    UPDATE job SET appointment_on = \(today.adding(days: 1)), appointment_from = 600, appointment_to = 720
                    WHERE id = \(job.id)
                    """)
                try JobStore.tell("appointment_agreed", job.id, number, on: "1", to: job.customer, tx)
                // Nothing has left yet: who knows of nothing is told of nothing.
                try WriteMessages.released(job.id, tx)
                try JobStore.tell("appointment_agreed", job.id, number, on: "2", to: job.customer, tx)
            }
            let none = try await texts(world, .appointmentCancelled)
            #expect(none.isEmpty)
            try await world.sendMessages()
            for _ in 0..<2 {
                try await world.arman.write { tx in
                    try WriteMessages.released(JobStore.find(number, .company, tx).id, tx)
                }
            }
            let off = try await texts(world, .appointmentCancelled)
            #expect(off.count == 1 && off[0].contains(number))
            try await world.arman.write { tx in
                try WriteMessages.cancelled(JobStore.find(number, .company, tx).id, tx)
            }
            let called = try await texts(world, .jobCalledOff)
            #expect(called.count == 1 && called[0].contains(number))
            let waiting = try await world.number(
                "SELECT count(*) FROM message WHERE event = 'appointment_cancelled' AND state = 'waiting'")
            #expect(waiting == 0)
        }
    }

    @Test("a complaint, a backup that failed and credit that is low are told to whoever sees to them")
    func office() async throws {
        let world = try await World()
        try await allOn(world)
        let (company, person) = (world.arman, try await world.person(.reception))
        try await company.write { tx in
            let new = NewContact(
                kind: .complaint, channel: .phone, direction: .incoming, party: "x", phone: nil, subject: "y", body: "")
            _ = try ContactStore.add(new, clock: company.clock, by: person, tx)
            let holder = try #require(try PostAccountStore.find(tx)?.holder)
            try tx.execute("UPDATE post_account SET credit_low = 1000")
            try PostCreditStore.add(10, holder: holder, tx)
        }
        let backup = BackUpCompany(
            companies: world.portal.companies, slug: "arman", path: "/proc/no/such/place", report: { _ in })
        _ = try? await backup.run()
        for (event, kind) in [
            (MessageEvent.complaintCame, "complaint_came"), (.creditLow, "post_credit_low"),
            (.backupFailed, "backup_failed"),
        ] {
            let (told, texts) = (try await bells(world, kind), try await texts(world, event))
            #expect(told == 1 && texts.count == 1, "\(kind)")
        }
        try await world.browse(as: .serviceManager) { browser in
            let bell = try await browser.get("/arman/bell")
            #expect(bell.text.contains("شکایت"))
        }
    }

    @Test(
        "every event has its words in both languages, a text of the program's and a sentence of the bell where it has one"
    )
    func complete() async throws {
        let world = try await World()
        let known = try await world.arman.read { try MessageTemplateStore.all($0) }
        #expect(Set(known.map(\.event)) == Set(MessageEvent.allCases))
        for template in known {
            for text in [template.words.fa.text, template.words.en.text] {
                #expect((try? MessageText(text, for: template.event)) != nil, "\(template.event)")
            }
            #expect(!template.words.subjectFa.isEmpty && !template.words.subjectEn.isEmpty, "\(template.event)")
            for words in try Words.load(from: World.root("Templates/words")).values {
                #expect(words.has("messages.subject.\(template.event.rawValue)"), "\(template.event)")
                #expect(words.has("messages.audience.\(template.event.audience.rawValue)"))
                for field in template.event.fields {
                    #expect(words.has("messages.field.\(field.rawValue)"), "\(field)")
                }
                if [.dealer, .office].contains(template.event.audience) {
                    #expect(words.has("bell.\(template.event.rawValue)"), "\(template.event)")
                }
            }
        }
    }
}
