import Database
import Domain
import Foundation
import NIOCore
import Testing
import Web

@testable import Ground
@testable import Post
@testable import Work

@Suite("Systems that are told what happens", .timeLimit(.minutes(30)))
struct HookTests {
    private struct Undone: Error {}
    private static let secret = "the secret"

    private func add(
        _ world: World, _ address: String, _ events: Set<MessageEvent> = [.jobReceived]
    ) async throws -> ID<Hook> {
        let (company, person) = (world.arman, try await world.person(.administrator))
        return try await company.write { tx in
            try HookStore.add(
                "\(address)/events?key=1", events, isOn: true, secret: Self.secret, by: person, in: company, tx)
        }
    }

    private func deliver(_ world: World, isAnywhere: Bool = true, patience: TimeAmount = .seconds(60)) async throws {
        let wire = PublicWire(patience: patience, isAnywhere: isAnywhere)
        try await CompanyRuns(world.arman, World.root, kinds: [SendDeliveries(wire, by: [HookCourse()])]).drain()
    }

    private func states(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.rows("SELECT event, state, attempts, answer, fault FROM delivery ORDER BY id").map { row in
                let (event, state, attempts): (String, String, Int) = (
                    try row("event"), try row("state"), try row("attempts")
                )
                let answer: Int? = try row.optional("answer")
                let fault: String = try row("fault")
                return "\(event) \(state) \(attempts) \(answer.map(String.init) ?? fault)"
            }
        }
    }

    private func bells(_ world: World) async throws -> [String] {
        try await world.arman.read { try $0.list("SELECT kind FROM outbox WHERE kind LIKE 'hook%' ORDER BY id") }
    }

    @Test("each event is told once to who wants it, signed over the time and the body, and none of an undone deed")
    func told() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            _ = try await add(world, address)
            _ = try await add(world, address, [.payoutPaid])
            _ = try? await world.arman.write { tx in
                try JobStore.tell("job_received", ID(1), "1405-1", to: ID(1), tx)
                throw Undone()
            }
            let number = try await world.addJob()
            for _ in 0..<2 {
                try await world.arman.write { tx in
                    let row = try tx.one("SELECT id, number, customer_id FROM job")
                    try JobStore.tell("job_received", row("id"), row("number"), to: row("customer_id"), tx)
                }
                try await deliver(world)
            }
            let found = try await states(world)
            #expect(found == ["job_received done 1 200"])
            let taken = try #require(fake.taken.first)
            #expect(fake.taken.count == 1 && taken.path == "/events")
            #expect(
                taken.headers["content-type"] == "application/json" && taken.headers["kardan-event"] == "job_received")
            let time = world.time.now.seconds
            let mark = Secrets.signature(of: "\(time).\(taken.text)", by: Self.secret)
            #expect(taken.headers["kardan-signature"] == "t=\(time),v1=\(mark)")
            let json = try JSONDecoder().decode(JSONValue.self, from: Data(taken.body))
            #expect(json["event"] == .text("job_received") && json["company"] == .text("arman"))
            #expect(json["values"]?.first == .text(number) && json["about"]?["kind"] == .text("job"))
            #expect(!taken.text.contains("زهرا") && !taken.text.contains("912"))
        }
    }

    @Test("the end of a job is told with the visit, and what happened is told though nobody has the role")
    func ended() async throws {
        let world = try await World()
        try await world.addTariff()
        try await FakeSystem.serve { fake, address in
            _ = try await add(world, address, [.jobFinished, .claimApproved])
            let number = try await world.addJob()
            try await world.giveJob(number)
            let version = try await world.number("SELECT version FROM job WHERE number = \(number)")
            try await world.browse(as: .dealerManager) { browser in
                let visited = try await browser.post(
                    "/arman/jobs/\(number)/visits", World.visit(["version": "\(version)"]))
                #expect(visited.status == .seeOther, "\(visited.text.suffix(1500))")
            }
            try await world.arman.write { tx in
                try OutboxStore.add(
                    Notice("claim_approved", about: EventSubject("claim", 7), "1405-9"), to: .people([]), but: nil, tx)
            }
            try await deliver(world)
            #expect(
                fake.taken.compactMap { $0.headers["kardan-event"] }.sorted() == ["claim_approved", "job_finished"])
        }
    }

    @Test("what was not taken is tried again later under the same number, told of once, and goes on once it is taken")
    func again() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            let hook = try await add(world, address)
            _ = try await world.addJob()
            fake.status = 503
            for _ in 0..<5 {
                try await deliver(world)
                world.time.move(seconds: 2 * 3_600)
            }
            #expect(fake.taken.count == 5)
            let once = try await bells(world)
            #expect(once == ["hook_failing"])
            let bodies = Set(fake.taken.map(\.text))
            #expect(bodies.count == 1)
            #expect(Set(fake.taken.compactMap { $0.headers["kardan-signature"] }).count == 5)
            fake.status = 200
            try await deliver(world)
            let found = try await states(world)
            #expect(found == ["job_received done 6 200"])
            let isFailing = try await world.arman.read { try HookStore.find(hook, $0)?.isFailing }
            #expect(isFailing == false)
        }
    }

    @Test("after three days it is over, and a person may have it told again; one that is gone is switched off")
    func over() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            let hook = try await add(world, address)
            _ = try await world.addJob()
            world.time.move(seconds: 3 * 86_400)
            try await deliver(world)
            let late = try await states(world)
            #expect(late == ["job_received failed 0 late"])
            try await world.browse(as: .administrator) { browser in
                let id = try await world.number("SELECT id FROM delivery")
                let path = "/arman/messages/hooks/\(hook)/again"
                let again = try await browser.post(path, [("delivery", "\(id)")])
                #expect(again.status == .seeOther)
                let twice = try await browser.post(path, [("delivery", "\(id)")])
                #expect(twice.status == .conflict)
            }
            fake.status = 410
            try await deliver(world)
            let gone = try await bells(world)
            #expect(gone == ["hook_gone"])
            _ = try await world.addJob(mobile: "09121112244")
            try await deliver(world)
            #expect(fake.taken.count == 1)
        }
    }

    @Test("who dies while he tells leaves it to the next, under the same number; late, he changes nothing")
    func killed() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            _ = try await add(world, address)
            _ = try await world.addJob()
            let row = try await world.arman.write { tx in
                try DeliveryStore.claim(10, token: "dead", tx)
                return try #require(try DeliveryStore.claimed("dead", tx).first)
            }
            try await deliver(world)
            #expect(fake.taken.isEmpty)
            world.time.move(seconds: DeliveryStore.lease + 1)
            try await deliver(world)
            try await world.arman.write { tx in
                try DeliveryStore.settle(row, .status(500), .failed, token: "dead", tx)
            }
            let found = try await states(world)
            #expect(found == ["job_received done 2 200"])
            #expect(fake.taken.count == 1)
        }
    }

    @Test("two at once tell each event once, and one that is silent leaves the others their turn")
    func two() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            try await FakeSystem.serve { silent, elsewhere in
                silent.isSilent = true
                _ = try await add(world, elsewhere)
                _ = try await add(world, address)
                for number in 0..<12 { _ = try await world.addJob(mobile: "091211133\(10 + number)") }
                async let one: Void = deliver(world, patience: .seconds(2))
                async let other: Void = deliver(world, patience: .seconds(2))
                _ = try await (one, other)
                #expect(Set(fake.taken.map(\.text)).count == 12 && fake.taken.count == 12)
                // After its first ones the others of the silent one wait too.
                #expect(silent.taken.count <= 8)
            }
        }
    }

    @Test("nobody is led behind the wall: not by an address, not by a name of it, not by a redirect")
    func wall() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            _ = try await add(world, address)
            _ = try await world.addJob()
            // Plain HTTP is none of the net's ways; a name that leads home is none either.
            try await deliver(world, isAnywhere: false)
            let refused = try await states(world)
            #expect(refused == ["job_received failed 1 address"])
            let wire = PublicWire(patience: .seconds(60), isAnywhere: false)
            for url in ["https://localhost:9/", "https://127.0.0.1:9/", "https://[::1]:9/", "https://10.1.2.3/"] {
                let answer = await wire.post(.init(url: url, headers: [], body: []))
                #expect(answer == .refused("private"), "\(url)")
            }
            // Whoever calls would write this one otherwise, and look it up again.
            let other = await wire.post(.init(url: "https://مثال.example/", headers: [], body: []))
            #expect(other == .refused("address"))
            #expect(fake.taken.isEmpty)
            fake.status = 302
            let led = await PublicWire(patience: .seconds(60), isAnywhere: true)
                .post(.init(url: "\(address)/a", headers: [], body: []))
            #expect(led == .status(302))
            #expect(fake.taken.map(\.path) == ["/a"])
        }
    }

    @Test("a past that was written down is shown, and nobody is ever called for it")
    func past() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            let person = try await world.person(.administrator)
            let hook = try await world.arman.write { tx in
                let hook = try HookPastStore.add(address, [.jobReceived], by: person, in: world.arman, tx)
                try JobStore.tell("job_received", ID(1), "1405-1", to: ID(1), tx)
                try HookPastStore.conclude(200, tx)
                try JobStore.tell("job_received", ID(2), "1405-2", to: ID(1), tx)
                try HookPastStore.conclude(503, tx)
                try HookPastStore.switchOff(hook, by: person, tx)
                try PushStore.addUnreachable("127.0.0.1", .fa, of: person, tx)
                return hook
            }
            try await world.browse(as: .administrator) { browser in
                let page = try await browser.get("/arman/messages/hooks/\(hook)")
                #expect(page.text.contains(">503<") && page.text.contains(">200<"))
                #expect(page.text.contains("رویدادها: – ← ثبت درخواست"), "names, not codes")
                let mine = try await browser.get("/arman/messages/mine")
                #expect(mine.text.contains("127.0.0.1"))
                let id = try await world.number("SELECT max(id) FROM delivery")
                let again = try await browser.post("/arman/messages/hooks/\(hook)/again", [("delivery", "\(id)")])
                #expect(again.status == .seeOther)
            }
            try await world.arman.write { tx in
                let notice = Notice("complaint_came", about: EventSubject("contact", 1), "1")
                try OutboxStore.add(notice, to: .people([person]), but: nil, tx)
            }
            let waiting = try await world.number("SELECT count(*) FROM delivery WHERE state = 'waiting'")
            #expect(waiting == 2)
            let wire = PublicWire(patience: .seconds(60), isAnywhere: true)
            let courses: [any DeliveryCourse] = [HookCourse(), PushCourse()]
            try await CompanyRuns(world.arman, World.root, kinds: [SendDeliveries(wire, by: courses)]).drain()
            let found = try await states(world)
            // The last is the person's own browser, told that the system does not answer.
            #expect(
                found == [
                    "job_received done 1 200", "job_received failed 1 off", "complaint_came failed 1 off",
                    "hook_failing failed 1 off",
                ])
            #expect(fake.taken.isEmpty)
        }
    }

    @Test("the administrator sets one up: its secret is shown once and stands nowhere in the clear")
    func page() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            for bad in [
                "http://erp.example/", "https://", "ftp://x.example", "https://a b.example", "https://u:p@x.example/",
            ] {
                let answer = try await browser.post("/arman/messages/hooks", [("url", bad), ("on", "1")])
                #expect(answer.status == .unprocessableContent, "\(bad)")
            }
            let form = [
                ("url", "https://erp.example/kardan?token=abc"), ("event", "job_received"), ("event", "sign_in_code"),
                ("on", "1"), ("key", "the same"),
            ]
            let made = try await browser.post("/arman/messages/hooks", form)
            let place = try #require(made.location)
            let shown = try await browser.get(place)
            let secret = try #require(shown.text.firstMatch(of: #/id="hook-secret"[^>]*value="([0-9a-f]{64})"/#)).output
                .1
            let later = try await browser.get(place)
            #expect(!later.text.contains(secret))
            let hook = try #require(try await world.arman.read { try HookStore.all($0).first })
            #expect(HookStore.secret(of: hook, in: world.arman) == String(secret))
            #expect(hook.events == [.jobReceived] && !hook.secret.contains(secret))
            _ = try await browser.post("/arman/messages/hooks", form)
            let count = try await world.number("SELECT count(*) FROM hook")
            #expect(count == 1)
            let renewed = try await browser.post("\(place)/secret")
            #expect(renewed.location == place)
            let other = try await browser.get(place)
            #expect(other.text.contains("id=\"hook-secret\"") && !other.text.contains(secret))
            let trial = try await browser.post("\(place)/trial")
            #expect(trial.status == .seeOther)
            let list = try await browser.get(place)
            #expect(list.text.contains("پیام آزمایشی"))
            let off = try await browser.post(place, [("url", "https://erp.example/other"), ("version", "1")])
            #expect(off.status == .seeOther)
            let stale = try await browser.post(place, [("url", "https://erp.example/x"), ("version", "1")])
            #expect(stale.status == .conflict)
            let history: [String] = try await world.arman.read {
                try $0.list("SELECT value_after || detail FROM event WHERE subject = 'hook'")
            }
            #expect(!history.contains { $0.contains("token=abc") || $0.contains(secret) })
            let all = try await browser.get("/arman/messages/hooks")
            #expect(all.text.contains("erp.example"))
        }
        try await world.browse(as: .serviceManager) { browser in
            let hidden = try await browser.get("/arman/messages/hooks")
            #expect(hidden.status == .notFound)
        }
    }
}
