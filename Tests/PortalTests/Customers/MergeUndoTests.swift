import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("A merge that is taken back")
struct MergeUndoTests {
    private let people = [
        ("آذر کاظمی", "09121110001"), ("بهار کاظمی", "09121110002"), ("پروین کاظمی", "09121110003"),
    ].map { (name: $0.0, mobile: $0.1) }

    private func edit(_ browser: Browser, _ customer: Int64, _ typed: [(String, String)]) async throws {
        let form = try await World.customerForm(browser, customer)
        let saved = try await browser.post("/arman/customers/\(customer)/edit", form + typed)
        try #require(saved.status == .seeOther, "\(saved.text)")
    }

    private func place(_ text: String) -> [(String, String)] {
        [("address", text), ("address_city", "تهران"), ("postal_code", "")]
    }

    @Test("gives further numbers and addresses back although the one who stayed was edited meanwhile")
    func edited() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let ids = try await world.customers(people)
            try await edit(
                browser, ids[0],
                [("name", "آذر کاظمی"), ("number", "09121110001"), ("number", "09123334455")] + place("کوچه لاله"))
            try await browser.merge(ids[0], into: ids[1])
            try await edit(
                browser, ids[1],
                [("name", "بهار راد")]
                    + ["09121110002", "09123334455", "09121110001", "09127778899"].map { ("number", $0) }
                    + place("کوچه لاله") + place("کوچه نرگس"))
            let undo = try #require(try await browser.undo(of: ids[1]))
            let parted = try await browser.post(undo)
            #expect(parted.status == .seeOther)
            let gone = try await browser.get("/arman/customers/\(ids[0])/edit").text
            let kept = try await browser.get("/arman/customers/\(ids[1])/edit").text
            for text in ["09121110001", "09123334455", "کوچه لاله"] {
                #expect(gone.contains(text) && !kept.contains(text), "\(text)")
            }
            for text in ["09121110002", "09127778899", "کوچه نرگس", "بهار راد"] {
                #expect(kept.contains(text), "\(text)")
            }
        }
    }

    @Test("waits for the merge by which the one who stayed became another himself")
    func order() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let ids = try await world.customers(people)
            try await browser.merge(ids[0], into: ids[1])
            let early = try #require(try await browser.undo(of: ids[1]))
            try await browser.merge(ids[1], into: ids[2])
            let button = try await browser.undo(of: ids[1])
            #expect(button == nil)
            let refused = try await browser.post(early)
            #expect(refused.status == .unprocessableContent && refused.text.contains("نخست آن ادغام"))
            let still = try await browser.get("/arman/customers/\(ids[0])").text
            #expect(still.contains("ادغام شده است"))
            for kept in [ids[2], ids[1]] {
                let undo = try #require(try await browser.undo(of: kept))
                let parted = try await browser.post(undo)
                #expect(parted.status == .seeOther, "\(kept)")
            }
            for (index, id) in ids.enumerated() {
                let page = try await browser.get("/arman/customers/\(id)").text
                #expect(page.contains("CU-\(index)") && page.contains("tel:+98\(people[index].mobile.dropFirst())"))
            }
        }
    }

    @Test("leaves neither name nor number with the other, once the one who went is taken out")
    func forgotten() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let ids = try await world.customers(people)
            try await browser.merge(ids[0], into: ids[1], "آذر نام خواهرش را گفت")
            let merged = try await browser.get("/arman/customers/\(ids[1])").text
            #expect(merged.contains("آذر کاظمی") && merged.contains("نام خواهرش"), "named while he has a name")
            // What was written before merges named nobody.
            try await world.arman.write { tx in
                let event = Event(
                    "merged_into", of: .customer(ID(ids[1])), in: "customers", detail: ["name": "آذر", "text": "کهنه"])
                try EventStore.add(event, by: nil, tx)
            }
            try await edit(
                browser, ids[1],
                [
                    ("name", "بهار کاظمی"), ("number", "09121110002"), ("number", "09121110001"),
                    ("number", "09127778899"),
                ])
            let undo = try #require(try await browser.undo(of: ids[1]))
            _ = try await browser.post(undo)
            let done = try await browser.post("/arman/customers/\(ids[0])/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        let left = try await world.rows(holding: ["آذر کاظمی", "9121110001", "\"آذر\"", "کهنه", "نام خواهرش"])
        #expect(left.isEmpty, "\(left)")
        let kept = try await world.rows(holding: ["بهار کاظمی", "09127778899"])
        #expect(kept.contains { $0.hasPrefix("event.") }, "what is the other's stays")
    }

    @Test("takes consent, national id, note and tags back as far as nobody has changed them since")
    func particulars() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let ids = try await world.customers(people)
            try await world.arman.write { tx in
                _ = try tx.execute(
                    """
                    UPDATE customer SET consent = 'refused', national_id = '0012345679', note = 'زنگ دوم', tags = 'ویژه, دور'
                    WHERE id = \(ids[0])
                    """)
                _ = try tx.execute(
                    "UPDATE customer SET consent = 'given', note = 'طبقه سه', tags = 'ویژه' WHERE id = \(ids[1])")
            }
            func kept() async throws -> [String] {
                try await world.arman.read { tx in
                    let row = try tx.one("SELECT * FROM customer WHERE id = \(ids[1])")
                    return try ["consent", "national_id", "note", "tags"].map { try row($0) }
                }
            }
            try await browser.merge(ids[0], into: ids[1])
            #expect(try await kept() == ["refused", "0012345679", "طبقه سه · زنگ دوم", "ویژه، دور"])
            _ = try await world.arman.write { try $0.execute("UPDATE customer SET tags = 'تازه' WHERE id = \(ids[1])") }
            let undo = try #require(try await browser.undo(of: ids[1]))
            _ = try await browser.post(undo)
            #expect(try await kept() == ["given", "", "طبقه سه", "تازه"])
        }
    }
}
