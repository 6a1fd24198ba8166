import Database
import Domain
import NIOCore
import Testing

@testable import Base
@testable import Ground
@testable import Post
@testable import Work

@Suite("Mail to and from customers", .timeLimit(.minutes(30)))
struct InboxTests {
    private func useMail(_ world: World, inbox: Int? = nil, _ customers: CustomerMail = .nobody) async throws {
        let company = world.arman
        try await company.write { tx in
            var facts = PostAccountFacts(.smtp, key: "the-password")
            (facts.address, facts.security, facts.line) = ("localhost:9", .starttls, "info@arman.example")
            (facts.username, facts.customers) = ("arman", customers)
            facts.inbox = inbox.map { "localhost:\($0)" } ?? ""
            let version = try PostAccountStore.find(tx, .email)?.version ?? 0
            try PostAccountStore.set(facts, version: version, by: nil, in: company, tx)
        }
    }

    private func look(_ world: World) async throws {
        try await world.arman.write { try RunStore.call(ReceiveMail.name, by: $0.now, in: world.arman, $0) }
        let wire = PopWire(patience: .seconds(60), trust: try FakeMailServer.trust(), isLocal: true)
        try await CompanyRuns(world.arman, World.root, kinds: [ReceiveMail(wire)]).drain()
    }

    private func rows(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.list(
                """
                SELECT meaning || ' ' || title || CASE WHEN job_id IS NULL THEN '' ELSE ' job' END FROM message_received
                ORDER BY id
                """)
        }
    }

    private func setAddress(_ world: World, _ address: String) async throws {
        try await world.arman.write { _ = try $0.execute("UPDATE customer SET email = \(address)") }
    }

    @Test("what lies in the mailbox is read once, leaves it once it is written down, and becomes a contact of the desk")
    func once() async throws {
        let world = try await World()
        try await FakeMailbox.serve { box, port in
            try await useMail(world, inbox: port)
            box.put("From: Zahra <z@b.example>\nSubject: A question\n\nWhen do you come?\n.\nZ.")
            try await look(world)
            #expect(box.left == 0 && box.read == [1])
            world.time.move(seconds: 61)
            try await look(world)
            let found = try await rows(world)
            #expect(found == ["contact A question"])
            let contact = try await world.arman.read { try $0.one("SELECT channel, party, subject, body FROM contact") }
            let texts: [String] = [
                try contact("channel"), try contact("party"), try contact("subject"), try contact("body"),
            ]
            #expect(texts == ["email", "Zahra <z@b.example>", "A question", "When do you come?\n.\nZ."])
            try await world.browse(as: .serviceManager) { browser in
                let list = try await browser.get("/arman/messages/received")
                #expect(list.text.contains("A question") && list.text.contains("z@b.example"))
            }
        }
    }

    @Test(
        "who dies before it is written down leaves it there; who dies before it is thrown away reads it no second time")
    func killed() async throws {
        let world = try await World()
        try await FakeMailbox.serve { box, port in
            try await useMail(world, inbox: port)
            box.put("From: z@b.example\nSubject: one\n\nx")
            box.breaksAt = "RETR"
            try await look(world)
            let none = try await rows(world)
            #expect(none == [] && box.left == 1)
            let fault = try await world.arman.read { try PostAccountStore.find($0, .email)?.inboxFault }
            #expect(fault == "silent")
            box.breaksAt = "QUIT"
            world.time.move(seconds: 601)
            try await look(world)
            let written = try await rows(world)
            #expect(written == ["contact one"] && box.left == 1)
            box.breaksAt = nil
            world.time.move(seconds: 601)
            try await look(world)
            let after = try await rows(world)
            #expect(after == ["contact one"] && box.left == 0 && box.read == [1])
        }
    }

    @Test("a mail that is too long is cut, and keeps none behind it out")
    func long() async throws {
        let world = try await World()
        try await FakeMailbox.serve { box, port in
            try await useMail(world, inbox: port)
            let line = "X-Filling: " + String(repeating: "x", count: 60)
            let head = repeatElement(line, count: 32_000).joined(separator: "\n")
            box.put("From: z@b.example\nSubject: long\n\(head)\n\nx")
            box.put("From: y@b.example\nSubject: short\n\nx")
            try await look(world)
            let found = try await rows(world)
            #expect(found == ["contact long", "contact short"] && box.left == 0)
        }
    }

    @Test("a customer is known by his address, his job by its number or because it is the only open one")
    func attached() async throws {
        let world = try await World()
        try await FakeMailbox.serve { box, port in
            try await useMail(world, inbox: port)
            let first = try await world.addJob()
            try await setAddress(world, "z@b.example")
            box.put("From: Z@B.example\nSubject: hello\n\nx")
            try await look(world)
            _ = try await world.addJob()
            box.put("From: z@b.example\nSubject: Re: #\(first)\n\nx")
            box.put("From: z@b.example\nSubject: which\n\nx")
            // Whoever names another's number is not believed.
            box.put("From: stranger@b.example\nSubject: #\(first)\n\nx")
            world.time.move(seconds: 61)
            try await look(world)
            let found = try await rows(world)
            #expect(found == ["contact hello job", "contact Re: #\(first) job", "contact which", "contact #\(first)"])
            let known: [String] = try await world.arman.read { tx in
                try tx.list("SELECT c.name FROM contact k JOIN customer c ON c.id = k.customer_id ORDER BY k.id")
            }
            #expect(known == Array(repeating: "زهرا کریمی", count: 3))
            try await world.browse(as: .reception) { browser in
                let page = try await browser.get("/arman/jobs/\(first)")
                #expect(page.text.contains("Re: #\(first)"))
            }
            try await world.giveJob(first)
            try await world.browse(as: .dealerManager) { browser in
                let page = try await browser.get("/arman/jobs/\(first)")
                #expect(page.status == .ok && !page.text.contains("Re: #"))
            }
        }
    }

    @Test("what a machine has written asks nobody, a flood fills no desk, and a mailbox that is refused says so")
    func quiet() async throws {
        let world = try await World()
        try await FakeMailbox.serve { box, port in
            try await useMail(world, inbox: port)
            box.put("From: z@b.example\nSubject: away\nAuto-Submitted: auto-replied\n\nx")
            box.put("Subject: from nobody\n\nx")
            for number in 0..<25 { box.put("From: f@b.example\nSubject: \(number)\n\nx") }
            try await look(world)
            let found = try await rows(world)
            #expect(found.prefix(2) == ["left away", "left from nobody"] && box.left == 0)
            #expect(found.filter { $0.hasPrefix("contact") }.count == 20 && found.count == 27)
            box.password = "another"
            world.time.move(seconds: 61)
            try await look(world)
            try await world.browse(as: .administrator) { browser in
                let page = try await browser.get("/arman/messages/mail")
                #expect(page.text.contains("نام کاربری یا گذرواژه را نپذیرفت"))
            }
        }
    }

    @Test(
        "a customer is told by mail where the company says so and he has an address, in the words of the mail",
        arguments: [
            (CustomerMail.nobody, true, ["sms"]), (.lacking, true, ["sms"]), (.lacking, false, ["email"]),
            (.also, true, ["email", "sms"]), (.also, false, ["email"]),
        ])
    func told(rule: CustomerMail, hasMobile: Bool, channels: [String]) async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        try await useMail(world, rule)
        _ = try await world.addJob()
        try await setAddress(world, "z@b.example")
        try await world.arman.write { tx in
            if !hasMobile { try tx.execute("UPDATE customer SET mobile = '+982188776655'") }
            let words = try #require(try MessageTemplateStore.all(tx).first { $0.event == .jobAccepted }).words
            var new = words
            new.mailFa = try MessageText("نامه {number}", for: .jobAccepted)
            new.mailEn = try MessageText("Letter {number}", for: .jobAccepted)
            try MessageTemplateStore.set(
                new, of: .jobAccepted, version: 1, by: ID(1), in: world.arman, tx)
            let row = try tx.one("SELECT id, number, customer_id FROM job")
            try JobStore.tell("job_accepted", row("id"), row("number"), to: row("customer_id"), tx)
        }
        let rows = try await world.arman.read { tx in
            try tx.rows("SELECT channel, number, body FROM message WHERE event = 'job_accepted' ORDER BY channel").map {
                (try $0("channel") as String, try $0("number") as String, try $0("body") as String)
            }
        }
        #expect(rows.map(\.0) == channels)
        for (channel, number, body) in rows {
            #expect(channel == "email" ? number == "z@b.example" : number == "+989121112233")
            #expect(body.hasPrefix("نامه") == (channel == "email"))
        }
    }

    @Test("the company's own subject stays empty once it was emptied, and a text of a mail goes with both languages")
    func words() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let path = "/arman/messages/templates/job_received"
            let fields = [("body_fa", "متن {number}"), ("body_en", "Text {number}"), ("on", "1"), ("version", "1")]
            let half = try await browser.post(path, fields + [("mail_fa", "نامه {number}")])
            #expect(half.status == .unprocessableContent)
            let wrong = try await browser.post(path, fields + [("mail_fa", "{code}"), ("mail_en", "x")])
            #expect(wrong.status == .unprocessableContent)
            let saved = try await browser.post(path, fields + [("mail_fa", "نامه"), ("mail_en", "Letter")])
            #expect(saved.status == .seeOther, "\(saved.text.suffix(900))")
            let page = try await browser.get(path)
            #expect(page.text.contains("Letter"))
        }
        try await MessageTemplateStore.fill(in: world.arman, World.root)
        let known = try await world.arman.read { try MessageTemplateStore.all($0) }
        let mine = try #require(known.first { $0.event == .jobReceived }).words
        #expect(mine.subjectFa.isEmpty && mine.subjectEn.isEmpty && mine.mailEn?.text == "Letter")
        #expect(known.first { $0.event == .jobFinished }?.words.subjectFa.isEmpty == false)
    }

    @Test("a customer's address is written down, shown, and goes with him")
    func address() async throws {
        let world = try await World()
        _ = try await world.addJob()
        let id = try await world.number("SELECT id FROM customer")
        try await world.browse(as: .reception) { browser in
            let form = [("name", "زهرا کریمی"), ("number", "09121112233"), ("kind", "person"), ("version", "1")]
            let wrong = try await browser.post("/arman/customers/\(id)/edit", form + [("email", "z@b")])
            #expect(wrong.status == .unprocessableContent)
            let saved = try await browser.post("/arman/customers/\(id)/edit", form + [("email", "Z@b.example")])
            #expect(saved.status == .seeOther, "\(saved.text.suffix(900))")
            let page = try await browser.get("/arman/customers/\(id)")
            #expect(page.text.contains("z@b.example"))
        }
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE job SET state = 'cancelled'")
            try EraseCustomer(customer: ID(Int64(id)), person: nil).run(in: world.arman, tx)
        }
        let left: String? = try await world.arman.read { try $0.value("SELECT email FROM customer") }
        #expect(left == "")
    }
}
