import Database
import Domain
import Foundation
import Testing

@testable import Base
@testable import Desk
@testable import Fees
@testable import Ground
@testable import House
@testable import Work

@Suite("A customer's data")
struct ErasureTests {
    private let address = "خیابان آزادی، پلاک ۱۲"

    /// A done job of زهرا کریمی with a visit, a photo, a pin, a note and a decided claim.
    private func done(_ world: World) async throws -> (number: String, customer: Int) {
        let number = try await world.acceptedJob()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            _ = try await manager.post(
                "/arman/jobs/\(number)/notes", [("note", "زهرا کریمی گفت زنگ نزنید، 0912 111 2233")])
            let saved = try await manager.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(["note": "در خانهٔ زهرا کریمی", "pin": "35.70000,51.40000"]),
                files: [("photos", "a.jpg", TestPhotos.jpeg())])
            try #require(saved.status == .seeOther || saved.status == .ok, "\(saved.text)")
            try await agree(number, by: try await world.browser(client, as: .reception), world)
        }
        let customer = try await world.number("SELECT customer_id FROM job WHERE number = \(number)")
        return (number, customer)
    }

    /// What she said at the counter, which was corrected once.
    private func agree(_ number: String, by reception: Browser, _ world: World) async throws {
        let own = try #require(try await IntakeTests.ask(world)[.text])
        for condition in ["زهرا کریمی می‌گوید خط دارد", "زهرا کریمی: بی خط"] {
            let place = "/arman/jobs/\(number)/intake"
            let version = try await reception.get(place).text.value(of: "version")
            let saved = try await reception.post(
                place,
                [
                    ("version", version), ("way", "carried_in"), ("condition", condition),
                    ("accessories", "کلید زهرا کریمی"),
                    ("wish", "زهرا کریمی عصرها"), ("deposit_note", "نقد از 0912 111 2233"),
                    ("own-\(own)", "زهرا کریمی"),
                ])
            try #require(saved.status == .seeOther, "\(saved.text)")
        }
    }

    /// A call of hers that was referred, answered and closed.
    private func call(_ world: World) async throws {
        let (reception, clock) = (try await world.person(.reception), world.arman.clock)
        try await world.arman.write { tx in
            let said = try NewContact(
                kind: .complaint, channel: .phone, direction: .incoming, party: "زهرا کریمی",
                phone: CallerNumber("0912 111 2233"), subject: "زهرا کریمی ناراضی است", body: "نشانی: خیابان آزادی")
            let made = try ContactStore.add(said, clock: clock, by: reception, tx)
            try ReferralStore.ask(
                .unit(.reception), about: made.id, made.number, text: "به کریمی زنگ بزنید", due: nil, by: reception, tx)
            let sheet = try ContactSheetList.sheet(made.number, tx)
            try ReferralStore.answer(
                try #require(sheet.referrals.first), of: sheet.contact, "کریمی پاسخ نداد", by: reception, tx)
            try ContactStore.note("کریمی دوباره زنگ زد", on: sheet.contact, by: reception, tx)
            let permit = try MayCloseContact(
                .complaint, .open, asked: 0, done: "کریمی دیده شد", answer: "عذرخواهی از کریمی")
            try ContactStore.close(sheet.contact, by: permit, version: sheet.contact.version, reception, tx)
            // Of a day when nobody knew whose number it was.
            _ = try tx.execute("UPDATE contact SET customer_id = NULL WHERE id = \(made.id)")
        }
    }

    /// Ends the job by the store alone, and what its claim waits for.
    private func settle(_ number: String, _ world: World) async throws {
        try await world.arman.write { tx in
            _ = try tx.execute(
                """
                UPDATE job SET state = 'closed', completed_at = \(tx.now), outcome = 'completed' WHERE number = \(number)
                """)
            _ = try tx.execute(
                "UPDATE claim SET state = 'approved', approved = claimed, submitted_at = \(tx.now) WHERE state = 'draft'"
            )
        }
    }

    @Test("is shown whole to the administrator alone, and given as a file that the history tells of")
    func dossier() async throws {
        let world = try await World()
        let (number, customer) = try await done(world)
        try await call(world)
        let path = "/arman/customers/\(customer)/data"
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let page = try await admin.get(path)
            for text in [
                "زهرا کریمی", "09121112233", address, number, "زنگ نزنید", "بی خط", "a.jpg", "ناراضی است", "پاسخ نداد",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            let file = try await admin.get("\(path)/export?format=csv")
            #expect(file.status == .ok && file.text.contains(address) && file.text.contains(number))
            for role in [Role.serviceManager, .auditor, .reception, .dealerManager] {
                let other = try await world.browser(client, as: role)
                let answer = try await other.get(path)
                #expect(answer.status == .notFound, "\(role)")
                let erased = try await other.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
                #expect(erased.status == .forbidden, "\(role)")
            }
        }
        #expect(
            try await world.number("SELECT count(*) FROM event WHERE kind = 'exported' AND room = 'customers'") == 1)
    }

    /// What was written of her beside parts.
    private func writeBesideParts(_ number: String, _ world: World) async throws {
        try await world.addPart("P-1", mustReturn: .always)
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", 1, at: store)
        try await world.arman.write { tx in
            try tx.execute("UPDATE stock_paper SET note = 'برای زهرا کریمی', reverse_reason = '0912 111 2233'")
            try tx.execute(
                """
                INSERT INTO stock_gap (kind, part_id, quantity, condition, owner, place_id, made_at, settled_note)
                SELECT 'over', s.id, 1, 'new', 'company', \(store), 1, 'زهرا کریمی گفت' FROM spare_part s
                """)
            try tx.execute(
                """
                INSERT INTO part_debt (dealer_id, part_id, job_id, visit_id, state, born_on, due_on, note, changed_at)
                SELECT j.dealer_id, s.id, j.id, v.id, 'waived', 1, 1, 'زهرا کریمی نداد', 1
                FROM job j JOIN visit v ON v.job_id = j.id JOIN spare_part s ON s.code = 'P-1' WHERE j.number = \(number)
                """)
        }
    }

    @Test("is taken out of every row, while job, visit, claim and books stay and the doctor finds nothing")
    func erased() async throws {
        let world = try await World()
        let (number, customer) = try await done(world)
        try await settle(number, world)
        try await call(world)
        try await writeBesideParts(number, world)
        let photo: String = try await world.arman.read { try #require(try $0.value("SELECT sha256 FROM attachment")) }
        let place = try world.arman.blobs.place(of: photo)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: place.path)
        let counts: SQL = """
            SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM visit) + (SELECT count(*) FROM claim)
                 + (SELECT count(*) FROM unit) + (SELECT count(*) FROM ledger_entry)
            """
        let before = try await world.number(counts)
        let complaints = try await Doctor(company: world.arman, directory: world.portal.companies.directory).problems()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let path = "/arman/customers/\(customer)/erasure"
            let unsure = try await admin.post(path)
            #expect(unsure.status == .unprocessableContent)
            let done = try await admin.post(path, [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
            for page in ["/arman/customers/\(customer)", "/arman/jobs/\(number)", "/arman/customers/\(customer)/data"] {
                let answer = try await admin.get(page)
                #expect(answer.status == .ok && !answer.text.contains("کریمی"), "\(page)")
                // A key on the page is made of hexadecimal digits: only an ending that stands alone is the number's.
                #expect(!answer.text.contains(#/9121112233|\b2233\b/#), "\(page)")
            }
            let found = try await admin.get("/arman/customers?q=09121112233")
            #expect(!found.text.contains("/arman/customers/\(customer)\""))
            let again = try await admin.post(path, [("sure", "yes")])
            #expect(again.status == .unprocessableContent)
        }
        let left = try await world.rows(holding: ["کریمی", "9121112233", "912 111 2233", "آزادی"])
        #expect(left.isEmpty, "\(left)")
        #expect(try await world.number(counts) == before)
        #expect(try await world.number("SELECT count(*) FROM pin") == 0)
        try await world.work()
        #expect(!FileManager.default.fileExists(atPath: place.path))
        let problems = try await Doctor(company: world.arman, directory: world.portal.companies.directory).problems()
        #expect(problems == complaints, "\(problems)")
        // The engine holds to what was written down, as before.
        await #expect(throws: (any Error).self) {
            try await world.arman.write { _ = try $0.execute("UPDATE event SET detail = 'x'") }
        }
    }

    @Test("stays while a job is open or its claim is not decided, and the page says why")
    func obstacles() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let customer = try await world.number("SELECT customer_id FROM job WHERE number = \(number)")
        try await world.browse(as: .administrator) { admin in
            let path = "/arman/customers/\(customer)/erasure"
            let page = try await admin.get(path)
            #expect(page.text.contains("هنوز باز است") && !page.text.contains("name=\"sure\""))
            let refused = try await admin.post(path, [("sure", "yes")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("هنوز باز است"))
        }
        #expect(try await world.number("SELECT count(*) FROM customer WHERE erased_at IS NULL") == 1)
    }

    @Test("of one customer leaves another's alone, also his who bought the machine and another company's")
    func alone() async throws {
        let world = try await World()
        let number = try await world.addJob(mobile: "09121112233", serial: "SOLD1")
        try await world.addJob(mobile: "09351110000", serial: "SOLD1")
        try await world.addJob(company: "pars", mobile: "09121112233")
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE job SET state = 'cancelled' WHERE number = \(number)")
            _ = try tx.execute("UPDATE customer SET name = 'رضا احمدی' WHERE mobile = '+989351110000'")
        }
        let customer = try await world.number("SELECT customer_id FROM job WHERE number = \(number)")
        try await world.browse(as: .administrator) { admin in
            let done = try await admin.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        let left = try await world.rows(holding: ["9121112233", "912 111 2233"])
        #expect(left.isEmpty, "\(left)")
        #expect(try await world.number("SELECT count(*) FROM customer WHERE name = 'رضا احمدی'") == 1)
        let other = try await world.pars.read {
            try $0.value("SELECT count(*) FROM customer WHERE mobile = '+989121112233'", as: Int.self)
        }
        #expect(other == 1)
    }

    @Test("goes by itself once its time is over, where the company has said so, and not before")
    func retention() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.addJob(mobile: "09351110000")
        try await world.arman.write {
            _ = try $0.execute("UPDATE job SET state = 'cancelled' WHERE number = \(number)")
        }
        try await world.browse(as: .administrator) { admin in
            let wrong = try await admin.post("/arman/customers/privacy", [("months", "3"), ("megabytes", "500")])
            #expect(wrong.status == .unprocessableContent)
            let set = try await admin.post("/arman/customers/privacy", [("months", "24"), ("megabytes", "500")])
            #expect(set.status == .seeOther)
            #expect(try await admin.get("/arman/customers/privacy").text.contains("value=\"24\""))
        }
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM customer WHERE erased_at IS NOT NULL") == 0)
        world.time.move(seconds: 25 * 2_635_200)
        try await call(world)
        try await world.work()
        let spoken = try await world.number("SELECT count(*) FROM customer WHERE erased_at IS NOT NULL")
        #expect(spoken == 0, "she called a moment ago")
        world.time.move(seconds: 25 * 2_635_200)
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM customer WHERE erased_at IS NOT NULL") == 1)
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'erased' AND person_id IS NULL") == 1)
        #expect(
            try await world.number("SELECT count(*) FROM customer WHERE mobile = '+989351110000'") == 1,
            "his job is open")
    }
}
