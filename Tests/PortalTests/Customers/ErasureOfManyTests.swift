import Database
import Domain
import Testing

@testable import Base
@testable import Desk
@testable import Ground

@Suite("The data of a customer who is more than a name")
struct ErasureOfManyTests {
    private let people = [
        ("آذر کاظمی", "09121110001"), ("بهار کاظمی", "09121110002"), ("پروین کاظمی", "09121110003"),
    ].map { (name: $0.0, mobile: $0.1) }

    @Test("with twelve numbers and twenty addresses is taken out of every row")
    func long() async throws {
        let world = try await World()
        let customer = try await world.customers([people[0]])[0]
        let numbers = (10..<21).map { "091233344\($0)" }
        let places = (10..<30).map { "کوچه لاله، پلاک \($0)، زنگ \"بالا\"" }
        try await world.browse(as: .administrator) { admin in
            let form = try await World.customerForm(admin, customer)
            let typed =
                form + [("name", people[0].name), ("number", people[0].mobile)] + numbers.map { ("number", $0) }
                + places.flatMap { [("address", $0), ("address_city", "تهران"), ("postal_code", "")] }
            let saved = try await admin.post("/arman/customers/\(customer)/edit", typed)
            #expect(saved.status == .seeOther, "\(saved.text)")
            let said = numbers.joined(separator: " ") + " " + places.joined(separator: " ")
            _ = try await world.arman.write { try $0.execute("UPDATE job SET stated_fault = \(said)") }
            let done = try await admin.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        let left = try await world.rows(holding: ["91233344", "کوچه لاله", "آذر کاظمی"])
        #expect(left.isEmpty, "\(left)")
    }

    @Test("one that cannot be taken out keeps no other, and the list of runs names him")
    func retention() async throws {
        let world = try await World()
        let ids = try await world.customers(people)
        let person = try await world.person(.administrator)
        world.time.move(seconds: 25 * 2_635_200)
        try await world.arman.write { tx in
            try PrivacySetting(months: 24, megabytesADay: 500).set(by: person, tx)
            // The number that stands for one without a name is taken: the engine refuses the second.
            _ = try CustomerStore.findOrAdd(MobileNumber("09351110000"), "سد", tx)
            _ = try tx.execute("UPDATE customer SET mobile = \("#\(ids[1])") WHERE mobile = '+989351110000'")
        }
        try await world.work()
        let erased: [Int64] = try await world.arman.read {
            try $0.list("SELECT id FROM customer WHERE erased_at IS NOT NULL ORDER BY id")
        }
        #expect(erased == [ids[0], ids[2]])
        try await world.browse(as: .administrator) { admin in
            let page = try await admin.get("/arman/runs").text
            #expect(page.contains(Digits.persian("#\(ids[1])")) && page.contains("پاک نشد"))
        }
        #expect(try await world.number("SELECT count(*) FROM run WHERE state = 'failed'") == 0)
    }

    /// The first is merged into the second, and the second into the third; each with a file.
    private func chain(_ world: World, _ browser: Browser) async throws -> [Int64] {
        let ids = try await world.customers(people)
        for (index, id) in ids.enumerated() {
            let sent = try await browser.upload(
                "/arman/files/of/customer/\(id)", [], files: [("photos", "file\(index).jpg", TestPhotos.jpeg())])
            try #require(sent.status == .seeOther, "\(sent.text)")
        }
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                UPDATE customer SET national_id = '0012345679', note = 'زنگ دوم خراب', tags = 'همسایه' WHERE id = \(ids[0])
                """)
        }
        try await browser.merge(ids[0], into: ids[1], "خواهر همان بهار")
        try await browser.merge(ids[1], into: ids[2], "خواهر همان پروین")
        return ids
    }

    @Test("who was merged through another is shown with him, all of it")
    func dossier() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            let ids = try await chain(world, admin)
            let page = try await admin.get("/arman/customers/\(ids[2])/data").text
            for text in [
                "آذر کاظمی", "بهار کاظمی", "0012345679", "زنگ دوم", "همسایه", "file0.jpg", "file1.jpg", "file2.jpg",
            ] {
                #expect(page.contains(text), "\(text)")
            }
            let first = try await admin.get("/arman/customers/\(ids[0])/erasure").text
            #expect(first.contains("پروین کاظمی") && !first.contains("name=\"sure\""))
        }
    }

    @Test("who was merged through another goes with him: names, numbers, notes, files and history")
    func merged() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            let ids = try await chain(world, admin)
            let files: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM attachment ORDER BY id") }
            let done = try await admin.post("/arman/customers/\(ids[2])/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
            for file in files {
                let answer = try await admin.get("/arman/files/\(file)")
                #expect(answer.status == .notFound)
            }
            for id in ids {
                let page = try await admin.get("/arman/customers/\(id)").text
                #expect(!page.contains("کاظمی") && !page.contains("زنگ دوم") && !page.contains("0012345679"))
            }
        }
        let left = try await world.rows(
            holding: ["کاظمی", "912111000", "0012345679", "زنگ دوم", "همسایه", "خواهر همان"])
        #expect(left.isEmpty, "\(left)")
    }

    @Test("who was merged or taken out is given no more files")
    func files() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            let ids = try await world.customers(people)
            try await admin.merge(ids[0], into: ids[1])
            _ = try await admin.post("/arman/customers/\(ids[2])/erasure", [("sure", "yes")])
            for id in [ids[0], ids[2]] {
                let sent = try await admin.upload(
                    "/arman/files/of/customer/\(id)", [], files: [("photos", "late.jpg", TestPhotos.jpeg())])
                #expect(sent.status == .unprocessableContent && sent.text.contains("و ویرایش نمی‌شود"))
            }
        }
        #expect(try await world.number("SELECT count(*) FROM attachment") == 0)
    }

    @Test("goes also from what another's reception wrote of him, and of numbers that he had once")
    func past() async throws {
        let world = try await World()
        let ids = try await world.customers(people)
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { admin in
            let clock = world.arman.clock
            try await world.arman.write { tx in
                let said = try NewContact(
                    kind: .question, channel: .phone, direction: .incoming, party: "آذر",
                    phone: CallerNumber("09350001122"),
                    subject: "پرسش آذر", body: "از خط دیگر")
                _ = try ContactStore.add(said, clock: clock, by: person, tx)
                _ = try tx.execute(
                    "UPDATE contact SET state = 'closed', closed_at = \(tx.now), closed_by = \(person), done = '-'")
                _ = try tx.execute(
                    "UPDATE job SET stated_fault = 'به 0935 000 1122 زنگ بزنید' WHERE customer_id = \(ids[0])")
            }
            for numbers in [["09121110001", "09350001122"], ["09121110001"]] {
                let form = try await World.customerForm(admin, ids[0])
                let saved = try await admin.post(
                    "/arman/customers/\(ids[0])/edit",
                    form + [("name", people[0].name)] + numbers.map { ("number", $0) })
                #expect(saved.status == .seeOther, "\(saved.text)")
            }
            _ = try await world.arman.write { try $0.execute("UPDATE contact SET customer_id = NULL") }
            let form = NewJobTests.form([
                "mobile": people[1].mobile, "name": people[1].name, "serial": "CU-0", "why": "از آذر خرید",
            ])
            let asked = try await admin.post("/arman/jobs", form)
            let doubts = asked.text.values(of: "doubt").map { ("doubt", $0) }
            let taken = try await admin.post("/arman/jobs", form + doubts)
            try #require(taken.status == .seeOther, "\(taken.text)")
            let done = try await admin.post("/arman/customers/\(ids[0])/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        let left = try await world.rows(
            holding: ["9350001122", "935 000 1122", "از آذر خرید", "پرسش آذر", "از خط دیگر", "آذر کاظمی"])
        #expect(left.isEmpty, "\(left)")
        #expect(try await world.number("SELECT count(*) FROM customer WHERE name = 'بهار کاظمی'") == 1)
    }
}
