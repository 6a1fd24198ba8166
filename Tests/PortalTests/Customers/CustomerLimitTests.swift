import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("Numbers and addresses of one customer")
struct CustomerLimitTests {
    private func numbers(_ count: Int, from first: Int = 10) -> [(String, String)] {
        (first..<first + count).map { ("number", "091233344\($0)") }
    }

    private func places(_ count: Int) -> [(String, String)] {
        (10..<10 + count).flatMap { [("address", "کوچه لاله \($0)"), ("address_city", "تهران"), ("postal_code", "")] }
    }

    @Test("are never dropped in silence: what is too much is refused, and what is there stays")
    func edit() async throws {
        let world = try await World()
        let customer = try await world.customers([("آذر کاظمی", "09121110001")])[0]
        let path = "/arman/customers/\(customer)/edit"
        try await world.browse(as: .reception) { browser in
            func save(_ typed: [(String, String)]) async throws -> Browser.Answer {
                let form = try await World.customerForm(browser, customer)
                return try await browser.post(path, form + [("name", "آذر کاظمی"), ("number", "09121110001")] + typed)
            }
            let many = try await save(numbers(12))
            #expect(many.status == .unprocessableContent && many.text.contains("بیش از ۱۲ شماره"))
            #expect(many.text.contains("09123334421"), "what was typed is there")
            let far = try await save(places(21))
            #expect(far.status == .unprocessableContent && far.text.contains("بیش از ۲۰ نشانی"))
            let full = try await save(numbers(11) + places(20))
            #expect(full.status == .seeOther)
            // Of the days before there was a limit.
            try await world.arman.write { tx in
                for number in numbers(3, from: 50) {
                    _ = try tx.execute(
                        """
                        INSERT INTO customer_number (customer_id, number)
                        VALUES (\(customer), \(MobileNumber(number.1).e164))
                        """)
                }
            }
            let shown = try await browser.get(path).text
            #expect(shown.contains("09123334452") && shown.contains("کوچه لاله 29"))
            #expect(shown.values(of: "number").count == 17 && shown.values(of: "number").last == "")
            let same = try await save(numbers(11) + numbers(3, from: 50) + places(20))
            #expect(same.status == .seeOther, "who has more keeps them")
        }
        #expect(try await world.number("SELECT count(*) FROM customer_number") == 14)
        #expect(try await world.number("SELECT count(*) FROM customer_address") == 20)
    }

    @Test("do not grow beyond the limit by a job or a merge either")
    func others() async throws {
        let world = try await World()
        let ids = try await world.customers([("آذر کاظمی", "09121110001"), ("بهار کاظمی", "09121110002")])
        try await world.arman.write { tx in
            for index in 10..<21 {
                try CustomerStore.addNumber(
                    CustomerNumber("091233344\(index)"), to: ID(ids[0]), by: nil, tx)
            }
        }
        await #expect(throws: Complaint.self) {
            try await world.arman.write { tx in
                try CustomerStore.addNumber(CustomerNumber("09123334421"), to: ID(ids[0]), by: nil, tx)
            }
        }
        try await world.browse(as: .reception) { browser in
            let merged = try await browser.post(
                "/arman/customers/\(ids[0])/merge", [("with", "\(ids[1])"), ("reason", "یک نفرند")])
            #expect(merged.status == .unprocessableContent && merged.text.contains("بیش از ۱۲ شماره"))
        }
    }
}
