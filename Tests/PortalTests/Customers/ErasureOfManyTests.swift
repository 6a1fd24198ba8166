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
}
